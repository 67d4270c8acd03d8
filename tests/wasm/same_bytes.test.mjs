// The program in Node beside the native one: the same bytes for the same options.
//   BACH_WASM     the folder with bach.mjs
//   BACH_PROGRAM  the native program; without it nothing is compared
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = process.env.BACH_WASM;
const program = process.env.BACH_PROGRAM;
const { openBach } = await import(pathToFileURL(join(folder, "bach.mjs")));
const bach = await openBach({ wasmBinary: readFileSync(join(folder, "bach.wasm")) });
const work = mkdtempSync(join(tmpdir(), `bach-wasm-${process.pid}-`));
after(() => rmSync(work, { recursive: true }));

function native(...words) {
  const output = join(work, words[0] === "train" ? "out.safetensors" : "out.mid");
  execFileSync(program, [...words, "-o", output, "--force"], { stdio: "pipe" });
  return readFileSync(output);
}

const without = program ? false : "no native program in BACH_PROGRAM";

const pieces = [
  [{ kind: "gavotte", key: "G minor", seed: 7 }, "--kind gavotte --key Gm --seed 7"],
  [{ kind: "sarabande", metre: "3/4", bars: "8+8", seed: 3 }, "--kind sarabande --metre 3/4 --bars 8+8 --seed 3"],
  [{ notes: 120, temperature: 1.2, top_k: 12, instrument: "violin" }, "--notes 120 --temperature 1.2 --top-k 12 --instrument violin"],
];
for (const [options, words] of pieces) {
  test(`composes what the program composes: ${words}`, { skip: without }, () => {
    const piece = bach.compose(options);
    assert.ok(piece.notes >= 100);
    const expected = native("compose", ...words.split(" "));
    assert.deepEqual(Buffer.from(piece.midi), expected);
  });
}

test("trains what the program trains, and composes with it", { skip: without }, () => {
  const losses = [];
  const trained = bach.train(
    { preset: "notebook", inputs: ["cs1-1pre"], epochs: 1, batches: 3, seed: 5 },
    (step, steps, loss) => losses.push([step, steps, loss]),
  );
  assert.equal(trained.steps, 3);
  assert.deepEqual(losses.map(([step, steps]) => [step, steps]), [[1, 3], [2, 3], [3, 3]]);
  assert.ok(losses.every(([, , loss]) => loss > 3 && loss < 5));
  const words = "train cs1-1pre --preset notebook --epochs 1 --batches 3 --seed 5".split(" ");
  assert.deepEqual(Buffer.from(trained.model), native(...words));
  const model = join(work, "model.safetensors");
  execFileSync(program, [...words, "-o", model], { stdio: "pipe" });
  const piece = bach.compose({ notes: 40, seed: 2 });
  assert.deepEqual(
    Buffer.from(piece.midi),
    native("compose", "--model", model, "--notes", "40", "--seed", "2"),
  );
  bach.open();
});

test("a model file is opened like any other", () => {
  const { model } = bach.train({ preset: "notebook", inputs: ["cs1-1pre"], epochs: 1, batches: 1 });
  const first = bach.compose({ notes: 20 });
  bach.open();
  assert.notDeepEqual(bach.compose({ kind: "menuet", bars: "4" }).midi, first.midi);
  bach.open(model);
  assert.deepEqual(bach.compose({ notes: 20 }).midi, first.midi);
  bach.open();
});

test("training ends where it is told to", () => {
  const { steps } = bach.train(
    { preset: "notebook", inputs: ["cs1-1pre"], epochs: 1, batches: 50 },
    (step) => step < 2,
  );
  assert.equal(steps, 2);
  bach.open();
});

test("what cannot be done is an error of one line", () => {
  const line = (call) => {
    let message;
    assert.throws(call, (error) => {
      message = error.message;
      return true;
    });
    assert.doesNotMatch(message, /\n/);
    return message;
  };
  assert.match(line(() => bach.compose({ nots: 3 })), /did you mean notes\?/);
  assert.match(line(() => bach.compose({ primer: "a.mid" })), /^primer: there are no files here/);
  assert.match(line(() => bach.compose({ seed: -1 })), /^seed: must be 0 or more/);
  assert.match(line(() => bach.open(new Uint8Array(100))), /^the model: /);
  assert.match(line(() => bach.train({ preset: "notebook", inputs: ["nobody"] })), /nobody/);
  // And nothing is worse for it.
  assert.ok(bach.compose({ kind: "menuet", bars: "4" }).notes > 0);
});
