import type { Engine } from "../engine/engine";

export function Explore({ engine }: { engine: Engine }) {
  return <h1>Explore {engine.kind}</h1>;
}
