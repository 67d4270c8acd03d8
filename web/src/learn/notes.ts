// Notes in words.
import type { Score, SoundingNote } from "../engine/types";

const names = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

export function noteName(pitch: number): string {
  return `${names[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

export function isBlackKey(pitch: number): boolean {
  return [1, 3, 6, 8, 10].includes(pitch % 12);
}

// The line that the notebook's network reads: the first track that has notes.
export function firstLine(score: Score): SoundingNote[] {
  return score.tracks.find(({ notes }) => notes.length > 0)?.notes ?? [];
}

const lengths: [quarters: number, name: string][] = [
  [4, "whole note"],
  [3, "dotted half"],
  [2, "half"],
  [1.5, "dotted quarter"],
  [1, "quarter"],
  [0.75, "dotted eighth"],
  [0.5, "eighth"],
  [0.375, "dotted sixteenth"],
  [1 / 3, "eighth of a triplet"],
  [0.25, "sixteenth"],
  [1 / 6, "sixteenth of a triplet"],
  [0.125, "thirty-second"],
  [0.0625, "sixty-fourth"],
];

export function lengthName(quarters: number): string {
  const found = lengths.find(([length]) => Math.abs(length - quarters) < 0.01);
  return found ? found[1] : `${Math.round(quarters * 100) / 100} quarters`;
}

// Pitches one after the other, all of one length, as the networks of pitches know music.
export function evenScore(pitches: number[], ticks = 240): Score {
  const end = pitches.length * ticks;
  return {
    ticks_per_quarter: 480,
    end,
    seconds: (end / 480) * 0.6,
    tempos: [[0, 100]],
    metres: [[0, "4/4"]],
    keys: [],
    tracks: [{ name: "", program: 42, notes: pitches.map((pitch, k) => [k * ticks, ticks, pitch, 90]) }],
  };
}
