// Takes that the visitor keeps, in this browser's IndexedDB.
import type { BarRange } from "../piece/piece";
import { Take, type State } from "./take";

interface Kept {
  id: string;
  title: string;
  state: State;
  // Of what was kept before states had it.
  locked?: BarRange[];
  kept: number;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("bach-compose", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("favourites", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("the browser keeps nothing"));
  });
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction("favourites", mode);
      const asked = act(transaction.objectStore("favourites"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () =>
        reject(transaction.error ?? new Error("the browser keeps nothing"));
    });
  } finally {
    base.close();
  }
}

export async function keep(take: Take): Promise<void> {
  const { id, title } = take;
  const kept: Kept = { id, title, state: take.state.value, kept: Date.now() };
  await inStore("readwrite", (store) => store.put(kept));
}

export async function letGo(take: Take): Promise<void> {
  await inStore("readwrite", (store) => store.delete(take.id));
}

// Those kept last come first.
export async function favourites(): Promise<Take[]> {
  const all = await inStore<Kept[]>("readonly", (store) => store.getAll());
  return all
    .sort((a, b) => b.kept - a.kept)
    .map(({ id, title, state, locked }) => {
      const take = new Take(title, { ...(locked && { locked }), ...state }, id);
      take.favourite.value = true;
      return take;
    });
}
