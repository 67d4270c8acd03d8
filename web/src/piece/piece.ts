// One piece as all pages hand it round, and its times. A piece sounds with its repeats played and is written with
// each section once: "sounding" ticks are those of score.tracks, "written" ticks those of the page.
import type { Score } from "../engine/types";

export interface Piece {
  title: string;
  composer?: string;
  abc: string;
  // The MIDI file, as base64.
  midi: string;
  score: Score;
}

export interface PageNote {
  // Counted from 0 in the order of the page: by onset, then from the lowest pitch up.
  index: number;
  onset: number;
  duration: number;
  pitch: number;
}

// `number` as printed: a pickup is 0.
export interface PageBar {
  number: number;
  begin: number;
  end: number;
}

// Whole bars by their number, both included.
export interface BarRange {
  from: number;
  to: number;
}

type Stretch = [from: number, to: number, written: number];

function stretches(score: Score): Stretch[] {
  return score.written?.length ? score.written : [[0, score.end, 0]];
}

export function toWritten(score: Score, sounding: number): number {
  let last = 0;
  for (const [from, to, written] of stretches(score)) {
    if (sounding < from) break;
    last = written + Math.min(sounding, to) - from;
  }
  return last;
}

// Where a place of the page sounds first at or after `notBefore`, else where it first sounds at all.
export function toSounding(score: Score, written: number, notBefore = 0): number {
  let first: number | undefined;
  for (const [from, to, begin] of stretches(score)) {
    if (written < begin || written >= begin + to - from) continue;
    const at = from + written - begin;
    if (at >= notBefore) return at;
    first ??= at;
  }
  return first ?? Math.min(written, score.end);
}

export function pageEnd(score: Score): number {
  return Math.max(...stretches(score).map(([from, to, written]) => written + to - from));
}

export function pageNotes(score: Score): PageNote[] {
  const found = new Map<string, Omit<PageNote, "index">>();
  const all = score.tracks.flatMap((track) => track.notes);
  all.sort((a, b) => a[0] - b[0] || a[2] - b[2]);
  const passages = stretches(score);
  let passage = 0;
  for (const [onset, duration, pitch] of all) {
    while (passage + 1 < passages.length && onset >= passages[passage]![1]) passage += 1;
    const [from, , written] = passages[passage]!;
    const at = written + onset - from;
    const key = `${at}/${pitch}`;
    const known = found.get(key);
    if (known) known.duration = Math.max(known.duration, duration);
    else found.set(key, { onset: at, duration, pitch });
  }
  const notes = [...found.values()].sort((a, b) => a.onset - b.onset || a.pitch - b.pitch);
  return notes.map((note, index) => ({ index, ...note }));
}

export function pageBars(score: Score): PageBar[] {
  const bars = score.bars ?? evenBars(score);
  const end = pageEnd(score);
  return bars.map(([begin, number], k) => ({ number, begin, end: bars[k + 1]?.[0] ?? end }));
}

// Of an engine that tells no bars.
function evenBars({ metres, ticks_per_quarter, end }: Score): [tick: number, number: number][] {
  const [beats, unit] = (metres[0]?.[1] ?? "4/4").split("/").map(Number) as [number, number];
  const size = (ticks_per_quarter * 4 * beats) / unit;
  return Array.from({ length: Math.ceil(end / size) }, (_, k) => [k * size, k + 1]);
}

// An upbeat is not counted, nor is a bar twice that a sign cuts or a da capo brings again.
export function barCount(bars: PageBar[]): number {
  return new Set(bars.map((bar) => bar.number).filter((number) => number > 0)).size;
}

export function barAt(bars: PageBar[], tick: number): PageBar | undefined {
  let found = bars[0];
  for (const bar of bars) {
    if (bar.begin > tick) break;
    found = bar;
  }
  return found;
}

// Where bars stand: more than one stretch where an ABC page writes a da capo out.
export function stretchesOf(bars: PageBar[], range: BarRange): [begin: number, end: number][] {
  const found: [number, number][] = [];
  for (const bar of bars) {
    if (bar.number < range.from || bar.number > range.to) continue;
    const last = found.at(-1);
    if (last && last[1] === bar.begin) last[1] = bar.end;
    else found.push([bar.begin, bar.end]);
  }
  return found;
}

export function ticksOf(bars: PageBar[], range: BarRange): [begin: number, end: number] | undefined {
  return stretchesOf(bars, range)[0];
}

// Seconds of the MIDI file at its own tempo and back.
export function secondsOf(score: Score, tick: number): number {
  let seconds = 0;
  score.tempos.forEach(([begin, quarters], k) => {
    const end = Math.min(tick, score.tempos[k + 1]?.[0] ?? Infinity);
    if (end > begin) seconds += ((end - begin) / score.ticks_per_quarter) * (60 / quarters);
  });
  return seconds;
}

export function tickOf(score: Score, seconds: number): number {
  let left = seconds;
  for (const [k, [begin, quarters]] of score.tempos.entries()) {
    const end = score.tempos[k + 1]?.[0] ?? Infinity;
    const ticksPerSecond = (score.ticks_per_quarter * quarters) / 60;
    if (left <= (end - begin) / ticksPerSecond) return begin + left * ticksPerSecond;
    left -= (end - begin) / ticksPerSecond;
  }
  return score.end;
}

const sharps = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const flats = ["C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B"];

export function pitchName(pitch: number, key = ""): string {
  const flat = /^([A-G]b|F\b)/.test(key) || /^[CDFG] minor/.test(key);
  return `${(flat ? flats : sharps)[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

export function keyName(key: string): string {
  return key.replace(/^([A-G])b/, "$1♭").replace(/^([A-G])#/, "$1♯");
}
