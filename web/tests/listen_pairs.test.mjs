// How rounds of "Listen blind" are drawn, and what guessing comes to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./source_tools.mjs";

const { drawRound, otherRound, pairs } = await load("../src/listen/pairs.ts");
const { byGuessing, percent, verdict } = await load("../src/listen/chance.ts");

test("both of a pair are as long, to the tick", () => {
  assert(pairs.length > 20);
  for (const { made, bach, id } of pairs) assert.equal(made.to - made.from, bach.to - bach.from, id);
  assert.equal(new Set(pairs.map(({ id }) => id)).size, pairs.length);
});

test("a round has ten pairs, no piece twice, and its other round none of them", () => {
  const sides = [0, 0];
  const orders = new Set();
  for (let round = 0; round < 200; round++) {
    const drawn = drawRound(round);
    assert.equal(drawn.length, 10);
    assert.equal(new Set(drawn.map(({ pair }) => pair.made.seed)).size, 10);
    assert.equal(new Set(drawn.map(({ pair }) => pair.bach.movement)).size, 10);
    assert.deepEqual(drawRound(round), drawn);
    const others = new Set(drawRound(otherRound(round)).map(({ pair }) => pair.id));
    assert.equal(others.size, 10);
    assert(drawn.every(({ pair }) => !others.has(pair.id)));
    for (const { bachFirst } of drawn) sides[Number(bachFirst)] += 1;
    orders.add(drawn.map(({ pair, bachFirst }) => `${pair.id}${bachFirst}`).join());
  }
  assert.equal(orders.size, 200);
  // Of 2000 fair coins: more than 5 standard deviations off is one round in millions.
  assert(Math.abs(sides[0] - 1000) < 112, `${sides}`);
});

test("guessing is counted by the binomial", () => {
  assert.equal(percent(byGuessing(8, 10)), "5.5 %");
  assert.equal(byGuessing(0, 10), 1);
  assert.equal(byGuessing(10, 10), 1 / 1024);
  assert.equal(percent(byGuessing(10, 10)), "0.1 %");
  assert.match(verdict(9, 10), /more than luck/);
  assert.match(verdict(1, 10), /take bach for Bach/);
  assert.match(verdict(6, 10), /does not show/);
});
