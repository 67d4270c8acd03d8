// Bits of surprise in words.
export function oneIn(bits: number): number {
  const ways = 2 ** bits;
  if (ways < 20) return Math.round(ways);
  const unit = 10 ** Math.floor(Math.log10(ways)) / 2;
  return Math.round(ways / unit) * unit;
}

export function inWords(bits: number): string {
  if (bits < 0.15) return "it was sure of it";
  if (bits < 0.6) return "it was nearly sure of it";
  if (bits < 1.4) return "it gave it about one chance in two";
  const chance = `one chance in ${oneIn(bits).toLocaleString("en")}`;
  if (bits < 3) return `it was one of a few it thought likely, with ${chance}`;
  if (bits < 6) return `it thought it unlikely, with ${chance}`;
  return `it hardly thought of it, with ${chance}`;
}

export function share(probability: number): string {
  const percent = probability * 100;
  return percent >= 9.95 ? `${percent.toFixed(0)} %` : `${percent.toFixed(1)} %`;
}
