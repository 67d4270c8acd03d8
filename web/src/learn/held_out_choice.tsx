// Pieces to measure on instead of learning from.
import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { movementsOf, type Movement } from "./movements";
import { pieceName, usualHeldOut, type Wish } from "./training_request";

export function HeldOutChoice({ engine, wish }: { engine: Engine; wish: Signal<Wish> }) {
  const movements = useSignal<Movement[]>([]);
  useEffect(() => {
    void movementsOf(engine).then((found) => (movements.value = found));
  }, []);
  const { cello, violin, files, heldOut } = wish.value;
  const set = (names: string[]) => (wish.value = { ...wish.value, heldOut: names });
  const pieces = [
    ...movements.value.filter((each) => (each.set === "cello" && cello) || (each.set === "violin" && violin)),
    ...files.map(({ name }) => ({ name: pieceName(name), title: name, set: "files" })),
  ];
  return (
    <details>
      <summary>
        Held out: {heldOut.length === 0 ? "nothing" : `${heldOut.length} ${heldOut.length === 1 ? "piece" : "pieces"}`}
      </summary>
      <p class="faint">
        The network does not learn from these; after each epoch it is asked how probable their notes are. Only this tells learning
        the language from learning by heart.
      </p>
      <div class="row">
        <button type="button" onClick={() => set(usualHeldOut(wish.value))}>
          The usual ones
        </button>
        <button type="button" onClick={() => set([])}>
          None
        </button>
      </div>
      <fieldset class="held-out scroll" tabIndex={0}>
        <legend class="visually-hidden">Held-out pieces</legend>
        {pieces.map(({ name, title }) => (
          <label class="check" key={name}>
            <input
              type="checkbox"
              checked={heldOut.includes(name)}
              onChange={(event) =>
                set(event.currentTarget.checked ? [...heldOut, name] : heldOut.filter((each) => each !== name))
              }
            />{" "}
            {title}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
