// What the visitor asks for, and how it is said to the engine.
import { signal } from "@preact/signals";
import { catalogOf } from "../engine/catalog";
import type { Engine } from "../engine/engine";
import type { Options } from "../engine/types";
import { keyName } from "../piece/piece";

// An empty text leaves the choice to the program.
export interface Wishes {
  kind: string;
  key: string;
  metre: string;
  bars: string;
  instrument: string;
  daring: "less" | "usual" | "more";
  modulate: "less" | "usual" | "more";
  temperature: string;
  seed: number;
  takes: number;
}

export const kinds: [value: string, name: string][] = [
  ["", "any"],
  ["prelude", "Prelude"],
  ["allemande", "Allemande"],
  ["courante", "Courante"],
  ["sarabande", "Sarabande"],
  ["menuet", "Menuet"],
  ["bourree", "Bourrée"],
  ["gavotte", "Gavotte"],
  ["gigue", "Gigue"],
];

// By kind; none until the program has told them.
const metres = signal<Record<string, string[]>>({});

export async function askMetres(engine: Engine) {
  const catalog = await catalogOf(engine).catch(() => undefined);
  if (catalog) metres.value = catalog.metres;
}

export function metresOf(kind: string): string[] {
  return kind ? (metres.value[kind] ?? []) : [...new Set(Object.values(metres.value).flat())];
}

export const instruments = [
  "cello",
  "cello piccolo",
  "viola",
  "violin",
  "flute",
  "oboe",
  "bassoon",
  "guitar",
  "marimba",
];

export const usualWishes: Wishes = {
  kind: "menuet",
  key: "A minor",
  metre: "",
  bars: "",
  instrument: "cello",
  daring: "usual",
  modulate: "usual",
  temperature: "",
  seed: 21,
  takes: 1,
};

export const wishes = signal<Wishes>(usualWishes);

export function wish(change: Partial<Wishes>) {
  const next = { ...wishes.value, ...change };
  wishes.value = metresOf(next.kind).includes(next.metre) ? next : { ...next, metre: "" };
}

export function anySeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % 100_000;
}

function common({ key, instrument, daring, modulate, temperature, bars }: Wishes): Options {
  return {
    ...(key && { key }),
    ...(bars.trim() && { bars: bars.trim() }),
    ...(instrument !== "cello" && { instrument }),
    ...(daring !== "usual" && { daring }),
    ...(modulate !== "usual" && { modulate }),
    ...(temperature.trim() && { temperature: Number(temperature) }),
  };
}

export function composeOptions(asked: Wishes, seed: number): Options {
  const { kind, metre } = asked;
  return { ...(kind && { kind }), ...(metre && { metre }), ...common(asked), seed };
}

// A suite draws the metres of its movements.
export function suiteOptions(asked: Wishes): Options {
  return { ...common(asked), seed: asked.seed };
}

export function kindName(kind: string): string {
  return kinds.find(([value]) => value === kind && value)?.[1] ?? "Piece";
}

export function titleOf(kind: string, key: string | undefined): string {
  return key ? `${kindName(kind)} in ${keyName(key).replace(/ major$/, "")}` : kindName(kind);
}
