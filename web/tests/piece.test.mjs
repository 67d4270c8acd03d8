import assert from "node:assert/strict";
import { download, firstTake, notesOf } from "./compose_tools.mjs";
import { scenario, scenarioOfPage } from "./harness.mjs";

const peak = (page) => page.waitForFunction(() => window.bachSound.peak() > 0.01, null, { timeout: 20_000 });
const cursorOf = (take) =>
  take
    .locator(".roll-cursor")
    .first()
    .evaluate((line) => Number(line.getAttribute("x1")));

async function placed(page, take, seconds) {
  const before = await cursorOf(take);
  await take.getByLabel("Place in the piece").fill(seconds);
  await page.waitForFunction(
    ([line, old]) => Number(line.getAttribute("x1")) !== old,
    [await take.locator(".roll-cursor").first().elementHandle(), before],
  );
  return cursorOf(take);
}

scenarioOfPage("a take sounds, and the cursor goes along in score and roll", async (page) => {
  const take = await firstTake(page);
  await take.getByRole("button", { name: "Play", exact: true }).click();
  await peak(page);
  await take.locator(".sheet .sounding").first().waitFor();
  await take.locator(".sheet .cursor").waitFor();
  const at = await cursorOf(take);
  await page.waitForFunction(
    (line) => Number(line.getAttribute("x1")) > 40,
    await take.locator(".roll-cursor").first().elementHandle(),
  );
  assert((await cursorOf(take)) > at);
  await take.getByRole("button", { name: "Pause" }).click();
  const paused = await cursorOf(take);
  await page.waitForFunction(() => window.bachSound.peak() < 0.01);
  assert.equal(await cursorOf(take), paused);
  // The first eight bars last 12.9 seconds and sound twice; what comes then is written behind them.
  const place = take.getByLabel("Place in the piece");
  const at10 = await placed(page, take, "10");
  const at20 = await placed(page, take, "20");
  const at30 = await placed(page, take, "30");
  assert(at20 < at10 && at10 < at30, `${at10} ${at20} ${at30}`);
  await place.fill("2");
  await take.getByRole("button", { name: "Play", exact: true }).click();
  await peak(page);
  // Bars over and over.
  await take.getByLabel("From bar").fill("2");
  await take.getByLabel("From bar").press("Enter");
  await take.getByRole("button", { name: "Repeat bars" }).click();
  await page.waitForTimeout(2600);
  const [clock] = (await take.locator(".clock").textContent()).split(" / ");
  assert.match(clock, /^0:0[1-3]/);
  // One at a time: another take stops it.
  const form = page.getByRole("form", { name: "What to compose" });
  await form.getByLabel("Bars", { exact: true }).fill("4+4");
  await form.getByRole("button", { name: "Compose", exact: true }).click();
  const other = page.locator("article.take:not(.growing)").first();
  await page.locator("article.take:not(.growing)").nth(1).waitFor();
  await other.getByRole("button", { name: "Play", exact: true }).click();
  await other.getByRole("button", { name: "Pause" }).waitFor();
  await page.locator("article.take").nth(1).getByRole("button", { name: "Play", exact: true }).waitFor();
  await other.getByRole("button", { name: "Stop playing" }).click();
});

scenarioOfPage(
  "without motion the cursor stands on notes",
  async (page) => {
    const take = await firstTake(page);
    await take.getByRole("button", { name: "Play", exact: true }).click();
    await peak(page);
    const starts = new Set(
      await take.locator(".roll .note").evaluateAll((all) => all.map((note) => note.getAttribute("x"))),
    );
    for (let k = 0; k < 8; k++) {
      assert(starts.has(String(await cursorOf(take))), `${await cursorOf(take)} is where a note begins`);
      await page.waitForTimeout(150);
    }
  },
  { context: { reducedMotion: "reduce" } },
);

scenario("a take is downloaded as MIDI, MusicXML, ABC and sound, and printed", async (page) => {
  const take = await firstTake(page);
  const midi = await download(page, take, "MIDI");
  assert.equal(midi.name, "menuet-in-a-minor.mid");
  const { notes, division } = notesOf(midi.bytes);
  assert.equal(division, 480);
  assert(notes.length > 200, `${notes.length}`);
  const abc = (await download(page, take, "ABC")).bytes.toString();
  assert.match(abc, /^X:1\nT:.*\n/);
  assert.match(abc, /^K:Am clef=bass$/m);
  const xml = (await download(page, take, "MusicXML")).bytes.toString();
  const pitches = await page.evaluate((text) => {
    const score = new DOMParser().parseFromString(text, "application/xml");
    if (score.querySelector("parsererror")) return score.documentElement.textContent;
    // A note held over a bar line is written twice.
    return score.querySelectorAll("score-partwise > part > measure > note:not(:has(tie[type=stop])) > pitch").length;
  }, xml);
  assert.equal(pitches, await take.locator(".roll .note").count());
  const sound = await download(page, take, "Sound (OGG)");
  assert.equal(sound.bytes.toString("latin1", 0, 4), "OggS");
  const heard = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const { duration, numberOfChannels, ...rest } = await new OfflineAudioContext(2, 44100, 44100)
      .decodeAudioData(bytes.buffer)
      .then((buffer) => ({
        duration: buffer.duration,
        numberOfChannels: buffer.numberOfChannels,
        loudest: buffer.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
      }));
    return { duration, numberOfChannels, ...rest };
  }, sound.bytes.toString("base64"));
  assert(heard.duration > 70 && heard.duration < 100, JSON.stringify(heard));
  assert(heard.loudest > 0.05 && heard.loudest <= 1.01, JSON.stringify(heard));
  // Print shows the engraved piece alone: all lines, under its title.
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    window.print = () => {
      const sheet = document.querySelector(".printed");
      const lines = [...sheet.querySelectorAll("svg")].map((line) => line.getBoundingClientRect());
      window.printed = {
        title: document.title,
        text: sheet.textContent,
        lines: lines.filter((line) => line.height > 30 && line.width > 300 && line.x >= 0).length,
        notes: sheet.querySelectorAll(".abcjs-note").length,
        page: document.getElementById("app").getBoundingClientRect().height,
      };
    };
  });
  await take.getByRole("button", { name: "Print or PDF" }).click();
  await page.waitForFunction(() => window.printed);
  const printed = await page.evaluate(() => window.printed);
  assert.equal(printed.title, "Menuet in A minor");
  assert.match(printed.text, /Menuet in A minor/);
  assert(printed.lines >= 6, JSON.stringify(printed.lines));
  assert.equal(printed.notes, await take.locator(".sheet .abcjs-note").count());
  assert.equal(printed.page, 0);
  assert.equal(await page.locator(".printed").count(), 0);
});
