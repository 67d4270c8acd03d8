// The program as a JavaScript object, in a page, a worker or Node; beside it lie bach.js and bach.wasm.
// Calls block until they are done: a page makes them in a worker.
//
//   const bach = await openBach();
//   const { midi, notes, warnings } = bach.compose({ kind: "gavotte", key: "G minor", seed: 7 });
//
// What cannot be done is thrown as an Error whose message is one line.
import createModule from "./bach.js";

class Bach {
  #module;

  constructor(module) {
    this.#module = module;
  }

  // `file`: a model file as Uint8Array; none: the model in the program.
  open(file = new Uint8Array()) {
    const place = this.#module._malloc(Math.max(1, file.length));
    this.#module.HEAPU8.set(file, place);
    const done = this.#module._bach_open(place, file.length);
    this.#module._free(place);
    this.#outcome(done);
  }

  // `options`: those of `bach compose` by name. Returns { midi, notes, warnings }.
  compose(options = {}) {
    const done = this.#with(options, (text) => this.#module._bach_compose(text));
    const outcome = this.#outcome(done);
    return {midi: this.#bytes(), ...outcome};
  }

  // `options`: those of `bach train` by name. onStep(step, steps, loss) is called after each step and ends the
  // training by returning false. Returns { model, steps, parameters }; the model is open then.
  train(options = {}, onStep = () => true) {
    const tell = (step, steps, loss) => (onStep(step, steps, loss) === false ? 0 : 1);
    const place = this.#module.addFunction(tell, 'iddd');
    try {
      const done = this.#with(options, (text) => this.#module._bach_train(text, place));
      const outcome = this.#outcome(done);
      return {model: this.#bytes(), ...outcome};
    } finally {
      this.#module.removeFunction(place);
    }
  }

  #with(options, call) {
    const json = JSON.stringify(options);
    const size = this.#module.lengthBytesUTF8(json) + 1;
    const place = this.#module._malloc(size);
    this.#module.stringToUTF8(json, place, size);
    try {
      return call(place);
    } finally {
      this.#module._free(place);
    }
  }

  #outcome(done) {
    const text = this.#module.UTF8ToString(this.#module._bach_text());
    if (done === 0) throw new Error(text);
    return JSON.parse(text);
  }

  // A copy: the program's memory moves when it grows.
  #bytes() {
    const begin = this.#module._bach_bytes();
    return this.#module.HEAPU8.slice(begin, begin + this.#module._bach_size());
  }
}

// `wasmBinary`: the bytes of bach.wasm, where they are at hand already, as Node wants them.
export async function openBach({wasmBinary} = {}) {
  return new Bach(await createModule(wasmBinary ? {wasmBinary} : {}));
}
