// The piece the tour looks at, and the lines of all pieces that are learned from.
import { signal } from "@preact/signals";
import { ask, type Engine } from "../../engine/engine";
import type { Music, Score, SoundingNote } from "../../engine/types";
import { movementsOf } from "../movements";
import { firstLine } from "../notes";

export interface TourPiece {
  name: string;
  title: string;
  score: Score;
  // What a network of pitches reads: the first track, its first 1000 notes.
  line: SoundingNote[];
}

// As in the notebook.
export const mostNotes = 1000;
export const windowSize = 20;
export const columns = 79;

export async function tourPiece(engine: Engine, music: Music, name: string): Promise<TourPiece> {
  const [told] = await ask(engine, { version: 1, request: "inspect", music }, "inspection");
  if (!told) throw new Error("there are no notes in it");
  const line = firstLine(told.score).slice(0, mostNotes);
  if (line.length <= windowSize) throw new Error(`${name} has ${line.length} notes; the tour needs more than ${windowSize}`);
  return { name, title: told.title || name, score: told.score, line };
}

// The line alone, as far as the note before `to`.
export function lineScore({ score, line }: TourPiece, to: number): Score {
  const notes = line.slice(0, to);
  const end = Math.max(...notes.map(([onset, duration]) => onset + duration));
  return {
    ticks_per_quarter: score.ticks_per_quarter,
    end,
    seconds: 0,
    tempos: score.tempos.filter(([tick]) => tick < end),
    metres: score.metres.filter(([tick]) => tick < end),
    keys: score.keys.filter(([tick]) => tick < end),
    tracks: [{ name: "", program: 42, notes }],
  };
}

export interface Lines {
  of: number;
  // Pitches of each piece, as many as are there already.
  pitches: number[][];
}

export const lines = signal<Lines>({ of: 36, pitches: [] });
let begun = false;

// Looks into all 36 movements, one after another.
export async function findLines(engine: Engine) {
  if (begun) return;
  begun = true;
  try {
    const movements = (await movementsOf(engine)).filter(({ set }) => set === "cello");
    for (const { name } of movements) {
      const [told] = await ask(engine, { version: 1, request: "inspect", music: { movement: name } }, "inspection");
      const pitches = told ? firstLine(told.score).slice(0, mostNotes).map((note) => note[2]) : [];
      lines.value = { of: movements.length, pitches: [...lines.value.pitches, pitches] };
    }
  } catch {
    begun = false;
    lines.value = { of: 36, pitches: [] };
  }
}
