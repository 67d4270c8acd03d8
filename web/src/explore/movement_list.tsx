import { useSignal } from "@preact/signals";
import { addressOfMovement } from "./address";
import { isNamed, partsOf, shelvesOf, type Movement } from "./catalog";

interface Props {
  movements: Movement[];
  current: string | null;
  onChoose: () => void;
}

export function MovementList({ movements, current, onChoose }: Props) {
  const search = useSignal("");
  const shelves = shelvesOf(movements, search.value);
  const found = shelves.flatMap((shelf) => shelf.works.flatMap((work) => work.movements)).length;
  return (
    <nav class="movement-list" aria-label="Movements">
      <label>
        Search
        <input
          type="search"
          placeholder="gigue, D minor, 1009 …"
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
      </label>
      <p class="faint count" role="status">
        {found === 0 ? "Nothing by these words. Try a kind, a key or a number." : `${found} ${found === 1 ? "movement" : "movements"}`}
      </p>
      {shelves.map((shelf) => (
        <section key={shelf.title}>
          <h2>{shelf.title}</h2>
          {shelf.works.map((work) => (
            <details
              key={`${work.title} ${search.value !== ""}`}
              open={search.value !== "" || work.movements.some((movement) => isNamed(movement, current))}
            >
              <summary>{work.title}</summary>
              <ul>
                {work.movements.map((movement) => (
                  <li key={movement.name}>
                    <a
                      href={addressOfMovement(movement.alias)}
                      aria-current={isNamed(movement, current) ? "true" : undefined}
                      onClick={onChoose}
                    >
                      <span>{partsOf(movement)[1]}</span>{" "}
                      <span class="faint">
                        {movement.key}, {movement.metre}
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      ))}
    </nav>
  );
}
