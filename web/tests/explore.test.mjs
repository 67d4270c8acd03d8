import assert from "node:assert/strict";
import { assertHandedOver, chooseBars, download } from "./compose_tools.mjs";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";

const peak = (page) => page.waitForFunction(() => window.bachSound?.peak() > 0.01, undefined, { timeout: 30_000 });
const panel = (page) => page.getByRole("region", { name: / in (bar|upbeat)/ });

async function open(page, name) {
  await page.locator("main h1:visible").first().waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/explore/${name}`);
  await page.getByRole("region", { name: "Where the model was most surprised" }).getByRole("listitem").first().waitFor({ timeout: 60_000 });
}

scenario("movements are listed by suite, found by words, seen and heard", async (page) => {
  await page.getByRole("link", { name: "Explore" }).click();
  const list = page.getByRole("navigation", { name: "Movements" });
  await list.getByText("147 movements").waitFor({ timeout: 30_000 });
  for (const shelf of ["Cello", "Violin", "Keyboard, lute and flute"]) await list.getByRole("heading", { name: shelf }).waitFor();
  await assertAccessible(page);
  await shot(page, "Explore");
  await list.getByText(/Cello Suite No. 1/).click();
  await list.getByRole("link", { name: /4\. Sarabande/ }).first().waitFor();
  await list.getByRole("searchbox").fill("menuet d minor");
  await list.getByText("1 movement", { exact: true }).waitFor();
  await list.getByRole("searchbox").fill("bourree 1009");
  await list.getByRole("link", { name: /Bourrée/ }).click();
  await page.getByRole("heading", { name: "5. Bourrée I & II" }).waitFor();
  const movement = page.getByRole("article");
  await movement.locator(".engraving svg").first().waitFor({ timeout: 60_000 });
  await movement.locator(".roll .surprise-0").first().waitFor({ timeout: 60_000 });
  await movement.locator(".roll .key-name").filter({ hasText: "C major" }).first().waitFor();
  await movement.getByRole("button", { name: "Play", exact: true }).click();
  await peak(page);
  await movement.getByRole("button", { name: "Pause" }).click();
  await assertAccessible(page);
  await shot(page, "Explore movement");
  await list.getByRole("searchbox").fill("zither");
  await list.getByText("Nothing by these words").waitFor();
});

scenario("a place shows what the model expects, and an alternative leads on", async (page, tools) => {
  await open(page, "cs1-4sar");
  const roll = page.getByRole("application", { name: /^Piano roll of/ });
  await roll.focus();
  for (let k = 0; k < 9; k++) await page.keyboard.press("ArrowRight");
  const place = await panel(page).getByRole("heading").textContent();
  assert.match(place, /^[A-G][♯♭]?\d in bar \d+, quarter \d/);
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await panel(page).getByRole("heading").textContent(), place);
  await panel(page).getByRole("button", { name: "Next note →" }).click();
  assert.equal(await panel(page).getByRole("heading").textContent(), place);
  await panel(page).getByText(/bits of surprise; it /).waitFor();
  const choices = panel(page).getByRole("listitem");
  const shown = await choices.allTextContents();
  assert(shown.length >= 2, shown.join());
  const bachs = shown.filter((text) => text.includes("Bach wrote this"));
  assert.equal(bachs.length, 1);
  assert(bachs[0].startsWith(place.split(" ")[0]), bachs[0]);
  const shares = (await choices.locator(".share").allTextContents()).map((text) => Number(/[\d.]+/.exec(text)[0]));
  assert.deepEqual(shares, [...shares].sort((a, b) => b - a));

  // A click into the score does it, too.
  const engraving = page.locator(".engraving svg").first();
  const { width, height } = await engraving.boundingBox();
  await engraving.click({ position: { x: width * 0.6, y: height * 0.4 } });
  await page.waitForFunction((before) => !document.querySelector("#expected-title")?.textContent.startsWith(before), place);

  // The note that Bach did not write.
  await roll.focus();
  await page.keyboard.press("Home");
  for (let k = 0; k < 12; k++) await page.keyboard.press("ArrowRight");
  const other = choices.filter({ hasNotText: "Bach wrote this" }).first();
  const name = /^[A-G][♯♭]?\d/.exec(await other.textContent())[0];
  await panel(page).getByLabel("Bars to go on for").selectOption("2");
  await other.getByRole("button").click();
  const first = page.getByRole("listitem", { name: "Continuation 1" });
  await first.getByRole("button", { name: "Another from here" }).waitFor({ timeout: 60_000 });
  assert.match(await first.getByRole("heading").textContent(), new RegExp(`^1\\. ${name} instead of .* 2 bars, seed 1$`));
  assert.equal(await first.locator(".roll").count(), 2);
  // Alike before the note, different at it.
  const rects = (k) =>
    first.locator(".roll").nth(k).locator(".note").evaluateAll((all) => all.map((each) => [each.getAttribute("x"), each.getAttribute("width")]));
  const [his, made] = [await rects(0), await rects(1)];
  assert.deepEqual(made.slice(0, 5), his.slice(0, 5));
  // It plays by itself, from the bar before.
  await first.getByRole("button", { name: "Stop The model" }).waitFor({ timeout: 30_000 });
  await peak(page);
  await first.getByRole("button", { name: "Stop The model" }).click();
  await first.getByRole("button", { name: "Play Bach" }).click();
  await peak(page);
  await first.getByRole("button", { name: "Stop Bach" }).click();
  await first.getByRole("button", { name: "Another from here" }).click();
  const second = page.getByRole("listitem", { name: "Continuation 2" });
  await second.getByRole("button", { name: "Keep in Compose" }).waitFor({ timeout: 60_000 });
  await assertAccessible(page);
  await shot(page, "Explore continuations");
  await second.getByRole("button", { name: "Keep in Compose" }).click();
  await second.getByRole("link", { name: "open it in Compose" }).waitFor();
  await first.getByRole("button", { name: "Show the score" }).click();
  await first.locator(".engraving svg").waitFor({ timeout: 60_000 });
  await first.getByRole("button", { name: "Remove continuation 1" }).click();
  await first.waitFor({ state: "detached" });
  await second.waitFor();
  // What was kept is a take like others.
  await second.getByRole("link", { name: "open it in Compose" }).click();
  const title = /^(.*), from bar (\d+) on by bach$/;
  const kept = await page.getByRole("article", { name: title }).first().getAttribute("aria-label");
  await assertHandedOver(page, tools, kept, { told: /bars, seed 2$/ });
});

scenario("a movement is worked on in Compose", async (page, tools) => {
  await open(page, "cs1-5men");
  await page.getByRole("button", { name: "Work on it in Compose" }).click();
  const name = "Cello Suite No. 1 in G major, BWV 1007: 5. Menuet I & II";
  const { take, bytes } = await assertHandedOver(page, tools, name, { told: /^48 bars, by Bach$/ });
  await chooseBars(take, 3, 4);
  await take.getByRole("button", { name: "Rewrite", exact: true }).click();
  await take.locator("header p", { hasText: "changed once" }).waitFor({ timeout: 60_000 });
  assert.notDeepEqual((await download(page, take, "MIDI")).bytes, bytes);
});

scenarioOfPage("the most surprising places are listed and lead there", async (page) => {
  await open(page, "cs5-4sar");
  const places = page.getByRole("region", { name: "Where the model was most surprised" }).getByRole("button");
  assert.equal(await places.count(), 8);
  const text = await places.nth(0).textContent();
  const [, bar, note] = /^Bar (\d+)([A-G][♯♭]?\d)/.exec(text);
  await places.nth(0).click();
  assert.match(await panel(page).getByRole("heading").textContent(), new RegExp(`^${note} in bar ${bar},`));
  const bits = (await places.locator(":scope > span:last-child").allTextContents()).map((each) => Number(/^([\d.]+) bits$/.exec(each)[1]));
  assert.deepEqual(bits, [...bits].sort((a, b) => b - a));
});

scenarioOfPage(
  "exploring fits a phone, in the dark",
  async (page) => {
    await open(page, "cs1-4sar");
    await page.getByRole("region", { name: "Where the model was most surprised" }).getByRole("button").first().click();
    await panel(page).waitFor();
    await assertAccessible(page);
    await shot(page, "Explore phone");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  },
  { width: 360, height: 740, context: { colorScheme: "dark" } },
);
