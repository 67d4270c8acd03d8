// What the visitor asks for, and how it is said to the engine.
import { signal } from "@preact/signals";
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

// The metres are those that Bach's own have, whose forms are taken.
export const kinds: [value: string, name: string, metres: string[]][] = [
  ["", "any", ["3/4", "4/4", "3/2", "3/8", "6/8", "12/8"]],
  ["prelude", "Prelude", ["4/4", "3/4", "12/8"]],
  ["allemande", "Allemande", ["4/4"]],
  ["courante", "Courante", ["3/4", "3/2"]],
  ["sarabande", "Sarabande", ["3/4", "3/2"]],
  ["menuet", "Menuet", ["3/4"]],
  ["bourree", "Bourrée", ["4/4"]],
  ["gavotte", "Gavotte", ["4/4"]],
  ["gigue", "Gigue", ["6/8", "3/8", "12/8"]],
];

export function metresOf(kind: string): string[] {
  return kinds.find(([value]) => value === kind)?.[2] ?? [];
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
