import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { catalogOf } from "../engine/catalog";
import type { Engine } from "../engine/engine";
import { addressOfMovement, movementName } from "./address";
import { isNamed, type Movement } from "./catalog";
import { MovementList } from "./movement_list";
import { MovementView } from "./movement";

const beginnings: [name: string, line: string][] = [
  ["cs1-1pre", "the prelude that everybody knows, in broken chords"],
  ["cs5-4sar", "a sarabande without a single chord"],
  ["vp2-5cha", "the chaconne, 256 bars over one bass"],
];

export function Explore({ engine }: { engine: Engine }) {
  const movements = useSignal<Movement[] | null>(null);
  const problem = useSignal("");
  const listed = useSignal(false);
  useEffect(() => {
    catalogOf(engine).then(
      (catalog) => (movements.value = catalog.movements),
      (error: Error) => (problem.value = error.message),
    );
  }, []);
  const name = movementName.value;
  const movement = movements.value?.find((each) => isNamed(each, name));
  return (
    <>
      <h1>Explore</h1>
      <div class={`explore-frame ${name ? "" : "nothing-yet"}`}>
        <div class={`explore-list ${listed.value || !name ? "shown" : ""}`}>
          {name && (
            <button class="list-opener" aria-expanded={listed.value} onClick={() => (listed.value = !listed.value)}>
              {listed.value ? "Close the list" : "All movements"}
            </button>
          )}
          {problem.value && (
            <p class="problem" role="alert">
              The movements cannot be listed: {problem.value}
            </p>
          )}
          {movements.value && (
            <MovementList movements={movements.value} current={name} onChoose={() => (listed.value = false)} />
          )}
        </div>
        {name ? (
          <MovementView key={name} engine={engine} name={name} movement={movement} />
        ) : (
          <div class="explore-empty">
            <p class="lead">
              See what the model expects at any note that Bach wrote, and hear where another note would have led.
            </p>
            <p>Choose a movement from the list, or begin with one of these:</p>
            <ul>
              {beginnings.map(([which, line]) => {
                const title = movements.value?.find((each) => isNamed(each, which))?.title;
                return (
                  title && (
                    <li key={which}>
                      <a href={addressOfMovement(which)}>{title}</a>
                      <br />
                      <span class="faint">{line}</span>
                    </li>
                  )
                );
              })}
            </ul>
          </div>
        )}
      </div>
    </>
  );
}
