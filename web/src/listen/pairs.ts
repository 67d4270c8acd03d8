// The pairs there are (tools/make_pairs.mjs), and how a round of ten is drawn from them.
import found from "./pairs.json";

interface Excerpt {
  part: string;
  // Ticks as the piece sounds.
  from: number;
  to: number;
  // Semitones.
  shift: number;
}

export interface Pair {
  id: string;
  kind: string;
  bars: number;
  // Quarters a minute.
  tempo: number;
  made: Excerpt & { kind: string; key: string; seed: number };
  bach: Excerpt & { movement: string };
}

export interface Trial {
  pair: Pair;
  bachFirst: boolean;
}

export const pairs: Pair[] = found;
export const roundSize = 10;

export function newRound(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000;
}

// Rounds come in twos, 2n and 2n + 1, that have no pair in common.
export function otherRound(round: number): number {
  return round ^ 1;
}

// One round, one result. No piece comes twice in it.
export function drawRound(round: number): Trial[] {
  const shared = numbers(Math.floor(round / 2) + 1);
  const pieces = shuffled([...new Set(pairs.map(pieceOf))], shared);
  const odd = round % 2 === 1;
  const taken = (odd ? [...pieces].reverse() : pieces).slice(0, roundSize);
  const flipped = new Map(pieces.map((piece) => [piece, shared() < 0.5]));
  const own = numbers(round + 0x5eed);
  const trials = taken.map((piece) => {
    const parts = pairs.filter((pair) => pieceOf(pair) === piece);
    return parts[flipped.get(piece) === odd ? 0 : 1]!;
  });
  return shuffled(trials, own).map((pair) => ({ pair, bachFirst: own() < 0.5 }));
}

function pieceOf({ made }: Pair): string {
  return `${made.kind} ${made.seed}`;
}

function shuffled<Item>(items: Item[], next: () => number): Item[] {
  const order = [...items];
  for (let k = order.length - 1; k > 0; k--) {
    const other = Math.floor(next() * (k + 1));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}

// Mulberry32: numbers from 0 to 1.
function numbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
