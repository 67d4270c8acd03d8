// IndexedDB with promises, as little as the page needs of it.

export type Key = IDBValidKey | IDBKeyRange;

export class Database {
  private readonly opened: Promise<IDBDatabase>;

  // `stores`: names with the fields that make their keys.
  constructor(name: string, stores: Record<string, string | string[]>) {
    this.opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const [store, keyPath] of Object.entries(stores)) request.result.createObjectStore(store, { keyPath });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("this browser keeps nothing"));
    });
    this.opened.catch(() => undefined);
  }

  async all<Value>(store: string, range?: IDBKeyRange): Promise<Value[]> {
    const database = await this.opened;
    return answered(database.transaction(store).objectStore(store).getAll(range)) as Promise<Value[]>;
  }

  async get<Value>(store: string, key: IDBValidKey): Promise<Value | undefined> {
    const database = await this.opened;
    return answered(database.transaction(store).objectStore(store).get(key)) as Promise<Value | undefined>;
  }

  // All of it or, if it fails, nothing.
  async change(store: string, put: unknown[], remove: Key[] = []): Promise<void> {
    const database = await this.opened;
    const transaction = database.transaction(store, "readwrite");
    const objects = transaction.objectStore(store);
    for (const each of put) objects.put(each);
    for (const each of remove) objects.delete(each);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("this browser keeps no more"));
    });
  }
}

function answered<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("this browser does not answer"));
  });
}
