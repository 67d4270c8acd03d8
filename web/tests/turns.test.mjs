// How many requests of a static site are computed at a time, and how many wait.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./source_tools.mjs";

const { Turns } = await load("../src/engine/turns.ts");

test("two work, two wait, what comes then is refused", async () => {
  const turns = new Turns(2, 2);
  const begun = [];
  const ask = (name, signal) =>
    turns.take(signal).then((done) => {
      begun.push(done ? name : `${name} refused`);
      return done;
    });
  const [a, b] = await Promise.all([ask("a"), ask("b")]);
  const stop = new AbortController();
  const waiting = [ask("c", stop.signal), ask("d")];
  assert.equal(await ask("e"), null);
  assert.deepEqual(begun, ["a", "b", "e refused"]);
  // Who leaves the queue makes room in it, and holds nobody up.
  stop.abort();
  assert.equal(await waiting[0], null);
  const f = ask("f");
  a();
  a();
  const d = await waiting[1];
  assert.deepEqual(begun.slice(3), ["c refused", "d"]);
  b();
  d();
  (await f)();
  assert.deepEqual(begun.slice(5), ["f"]);
  const last = await Promise.all([ask("g"), ask("h")]);
  assert(last.every(Boolean));
  assert.equal(await turns.take(AbortSignal.abort()), null);
});
