// Where another note would have led: the piece up to a note, that note instead, and what the model writes from there.
import type { Engine, OnEvent } from "../engine/engine";
import { takeStep, type Made, type Step } from "../compose/steps";
import type { Score, SoundingNote } from "../engine/types";
import { renderedBytes } from "../piece/open";
import { pageBars, toWritten, type PageNote, type Piece } from "../piece/piece";

export interface Branch {
  number: number;
  at: PageNote;
  // The bar of that note, and how many bars there are to be written.
  bar: number;
  bars: number;
  pitch: number;
  seed: number;
  // Written so far, then whole.
  progress: string;
  made: Made | null;
  problem: string;
}

// A score as it is written, each section once, up to `note`, in whose place `pitch` stands.
export function upTo(score: Score, note: PageNote, pitch: number): Score {
  const seen = new Set<string>();
  let length = note.onset + note.duration;
  const tracks = score.tracks.map((track) => {
    const notes: SoundingNote[] = [];
    for (const [onset, duration, each, velocity] of track.notes) {
      const at = toWritten(score, onset);
      const place = `${at}/${each}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const isIt = at === note.onset && each === note.pitch;
      if (!isIt && (at > note.onset || (at === note.onset && each > note.pitch))) continue;
      notes.push([at, duration, isIt ? pitch : each, velocity]);
      length = Math.max(length, at + duration);
    }
    return { ...track, notes: notes.sort((a, b) => a[0] - b[0] || a[2] - b[2]) };
  });
  return {
    ticks_per_quarter: score.ticks_per_quarter,
    end: length,
    seconds: 0,
    tempos: score.tempos.slice(0, 1),
    metres: asWritten(score, score.metres, note.onset),
    keys: asWritten(score, score.keys, note.onset),
    tracks: tracks.filter((track) => track.notes.length),
  };
}

function asWritten<Value>(score: Score, list: [number, Value][], before: number): [number, Value][] {
  const found = new Map<number, Value>();
  for (const [tick, value] of list) {
    const at = toWritten(score, tick);
    if (at <= before && !found.has(at)) found.set(at, value);
  }
  return [...found].sort((a, b) => a[0] - b[0]).filter(([, value], k, all) => k === 0 || value !== all[k - 1]![1]);
}

export async function follow(
  engine: Engine,
  piece: Piece,
  branch: Branch,
  onNotes: (written: number) => void,
  signal: AbortSignal,
): Promise<Made> {
  const score = upTo(piece.score, branch.at, branch.pitch);
  const base64 = await renderedBytes(engine, { score, title: piece.title }, "mid", signal);
  const step: Step = {
    request: "continue",
    options: { bars: String(branch.bars), seed: branch.seed },
    music: { name: "beginning.mid", base64 },
    made: true,
  };
  const onEvent: OnEvent = (event) => {
    if (event.event === "notes") onNotes(event.from + event.notes.length);
  };
  return takeStep(engine, step, undefined, onEvent, signal);
}

// What both rolls show, in ticks of the page: from a bar before the note to the end of what was written.
export function stretchOf(piece: Piece, branch: Branch): { from: number; to: number } {
  const bars = pageBars(piece.score);
  const here = Math.max(0, bars.findLastIndex((bar) => bar.begin <= branch.at.onset));
  const near = bars.slice(Math.max(0, here - 1), here + 2);
  // A repeat sign may cut one.
  const length = Math.max(...near.map((bar) => bar.end - bar.begin), piece.score.ticks_per_quarter);
  const from = near[0]?.begin ?? 0;
  return { from, to: (bars[here]?.end ?? branch.at.onset) + branch.bars * length };
}

// Where a place of the page is heard the last time: the page goes on there as the music does.
export function lastSounding(score: Score, written: number): number {
  const passage = score.written?.findLast(([from, to, begin]) => written >= begin && written < begin + to - from);
  return passage ? passage[0] + written - passage[2] : written;
}
