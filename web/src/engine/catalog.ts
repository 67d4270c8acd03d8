// What the program tells of itself, asked once.
import { ask, type Engine } from "./engine";

export interface CarriedMovement {
  name: string;
  // Shorter, and what addresses have.
  alias: string;
  title: string;
  key: string;
  metre: string;
  bars: number;
  set: string;
}

export interface Catalog {
  // By kind, those that Bach's have, whose forms are taken.
  metres: Record<string, string[]>;
  movements: CarriedMovement[];
}

const found = new WeakMap<Engine, Promise<Catalog>>();

export function catalogOf(engine: Engine): Promise<Catalog> {
  const known = found.get(engine);
  if (known) return known;
  const asked = ask(engine, { version: 1, request: "catalog" }, "catalog").then(([event]) => event as unknown as Catalog);
  found.set(engine, asked);
  asked.catch(() => found.delete(engine));
  return asked;
}
