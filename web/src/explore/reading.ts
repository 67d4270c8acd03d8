// What the model expected of each note of a piece, by the note's index on the page.
import { ask, type Engine } from "../engine/engine";
import type { ExpectedNote, Music } from "../engine/types";
import { barAt, pageBars, pageNotes, toWritten, type PageNote, type Piece } from "../piece/piece";

export interface Reading {
  notes: ReadonlyMap<number, ExpectedNote>;
  // Pitch and rhythm together.
  bits: ReadonlyMap<number, number>;
}

const atOnce = 4096;

export async function readPiece(engine: Engine, music: Music, piece: Piece, signal?: AbortSignal): Promise<Reading> {
  const { score } = piece;
  const places = new Map(pageNotes(score).map((note) => [`${note.onset}/${note.pitch}`, note.index]));
  const notes = new Map<number, ExpectedNote>();
  const bits = new Map<number, number>();
  for (let first = 1, of = 1; first <= of; first += atOnce) {
    const request = { version: 1 as const, request: "expect" as const, music, first, notes: atOnce };
    const [event] = await ask(engine, request, "expectation", signal);
    of = event!.of;
    for (const note of event!.notes) {
      const tick = Math.round((note.sounds ?? note.begin) * score.ticks_per_quarter);
      const index = places.get(`${toWritten(score, tick)}/${note.pitch}`);
      if (index === undefined || note.pitch_bits === null) continue;
      notes.set(index, note);
      bits.set(index, note.pitch_bits + (note.rhythm_bits ?? 0));
    }
  }
  return { notes, bits };
}

// The key that is written at a place of the page.
export function keyAt({ score }: Piece, written: number): string {
  let found: { at: number; key: string } | undefined;
  for (const [tick, key] of score.keys) {
    const at = toWritten(score, tick);
    if (at <= written && (!found || at >= found.at)) found = { at, key };
  }
  return found?.key ?? "";
}

export interface Surprise {
  note: PageNote;
  bar: number;
  bits: number;
  expected: number;
}

// Where the pitch surprised most, one place a bar. Of the first bar there is nothing to expect yet.
export function surprises(piece: Piece, reading: Reading, most: number): Surprise[] {
  const bars = pageBars(piece.score);
  const all = pageNotes(piece.score).flatMap((note) => {
    const read = reading.notes.get(note.index);
    const bar = barAt(bars, note.onset)?.number ?? 0;
    if (!read?.pitch_bits || !read.expected.length || bar <= 1) return [];
    return [{ note, bar, bits: read.pitch_bits, expected: read.expected[0]![0] }];
  });
  all.sort((a, b) => b.bits - a.bits);
  const seen = new Set<number>();
  return all.filter(({ bar }) => !seen.has(bar) && seen.add(bar)).slice(0, most);
}
