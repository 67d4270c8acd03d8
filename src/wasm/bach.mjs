// The program as a JavaScript object, in a page, a worker or Node; beside it lie bach.js and bach.wasm.
// A call blocks until it is done: a page makes it in a worker.
//
//   const bach = await openBach();
//   bach.run({ version: 1, request: "compose", options: { kind: "gavotte", seed: 7 } },
//            (event) => console.log(event.event));
//
// Requests and events are those of doc/api.md.
import createModule from "./bach.js";

class Bach {
  #module;

  constructor(module) {
    this.#module = module;
  }

  // `request`: an object, or its JSON as a text. `onEvent` gets each event as an object and stops the work by
  // returning false. Returns the last event, "done" or "problem".
  run(request, onEvent = () => true) {
    const module = this.#module;
    const json = typeof request === "string" ? request : JSON.stringify(request);
    let last;
    const tell = (line, size) => {
      last = JSON.parse(module.UTF8ToString(line, size));
      return onEvent(last) === false ? 0 : 1;
    };
    const size = module.lengthBytesUTF8(json);
    const text = module._malloc(size + 1);
    const listener = module.addFunction(tell, "iii");
    try {
      module.stringToUTF8(json, text, size + 1);
      module._bach_run(text, size, listener);
    } finally {
      module.removeFunction(listener);
      module._free(text);
    }
    return last;
  }
}

// `wasmBinary`: the bytes of bach.wasm, where they are at hand already, as Node wants them.
export async function openBach({ wasmBinary } = {}) {
  return new Bach(await createModule(wasmBinary ? { wasmBinary } : {}));
}
