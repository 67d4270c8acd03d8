// Some bars of a piece as a page of their own.
import { ask, type Engine } from "../engine/engine";
import type { Score } from "../engine/types";
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

export async function excerpt(engine: Engine, score: Score, range: BarRange, title: string, signal?: AbortSignal): Promise<Piece> {
  const part = excerptScore(score, range);
  if (!part) throw new Error(`there are no bars ${range.from} to ${range.to}`);
  const render = async (as: string) => {
    const request = { version: 1 as const, request: "render" as const, music: { score: part, title }, as };
    return (await ask(engine, request, "file", signal))[0]!;
  };
  const abc = await render("abc");
  const midi = await render("mid");
  const [inspection] = await ask(engine, { version: 1, request: "inspect", music: { score: part, title } }, "inspection", signal);
  const shown = { ...inspection!.score };
  shown.bars = shown.bars?.map(([tick], k) => [tick, range.from + k]);
  return { title, abc: abc.text ?? "", midi: midi.base64 ?? "", score: shown };
}
