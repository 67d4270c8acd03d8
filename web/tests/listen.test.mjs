import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return readFile(await file.path(), "utf8");
}

async function go(page, hash) {
  await page.locator("main h1:visible").first().waitFor();
  await page.evaluate((to) => (location.hash = to), hash);
}

async function begin(page, round) {
  await go(page, `#/listen/${round}`);
  await page.getByRole("button", { name: "Begin" }).click();
}

const side = (page, letter) => page.getByRole("button", { name: new RegExp(`^(Play|Stop) ${letter}$`) });

async function hears(page, letter) {
  await side(page, letter).click();
  await side(page, letter).and(page.locator("[aria-pressed=true]")).filter({ hasText: "0:01 /" }).waitFor({ timeout: 30_000 });
  await page.waitForFunction(() => window.bachSound?.peak() > 0.01, undefined, { timeout: 5_000 });
}

// Of `of` guesses at least `right`.
function byGuessing(right, of) {
  let sum = 0;
  for (let bits = 0; bits < 2 ** of; bits++) if ([...bits.toString(2)].filter((bit) => bit === "1").length >= right) sum += 1;
  return sum / 2 ** of;
}

scenario("ten pairs are heard, judged by keys and counted against chance", async (page) => {
  await begin(page, 7);
  const kinds = [];
  for (let pair = 1; pair <= 10; pair++) {
    await page.getByRole("heading", { name: `Pair ${pair} of 10` }).waitFor();
    await side(page, "A").and(page.locator(":enabled")).waitFor({ timeout: 60_000 });
    const trial = page.getByRole("article");
    kinds.push(await trial.locator("header p").textContent());
    // Nothing tells which is which, not even what is not seen.
    assert.doesNotMatch(await trial.evaluate((node) => node.outerHTML), /BWV|Suite|Partita|seed|compose|cs\d|made/i);
    assert.match(kinds.at(-1), /^(Allemande|Courante|Sarabande|Menuet|Bourrée|Gavotte|Gigue), \d+ bars each$/);
    const lengths = await page.locator(".listen-side .clock").allTextContents();
    assert.equal(lengths[0], lengths[1]);
    assert.match(lengths[0], /^0:00 \/ 0:[123]\d$/);
    if (pair === 1) {
      await assertAccessible(page);
      await shot(page, "Listen blind pair");
      await hears(page, "A");
      await hears(page, "B");
      assert.equal(await side(page, "A").getAttribute("aria-pressed"), "false");
      await page.keyboard.press("b");
      await side(page, "B").and(page.locator("[aria-pressed=false]")).waitFor();
      await page.keyboard.press("a");
      await side(page, "A").and(page.locator("[aria-pressed=true]")).waitFor();
      await page.getByRole("radio", { name: "certain" }).check();
      await page.getByRole("checkbox", { name: "I know one of these pieces" }).check();
      await page.getByRole("radio", { name: "B is Bach" }).check();
      await page.getByRole("heading", { name: "Pair 1 of 10" }).focus();
    }
    await page.keyboard.press(pair % 2 ? "1" : "2");
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { name: "The result" }).waitFor();
  const result = JSON.parse(await download(page, "Download JSON"));
  assert.equal(result.round, 7);
  assert.equal(result.pairs.length, 10);
  assert.equal(result.pairs.filter(({ bach, said }) => bach === said).length, result.right);
  assert.equal(result.by_guessing, byGuessing(result.right, 10));
  assert.deepEqual(result.pairs.map(({ said }) => said).join(""), "ABABABABAB");
  const [first, ...others] = result.pairs;
  assert.equal(first.sure, "certain");
  assert.equal(first.knew, true);
  assert(first.seconds_B >= 0.9 && first.seconds_A >= 0.9, `heard ${first.seconds_A} and ${first.seconds_B} s`);
  assert(others.every(({ knew, sure, seconds_A, seconds_B }) => !knew && sure === "" && seconds_A + seconds_B === 0));
  for (const { A, B, bach, kind } of result.pairs) {
    const [his, made] = bach === "A" ? [A, B] : [B, A];
    assert.match(his, /^[cv][sp]\d-\d\w+, part [A-D]$/);
    assert(made.startsWith(`${kind} in `), made);
  }
  const shown = await page.locator(".figure").textContent();
  assert(shown.startsWith(`${result.right} of 10 right. By guessing one gets ${result.right}`), shown);
  assert.match(shown, /\d %|\d of the time/);
  await page.getByText("Of the 9 pairs in which you knew neither piece").waitFor();
  const table = (await download(page, "Download CSV")).trim().split("\n");
  assert.equal(table.length, 11);
  assert.match(table[0], /^pair,kind,bars,A,B,bach,said,right,sure,knew,seconds_A,seconds_B$/);
  assert.equal(table.filter((line) => /",[AB],[AB],true,/.test(line)).length, result.right);

  const answers = page.locator(".answer");
  assert.equal(await answers.count(), 10);
  await answers.first().getByText(/Bach: .*BWV \d+/).waitFor();
  await answers.first().getByText(/composed by bach, seed \d+/).waitFor();
  assert.match(await answers.first().getByRole("link").getAttribute("href"), /^#\/explore\/[\w-]+$/);
  await answers.first().getByRole("button", { name: "Look at both with score" }).click();
  await answers.first().locator(".engraving svg").nth(1).waitFor({ timeout: 60_000 });
  assert.equal(await answers.first().locator(".roll").count(), 2);
  await assertAccessible(page);
  await shot(page, "Listen blind result");

  // Again: no pair comes that was there.
  await page.getByRole("button", { name: "Again with other pairs" }).click();
  const again = [];
  for (let pair = 1; pair <= 3; pair++) {
    await page.getByRole("heading", { name: `Pair ${pair} of 10` }).waitFor();
    again.push(await page.getByRole("article").locator("header p").textContent());
    await side(page, "A").and(page.locator(":enabled")).waitFor({ timeout: 60_000 });
    await page.keyboard.press("1");
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "End here" }).click();
  const second = JSON.parse(await download(page, "Download JSON"));
  assert.equal(second.of, 3);
  const names = ({ A, B }) => [A, B].sort().join();
  const before = new Set(result.pairs.map(names));
  assert(second.pairs.every((pair) => !before.has(names(pair))));

  // An address leads to its round, here to the one just heard.
  assert.equal(second.round, 6);
  await go(page, "#/listen/6");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("heading", { name: "Pair 1 of 10" }).waitFor();
  assert.equal(await page.getByRole("article").locator("header p").textContent(), again[0]);
});

scenarioOfPage(
  "a round fits a phone, in the dark",
  async (page) => {
    await go(page, "#/listen");
    await page.getByText("How the pairs are made").click();
    await assertAccessible(page);
    await shot(page, "Listen blind phone");
    await page.getByRole("button", { name: "Begin" }).click();
    await side(page, "B").and(page.locator(":enabled")).waitFor({ timeout: 60_000 });
    await assertAccessible(page);
    await shot(page, "Listen blind pair phone");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  },
  { width: 360, height: 740, context: { colorScheme: "dark" } },
);
