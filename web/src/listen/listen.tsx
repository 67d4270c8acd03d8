import type { Engine } from "../engine/engine";

export function Listen({ engine }: { engine: Engine }) {
  return <h1>Listen {engine.kind}</h1>;
}
