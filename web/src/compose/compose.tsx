import type { Engine } from "../engine/engine";

export function Compose({ engine }: { engine: Engine }) {
  return <h1>Compose {engine.kind}</h1>;
}
