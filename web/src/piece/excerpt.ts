// Some bars of a piece as a page of their own.
import type { Engine } from "../engine/engine";
import type { Score } from "../engine/types";
import { inspected, renderedBytes, renderedText } from "./open";
import { pageBars, pageNotes, ticksOf, toSounding, type BarRange, type Piece } from "./piece";

function lastBefore<Value>(list: [tick: number, value: Value][], tick: number): [number, Value][] {
  const found = list.findLast(([at]) => at <= tick) ?? list[0];
  return found ? [[0, found[1]]] : [];
}

export function excerptScore(score: Score, range: BarRange): Score | undefined {
  const ticks = ticksOf(pageBars(score), range);
  if (!ticks) return undefined;
  const [begin, end] = ticks;
  const notes = pageNotes(score).filter((note) => note.onset >= begin && note.onset < end);
  const sounding = toSounding(score, begin);
  return {
    ticks_per_quarter: score.ticks_per_quarter,
    end: end - begin,
    seconds: 0,
    tempos: lastBefore(score.tempos, sounding),
    metres: lastBefore(score.metres, sounding),
    keys: lastBefore(score.keys, sounding),
    tracks: [
      {
        name: "",
        program: score.tracks[0]?.program ?? 42,
        notes: notes.map(({ onset, duration, pitch }) => [onset - begin, Math.min(duration, end - onset), pitch, 100]),
      },
    ],
  };
}

export async function excerpt(
  engine: Engine,
  score: Score,
  range: BarRange,
  title: string,
  signal?: AbortSignal,
): Promise<Piece> {
  const part = excerptScore(score, range);
  if (!part) throw new Error(`there are no bars ${range.from} to ${range.to}`);
  const music = { score: part, title };
  const found = await inspected(engine, music, signal);
  const bars = found.score.bars?.map(([tick], k): [number, number] => [tick, range.from + k]);
  const abc = await renderedText(engine, music, "abc", signal);
  const midi = await renderedBytes(engine, music, "mid", signal);
  return { title, abc, midi, score: { ...found.score, bars } };
}
