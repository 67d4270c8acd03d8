// Probabilities of the next note: made flatter or steeper, drawn from, and the surprise at what came.
export type Shares = [pitch: number, probability: number][];

// Below a temperature of 1 the probable becomes more so, above less.
export function reshaped(shares: Shares, temperature: number): Shares {
  const most = Math.max(...shares.map(([, share]) => share));
  const powers = shares.map(([pitch, share]): [number, number] => [pitch, (share / most) ** (1 / temperature)]);
  const sum = powers.reduce((total, [, power]) => total + power, 0);
  return powers.map(([pitch, power]) => [pitch, power / sum]);
}

// `at`: from 0 to 1.
export function draw(shares: Shares, at: number): number {
  let left = at * shares.reduce((sum, [, share]) => sum + share, 0);
  for (const [pitch, share] of shares) {
    left -= share;
    if (left < 0) return pitch;
  }
  return shares.at(-1)![0];
}

// In bits. What was too improbable to be told counts as one in a thousand.
export function surpriseOf(shares: Shares, pitch: number): number {
  return -Math.log2(shares.find((each) => each[0] === pitch)?.[1] ?? 0.001);
}
