// The movements carried in the program, by the short names that trainings call them, too.
import { catalogOf } from "../engine/catalog";
import type { Engine } from "../engine/engine";

export interface Movement {
  name: string;
  title: string;
  set: string;
}

// None where the program does not answer.
export async function movementsOf(engine: Engine): Promise<Movement[]> {
  const { movements } = await catalogOf(engine).catch(() => ({ movements: [] }));
  return movements.map(({ name, alias, title, set }) => ({ name: alias || name, title, set }));
}
