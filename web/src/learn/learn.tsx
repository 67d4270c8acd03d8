import type { Engine } from "../engine/engine";

export function Learn({ engine }: { engine: Engine }) {
  return <h1>Learn {engine.kind}</h1>;
}
