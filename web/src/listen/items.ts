// The two sides of a pair, as music to play. What is Bach's and what was composed goes the same way: notes from the
// engine, cut, and made a MIDI file of.
import { ask, type Engine } from "../engine/engine";
import type { Score } from "../engine/types";
import { inspected, renderedBytes } from "../piece/open";
import type { Playable } from "../sound/player";
import { excerpt } from "./excerpt";
import type { Pair, Trial } from "./pairs";

export interface Source {
  title: string;
  score: Score;
}

export interface Item {
  source: Source;
  score: Score;
  playable: Playable;
}

export type Letter = "A" | "B";
export const letters = ["A", "B"] as const;

export interface Prepared {
  items: Record<Letter, Item>;
  seconds: number;
}

const sources = new Map<string, Promise<Source>>();

function kept(name: string, make: () => Promise<Source>): Promise<Source> {
  let source = sources.get(name);
  if (!source) {
    source = make();
    sources.set(name, source);
    source.catch(() => sources.delete(name));
  }
  return source;
}

function composed(engine: Engine, pair: Pair): Promise<Source> {
  const { kind, key, seed } = pair.made;
  return kept(`${kind} ${seed}`, async () => {
    const options = { kind, key, seed };
    const [event] = await ask(engine, { version: 1, request: "compose", options, files: ["mid"] }, "score");
    return { title: madeTitle(pair), score: event!.score };
  });
}

function carried(engine: Engine, { bach: { movement } }: Pair): Promise<Source> {
  return kept(movement, () => inspected(engine, { movement }));
}

async function item(engine: Engine, source: Source, cut: { from: number; to: number; shift: number }, tempo: number) {
  const score = excerpt(source.score, { ...cut, tempo });
  const midi = await renderedBytes(engine, { score }, "mid");
  return { source, score, playable: { title: "excerpt", midi } };
}

export async function prepare(engine: Engine, { pair, bachFirst }: Trial): Promise<Prepared> {
  const bach = await item(engine, await carried(engine, pair), pair.bach, pair.tempo);
  const made = await item(engine, await composed(engine, pair), pair.made, pair.tempo);
  return { items: bachFirst ? { A: bach, B: made } : { A: made, B: bach }, seconds: bach.score.seconds };
}

function madeTitle({ made: { kind, key, seed } }: Pair): string {
  return `${kindName(kind)} in ${key}, composed by bach, seed ${seed}`;
}

export async function titlesOf(engine: Engine, { pair, bachFirst }: Trial): Promise<Record<Letter, string>> {
  const bach = (await carried(engine, pair)).title;
  return bachFirst ? { A: bach, B: madeTitle(pair) } : { A: madeTitle(pair), B: bach };
}

export function kindName(kind: string): string {
  return kind === "bourree" ? "Bourrée" : kind[0]!.toUpperCase() + kind.slice(1);
}
