// The movements carried in the program, as the list shows them.
import type { CarriedMovement as Movement } from "../engine/catalog";

export type { Movement };

export interface Work {
  title: string;
  movements: Movement[];
}

export interface Shelf {
  title: string;
  works: Work[];
}

export function isNamed({ name, alias }: Movement, which: string | null): boolean {
  return which === alias || which === name;
}

const shelves: [set: string, title: string][] = [
  ["cello", "Cello"],
  ["violin", "Violin"],
  ["keyboard", "Keyboard, lute and flute"],
];
const singles: Record<string, string> = { Invention: "Inventions", Sinfonia: "Sinfonias", Duetto: "Duets" };

// "Cello Suite No. 1 in G major, BWV 1007: 1. Prélude" is a movement of a work; pieces that stand alone are put
// together by what they are.
export function partsOf({ title }: { title: string }): [work: string, movement: string] {
  const colon = title.lastIndexOf(": ");
  if (colon > 0) return [title.slice(0, colon), title.slice(colon + 2)];
  return [singles[title.split(" ")[0]!] ?? "Single pieces", title];
}

export function shelvesOf(movements: Movement[], search: string): Shelf[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const fits = (movement: Movement) => {
    const text = plain(`${movement.title} ${movement.name} ${movement.alias} ${movement.key} ${movement.metre}`);
    return words.every((word) => text.includes(word));
  };
  return shelves
    .map(([set, title]) => {
      const works = new Map<string, Movement[]>();
      for (const movement of movements) {
        if (movement.set !== set || !fits(movement)) continue;
        const [work] = partsOf(movement);
        works.set(work, [...(works.get(work) ?? []), movement]);
      }
      return { title, works: [...works].map(([work, list]) => ({ title: work, movements: list })) };
    })
    .filter((shelf) => shelf.works.length);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
