// The movements carried in the program, as its catalogue tells them.
import type { Engine } from "../engine/engine";

export interface Movement {
  // The short one, by which trainings call it, too.
  name: string;
  title: string;
  set: string;
}

const found = new WeakMap<Engine, Promise<Movement[]>>();

export function movementsOf(engine: Engine): Promise<Movement[]> {
  let movements = found.get(engine);
  if (!movements) found.set(engine, (movements = find(engine)));
  return movements;
}

async function find(engine: Engine): Promise<Movement[]> {
  let movements: (Movement & { alias: string })[] | undefined;
  await engine.run({ version: 1, request: "catalog", movements: true }, (event) => {
    if (event.event === "catalog") movements = event.movements as typeof movements;
  });
  return movements?.map(({ name, alias, title, set }) => ({ name: alias || name, title, set })) ?? fallback;
}

const cello = "pre all cou sar"
  .split(" ")
  .flatMap((kind, k) => [1, 2, 3, 4, 5, 6].map((suite) => `cs${suite}-${k + 1}${kind}`))
  .concat([1, 2, 3, 4, 5, 6].flatMap((suite) => [`cs${suite}-5${suite < 3 ? "men" : suite < 5 ? "bou" : "gav"}`, `cs${suite}-6gig`]));
const fallback: Movement[] = cello.sort().map((name) => ({ name, title: name, set: "cello" }));
