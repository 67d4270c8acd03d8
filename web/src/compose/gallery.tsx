// Seeds to begin from: those of doc/gallery, chosen by reading.
import type { Engine } from "../engine/engine";
import { resting } from "../ui/resting";
import seeds from "./gallery.json";
import { addAgain, stopping } from "./studio";
import { titleOf, usualWishes, wish } from "./wishes";

export function Gallery({ engine }: { engine: Engine }) {
  const compose = async ({ kind, key, seed }: (typeof seeds)[number]) => {
    wish({ ...usualWishes, kind, key, seed });
    await addAgain(engine, titleOf(kind, key), [{ request: "compose", options: { kind, key, seed } }]);
  };
  return (
    <section class="gallery" aria-labelledby="gallery-title">
      <h2 id="gallery-title">Seeds to begin from</h2>
      <p class="faint">Twelve that read well. Each is composed again when you choose it, and is yours to change.</p>
      <ul>
        {seeds.map((each) => (
          <li key={each.seed}>
            <button class="seed" {...resting(stopping.value !== null)} onClick={() => void compose(each)}>
              <strong>{titleOf(each.kind, each.key)}</strong>
              <span>{each.about}</span>
              <span class="faint">seed {each.seed}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
