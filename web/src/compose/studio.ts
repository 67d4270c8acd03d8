// What is on the page Compose: takes, what is being composed, albums.
import { signal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { Problem } from "../engine/engine";
import type { NotesEvent } from "../engine/types";
import type { PageNote } from "../piece/piece";
import { say } from "../ui/say";
import { takeStep, takeSteps, type Step } from "./steps";
import { Take, type State } from "./take";
import { composeOptions, titleOf, type Wishes } from "./wishes";

// A piece while it is written.
export interface Growing {
  title: string;
  stage: string;
  notes: PageNote[];
  ticksPerQuarter: number;
}

// Newest first.
export const takes = signal<Take[]>([]);
export const growing = signal<Growing | null>(null);
export const stopping = signal<AbortController | null>(null);
// What could not be composed, and the field it is about.
export const refusal = signal<{ message: string; field: string } | null>(null);
// The take that keys act on.
export const active = signal<Take | null>(null);

export function grown(notes: PageNote[], event: NotesEvent): PageNote[] {
  const kept = notes.slice(0, event.from);
  event.notes.forEach(([onset, duration, pitch]) => kept.push({ index: kept.length, onset, duration, pitch }));
  return kept;
}

// Runs `make` as the one thing that the page composes at a time.
export async function composing<Result>(make: (signal: AbortSignal) => Promise<Result>): Promise<Result | undefined> {
  if (stopping.value) return undefined;
  const stop = new AbortController();
  stopping.value = stop;
  refusal.value = null;
  try {
    return await make(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) {
      const { message, argument = "" } = error as Problem;
      refusal.value = { message, field: argument };
    }
    return undefined;
  } finally {
    stopping.value = null;
    growing.value = null;
  }
}

export async function composeTakes(engine: Engine, asked: Wishes): Promise<void> {
  await composing(async (stop) => {
    for (let k = 0; k < asked.takes; k++) {
      const seed = asked.seed + k;
      const of = asked.takes > 1 ? `Take ${k + 1} of ${asked.takes}` : "Composing";
      const step: Step = { request: "compose", options: composeOptions(asked, seed) };
      const made = await grow(engine, titleOf(asked.kind, asked.key), of, step, undefined, stop);
      add(titleOf(asked.kind, made.piece.score.keys[0]?.[1] ?? asked.key), made);
    }
    say(`${asked.takes > 1 ? `${asked.takes} takes are` : "The take is"} ready`);
  });
}

// A step as its notes are written.
export async function grow(
  engine: Engine,
  title: string,
  stage: string,
  step: Step,
  before: State | undefined,
  stop: AbortSignal,
) {
  growing.value = { title, stage, notes: [], ticksPerQuarter: 480 };
  return takeStep(
    engine,
    step,
    before,
    (event) => {
      const now = growing.value;
      if (!now) return;
      if (event.event === "notes") {
        growing.value = { ...now, notes: grown(now.notes, event), ticksPerQuarter: event.ticks_per_quarter };
      } else if (event.event === "progress" && event.figure) {
        growing.value = { ...now, stage: `${stage}: ${event.figure}` };
      }
    },
    stop,
  );
}

export function add(title: string, made: State): Take {
  const take = new Take(title, made);
  show(take);
  return take;
}

export function show(take: Take) {
  if (!takes.value.some((each) => each.id === take.id)) takes.value = [take, ...takes.value];
  active.value = take;
}

export function remove(take: Take) {
  take.stop();
  takes.value = takes.value.filter((each) => each !== take);
  if (active.value === take) active.value = takes.value[0] ?? null;
}

// Chains from links and the gallery.
export async function addAgain(engine: Engine, title: string, steps: Step[]): Promise<Take | undefined> {
  return composing(async (stop) => {
    growing.value = { title, stage: "Composing", notes: [], ticksPerQuarter: 480 };
    const made = await takeSteps(
      engine,
      steps,
      (event) => {
        const now = growing.value;
        if (now && event.event === "notes") {
          growing.value = { ...now, notes: grown(now.notes, event), ticksPerQuarter: event.ticks_per_quarter };
        }
      },
      stop,
    );
    return add(title, made);
  });
}
