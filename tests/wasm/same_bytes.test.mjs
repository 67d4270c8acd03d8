// The program in Node beside the native one, BACH_PROGRAM: the same bytes for the same options.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { answersTo, bach } from "./open.mjs";

const program = process.env.BACH_PROGRAM;
const skip = program ? false : "no native program in BACH_PROGRAM";
const work = mkdtempSync(join(tmpdir(), `bach-wasm-${process.pid}-`));
after(() => rmSync(work, { recursive: true }));

function native(ending, ...words) {
  const output = join(work, `out.${ending}`);
  execFileSync(program, [...words, "-o", output, "--force"], { stdio: "pipe" });
  return readFileSync(output);
}

const event = (events, name) => events.find((each) => each.event === name);

function composed(options, model) {
  const events = answersTo({ version: 1, request: "compose", options, ...(model && { model }) });
  assert.equal(events.at(-1).event, "done", JSON.stringify(events.at(-1)));
  return Buffer.from(event(events, "score").files.mid.base64, "base64");
}

for (const [options, words] of [
  [{ kind: "gavotte", key: "G minor", seed: 7 }, "--kind gavotte --key Gm --seed 7"],
  [{ kind: "sarabande", bars: "8+8", seed: 3 }, "--kind sarabande --bars 8+8 --seed 3"],
  [
    { notes: 120, temperature: 1.2, top_k: 12, instrument: "violin" },
    "--notes 120 --temperature 1.2 --top-k 12 --instrument violin",
  ],
]) {
  test(`composes what the program composes: ${words}`, { skip }, () => {
    assert.deepEqual(composed(options), native("mid", "compose", ...words.split(" ")));
  });
}

test("trains what the program trains, and composes with it", { skip }, () => {
  const events = answersTo({
    version: 1,
    request: "train",
    music: [{ movement: "cs1-1pre" }],
    options: { preset: "notebook", epochs: 1, batches: 3, seed: 5 },
  });
  const losses = events.filter((each) => each.event === "loss");
  assert.deepEqual(losses.map(({ step, steps }) => [step, steps]), [[1, 3], [2, 3], [3, 3]]);
  const { base64 } = event(events, "file");
  const words = "train cs1-1pre --preset notebook --epochs 1 --batches 3 --seed 5";
  assert.deepEqual(Buffer.from(base64, "base64"), native("safetensors", ...words.split(" ")));
  const model = join(work, "out.safetensors");
  assert.deepEqual(
    composed({ notes: 40, seed: 2 }, { base64 }),
    native("mid", "compose", "--model", model, "--notes", "40", "--seed", "2"),
  );
});

test("a training ends where it is told to", () => {
  let steps = 0;
  const request = {
    version: 1,
    request: "train",
    music: [{ movement: "cs1-1pre" }],
    options: { preset: "notebook", epochs: 1, batches: 50 },
  };
  const last = bach.run(request, (each) => each.event !== "loss" || ++steps < 2);
  assert.equal(steps, 2);
  assert.equal(last.event, "done");
});

test("what cannot be done is one problem, and nothing is worse for it", () => {
  const problem = (request) => {
    const last = answersTo(request).at(-1);
    assert.equal(last.event, "problem");
    return last.message;
  };
  const compose = { version: 1, request: "compose" };
  assert.match(problem({ ...compose, options: { nots: 3 } }), /did you mean notes\?/);
  assert.match(problem({ ...compose, model: { base64: "AAAA" } }), /model/);
  assert.match(problem({ ...compose, files: ["mxl"] }), /cannot be written in this build/);
  const music = { name: "a.mxl", base64: Buffer.from("PK\x03\x04").toString("base64") };
  assert.match(problem({ version: 1, request: "inspect", music }), /cannot be read in this build/);
  assert.ok(composed({ kind: "menuet", bars: "4" }).length > 100);
});
