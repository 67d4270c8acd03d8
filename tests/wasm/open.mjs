// The program in Node: BACH_WASM is the folder with bach.mjs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.BACH_WASM;
const { openBach } = await import(pathToFileURL(join(folder, "bach.mjs")));
export const bach = await openBach({ wasmBinary: readFileSync(join(folder, "bach.wasm")) });

// All events but "progress".
export function answersTo(request) {
  const events = [];
  bach.run(request, (event) => event.event === "progress" || events.push(event));
  return events;
}
