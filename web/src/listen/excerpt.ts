// A stretch of a piece as both of a pair are given: from its first tick on, moved to the key of the pair, at its tempo,
// all notes struck alike.
import type { Score } from "../engine/types";

const velocity = 88;
const program = 42;

export interface Cut {
  from: number;
  to: number;
  shift: number;
  tempo: number;
}

export function excerpt(score: Score, { from, to, shift, tempo }: Cut): Score {
  const at = <Value>(list: [number, Value][]): [number, Value][] => {
    const before = list.filter(([tick]) => tick <= from).at(-1);
    const inside = list.filter(([tick]) => tick > from && tick < to);
    return [...(before ? [[0, before[1]] as [number, Value]] : []), ...inside.map(([tick, value]) => [tick - from, value] as [number, Value])];
  };
  const tracks = score.tracks
    .map((track) => ({
      name: "",
      program,
      notes: track.notes
        .filter(([onset]) => onset >= from && onset < to)
        .map(([onset, duration, pitch]): [number, number, number, number] => [
          onset - from,
          Math.min(duration, to - onset),
          pitch + shift,
          velocity,
        ]),
    }))
    .filter((track) => track.notes.length);
  return {
    ticks_per_quarter: score.ticks_per_quarter,
    end: to - from,
    seconds: ((to - from) / score.ticks_per_quarter) * (60 / tempo),
    tempos: [[0, tempo]],
    metres: at(score.metres),
    keys: at(score.keys).map(([tick, key]) => [tick, movedKey(key, shift)]),
    tracks,
  };
}

const tonics: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const major = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const minor = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"];

export function movedKey(key: string, shift: number): string {
  const [tonic = "C", mode = "major"] = key.split(" ");
  const sign = tonic.endsWith("b") ? -1 : tonic.endsWith("#") ? 1 : 0;
  const place = (((tonics[tonic[0]!]! + sign + shift) % 12) + 12) % 12;
  return `${(mode === "minor" ? minor : major)[place]} ${mode}`;
}
