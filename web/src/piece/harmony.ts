// Keys, chords and surprise of a piece, as the engine finds them.
import { ask, type Engine } from "../engine/engine";
import type { Base64, Music } from "../engine/types";
import { pageNotes, toWritten, type Piece } from "./piece";

// In written ticks.
export interface Harmony {
  chords: { begin: number; end: number; numeral: string; symbol: string; key: string }[];
  keys: { begin: number; end: number; key: string }[];
}

interface Place {
  tick: number;
}
interface FoundHarmony {
  ticks_per_quarter: number;
  keys: { begin: Place; end: Place; key: string }[];
  chords: { begin: Place; end: Place; numeral: string; symbol: string; key: string }[];
}

export function musicOf(piece: Piece): Music {
  return { name: "piece.abc", text: piece.abc };
}

export async function findHarmony(engine: Engine, piece: Piece, signal?: AbortSignal): Promise<Harmony> {
  const request = { version: 1 as const, request: "inspect" as const, music: musicOf(piece), harmony: true };
  const [event] = await ask(engine, request, "inspection", signal);
  const found = event!.harmony as FoundHarmony;
  const scale = piece.score.ticks_per_quarter / found.ticks_per_quarter;
  const placed = <Item extends { begin: Place; end: Place }>(item: Item) => ({
    ...item,
    begin: item.begin.tick * scale,
    end: item.end.tick * scale,
  });
  return { chords: found.chords.map(placed), keys: found.keys.map(placed) };
}

// Bits of each note by its index; those the model tells nothing of are missing.
export async function findSurprise(
  engine: Engine,
  piece: Piece,
  model?: Base64,
  signal?: AbortSignal,
): Promise<Map<number, number>> {
  const byPlace = new Map(pageNotes(piece.score).map((note) => [`${note.onset}/${note.pitch}`, note.index]));
  const bits = new Map<number, number>();
  for (let first = 1; ;) {
    const [event] = await ask(
      engine,
      { version: 1, request: "expect", music: musicOf(piece), first, notes: 4096, ...(model && { model }) },
      "expectation",
      signal,
    );
    for (const note of event!.notes) {
      const tick = Math.round((note.sounds ?? note.begin) * piece.score.ticks_per_quarter);
      const index = byPlace.get(`${toWritten(piece.score, tick)}/${note.pitch}`);
      if (index !== undefined) bits.set(index, (note.pitch_bits ?? 0) + (note.rhythm_bits ?? 0));
    }
    first += event!.notes.length;
    if (!event!.notes.length || first > event!.of) return bits;
  }
}
