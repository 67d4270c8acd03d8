// The sampled cello is quiet: a menuet peaks at 0.2 of what a file can hold.
export const loudness = 2.5;

// Bends what would go beyond full scale, and leaves the rest.
export function limited(sample: number): number {
  const size = Math.abs(sample);
  return size <= 0.9 ? sample : Math.sign(sample) * (0.9 + 0.1 * Math.tanh((size - 0.9) / 0.1));
}
