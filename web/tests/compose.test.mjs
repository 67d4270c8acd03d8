import assert from "node:assert/strict";
import { asks, copied, download, firstTake, notesOf, sameFromCommand } from "./compose_tools.mjs";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";

scenario("a first dance is written as the page opens, note by note, then engraved", async (page, { transport }) => {
  await page.addInitScript(() => {
    window.grown = [];
    new MutationObserver(() => {
      const notes = document.querySelectorAll(".growing .note").length;
      if (notes) window.grown.push([notes, performance.now()]);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  const take = await firstTake(page);
  const grown = await page.evaluate(() => window.grown);
  const engraved = await page.evaluate(() => performance.now());
  console.log(
    `${transport}: first notes after ${Math.round(grown[0][1])} ms, engraved after ${Math.round(engraved)} ms`,
  );
  const sizes = [...new Set(grown.map(([notes]) => notes))];
  assert(sizes.length > 3 && sizes.at(-1) > sizes[0], `the roll grew: ${sizes}`);
  assert.equal(await take.getByRole("heading").textContent(), "Menuet in A minor");
  // The engraver loads after the first notes; what sounds, when it is to sound.
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name, startTime }) => [name, startTime]));
  const engraver = loaded.find(([name]) => name.includes("abc_tunebook"));
  assert(engraver[1] > grown[0][1], `the engraver began to load after ${engraver[1]} ms`);
  assert(!loaded.some(([name]) => /\.sf3|synthesiser|ogg/.test(name)), `${loaded}`);
  // Keys and chords, and the colours of surprise.
  await take.locator(".harmony .key-name").first().waitFor();
  await take.locator(".roll .note.surprise-0").first().waitFor();
  assert.match(await take.locator(".key-name").first().textContent(), /^[A-G][♯♭]? (major|minor)$/);
  assert.match(await take.locator(".harmony text").first().textContent(), /^[ivIV]/);
  assert.equal(await take.locator(".roll .note.unknown").count(), 0, "each note has its surprise");
  await page.evaluate(() => document.fonts.ready);
  await assertAccessible(page);
  await shot(page, `Compose ${transport}`);
});

scenario("kind, key, metre, bars, instrument, boldness, seed and takes are what is composed", async (page) => {
  await firstTake(page);
  const form = await asks(page, {
    Kind: "courante",
    Instrument: "violin",
    Metre: "3/2",
    Bars: "4+4",
    Seed: "7",
    Takes: "2",
  });
  // The wheel by keys: from A minor out to C, on by fifths to G and D.
  await form.getByRole("radio", { name: "A minor", exact: true }).focus();
  for (const key of ["ArrowUp", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await form.getByRole("radio", { name: "D major", exact: true, checked: true }).waitFor();
  await form.getByRole("radio", { name: "bolder" }).check();
  await form.getByRole("radio", { name: "fewer" }).check();
  await form.getByRole("button", { name: "Compose 2 takes" }).click();
  const takes = page.getByRole("article", { name: "Courante in D", exact: true });
  await takes.nth(1).waitFor({ timeout: 60_000 });
  assert.match(await takes.nth(0).locator("header p").textContent(), /^8 bars, seed 8/);
  const abc = (await download(page, takes.nth(1), "ABC")).bytes.toString();
  assert.match(abc, /^M:3\/2$/m);
  assert.match(abc, /^K:D clef=treble/m);
  assert.match(abc, /^%%MIDI program 40$/m);
  const first = await download(page, takes.nth(1), "MIDI");
  const second = await download(page, takes.nth(0), "MIDI");
  assert.equal(first.name, "courante-in-d.mid");
  assert(notesOf(first.bytes).notes.length > 30);
  assert.notDeepEqual(first.bytes, second.bytes);
  // It sounds on its own instrument, whose sounds load with it.
  await takes.nth(0).getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => window.bachSound.peak() > 0.01);
  await takes.nth(0).getByRole("button", { name: "Stop playing" }).click();
  // One seed, one result; another throw of the dice, another.
  await asks(page, { Takes: "1" });
  await form.getByRole("button", { name: "Compose", exact: true }).click();
  await takes.nth(2).waitFor({ timeout: 60_000 });
  assert.deepEqual((await download(page, takes.nth(0), "MIDI")).bytes, first.bytes);
  await form.getByRole("button", { name: /dice/ }).click();
  assert.notEqual(await form.getByLabel("Seed", { exact: true }).inputValue(), "7");
});

scenario("what cannot be composed is said beside the field, and Stop stops", async (page) => {
  await firstTake(page);
  const form = await asks(page, { Bars: "many" });
  await form.getByRole("button", { name: "Compose", exact: true }).click();
  const alert = form.getByRole("alert");
  await alert.waitFor();
  assert.equal(await alert.evaluate((element) => element.closest(".field").querySelector("label").textContent), "Bars");
  await assertAccessible(page);
  await page.evaluate(() => (location.hash = "#take=bm90aGluZw"));
  await form.getByText("The link is damaged").waitFor();
  await asks(page, { Bars: "32+32", Takes: "8" });
  await form.getByRole("button", { name: "Compose 8 takes" }).click();
  await page.locator(".growing .note").first().waitFor();
  await form.getByRole("button", { name: "Stop" }).click();
  await page.locator(".growing").waitFor({ state: "detached" });
  assert.equal(await form.getByRole("alert").count(), 0);
  // The program is there again at once.
  await asks(page, { Bars: "4+4", Takes: "1" });
  await form.getByRole("button", { name: "Compose", exact: true }).click();
  await page.locator("article.take:not(.growing)").nth(1).waitFor({ timeout: 60_000 });
});

scenarioOfPage(
  "a phone and a dark page show all of it",
  async (page) => {
    const take = await firstTake(page);
    await page.getByRole("button", { name: /^Colours/ }).click();
    await page.getByRole("button", { name: /^Colours/ }).click();
    await take.locator(".roll .note.surprise-0").first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    // The staves fit the card; what they are drawn with is light.
    const [sheet, card] = await Promise.all([take.locator(".sheet svg").boundingBox(), take.boundingBox()]);
    assert(sheet.x >= card.x && sheet.x + sheet.width <= card.x + card.width);
    const ink = await take
      .locator(".sheet .abcjs-note path")
      .first()
      .evaluate((path) => getComputedStyle(path).fill);
    assert(Math.min(...ink.match(/\d+/g).slice(0, 3).map(Number)) > 180, ink);
    await assertAccessible(page);
    await shot(page, "Compose on a phone, dark");
    // A tap chooses a bar, a second one those up to it.
    const staves = take.locator(".abcjs-staff");
    for (const k of [1, 3]) {
      await staves.nth(k).scrollIntoViewIfNeeded();
      const staff = await staves.nth(k).boundingBox();
      await page.touchscreen.tap(staff.x + staff.width - 30, staff.y + staff.height / 2);
    }
    const [from, to] = [await take.getByLabel("From bar").inputValue(), await take.getByLabel("To bar").inputValue()];
    assert(Number(from) > 1 && Number(to) > Number(from), `${from} to ${to}`);
  },
  { width: 360, height: 740, context: { hasTouch: true } },
);

scenario("a seed of the gallery is composed, and a suite as an album", async (page, tools) => {
  const { transport } = tools;
  await firstTake(page);
  await page.getByRole("button", { name: /Sarabande in D minor/ }).click();
  await page.getByRole("article", { name: "Sarabande in D minor", exact: true }).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByLabel("Seed", { exact: true }).inputValue(), "42");
  const form = page.getByRole("form", { name: "What to compose" });
  await form.getByRole("radio", { name: "A suite" }).check();
  await asks(page, { Seed: "2", Bars: "4" });
  await form.getByRole("radio", { name: "D minor", exact: true }).click();
  await form.getByRole("button", { name: "Compose the suite" }).click();
  const album = page.getByRole("article", { name: "Suite in D minor", exact: true });
  await album.waitFor({ timeout: 120_000 });
  assert.equal(await album.getByRole("listitem").count(), 6);
  const titles = await album.locator(".movement-name").allTextContents();
  assert.deepEqual([titles[0], titles[1], titles[5]], ["Prelude", "Allemande", "Gigue"]);
  // All of it plays, one movement after the other.
  await album.getByRole("button", { name: "Play all", exact: true }).click();
  await page.waitForFunction(() => window.bachSound.peak() > 0.01);
  assert.match(await album.locator("li[aria-current]").textContent(), /Prelude/);
  await album.getByRole("button", { name: "Stop", exact: true }).click();
  await shot(page, `Compose album ${transport}`);
  await assertAccessible(page);
  const suite = (await download(page, album, "MIDI")).bytes;
  const whole = notesOf(suite);
  const command = await copied(page, tools, album, "command");
  await album.getByRole("button", { name: "Open Gigue" }).click();
  const gigue = page.getByRole("article", { name: "Gigue, Suite in D minor" });
  const { bytes } = await download(page, gigue, "MIDI");
  const one = notesOf(bytes);
  assert.equal(await copied(page, tools, gigue, "command"), command);
  sameFromCommand(command, { "suite/suite.mid": suite, "suite/6-gigue.mid": bytes });
  assert(one.notes.length > 10 && whole.notes.length > one.notes.length * 2);
});

scenario("whether a take is its own is told, with its bars beside Bach's", async (page, { transport }) => {
  const take = await firstTake(page);
  await take.getByText("Its own.").waitFor();
  assert.match(
    await take.locator(".originality p").first().textContent(),
    /longest run that it shares with Bach has (\d|1[0-7]) notes/,
  );
  await take.getByRole("button", { name: "Compare the bars" }).click();
  const [mine, bachs] = [take.locator(".pair figure").nth(0), take.locator(".pair figure").nth(1)];
  for (const figure of [mine, bachs]) await figure.locator(".abcjs-note").first().waitFor();
  assert.match(await mine.locator("figcaption").textContent(), /^This take, bars? \d+/);
  assert.match(await bachs.locator("figcaption").textContent(), /BWV \d+.*, bars? \d+/);
  assert((await take.locator(".sheet .mark.quoted").count()) > 0);
  await assertAccessible(page);
  await shot(page, `Compose originality ${transport}`);
  await bachs.getByRole("button", { name: /^Play/ }).click();
  await page.waitForFunction(() => window.bachSound.peak() > 0.01);
});

scenarioOfPage("all of Compose is reached by keys, and what has the focus is seen", async (page) => {
  const take = await firstTake(page);
  await take.getByText("Its own.").waitFor();
  await page.keyboard.press("Tab");
  const focused = () =>
    page.evaluate(() => {
      const here = document.activeElement;
      // By an outline, its own or of what stands for it; by the rim, in the wheel of keys.
      const seen = [here, here.nextElementSibling, here.firstElementChild].some((each) => {
        const style = each && getComputedStyle(each);
        return style && (style.outlineStyle !== "none" || (each instanceof SVGElement && parseFloat(style.strokeWidth) > 3));
      });
      const label = [...(here.labels ?? [])].map((each) => each.textContent).join(" ") || here.textContent;
      return { name: (here.getAttribute("aria-label") ?? label).trim(), seen };
    });
  assert.deepEqual(await focused(), { name: "Skip to the page", seen: true });
  await page.keyboard.press("Enter");
  const names = [];
  while (!names.includes("licences")) {
    await page.keyboard.press("Tab");
    const { name, seen } = await focused();
    assert(seen, `the focus on ${name} is not seen`);
    names.push(name);
    assert(names.length < 100, names.join("; "));
  }
  let from = 0;
  for (const wanted of [
    "A movement", "Kind", "Instrument", "A minor", "Metre", "Bars", "usual", "Seed", "Takes", "Compose", "Choose a file", "Favourite",
    "Delete", "From bar", "Rewrite all", "Vary", "Continue", "Play", /^Score of Menuet/, "Compare the bars", "MIDI",
    "MusicXML", "ABC", "Sound (OGG)", "Print or PDF", "Copy command", "Copy link", /^Prelude in C/,
  ]) {
    const at = names.findIndex((name, k) => k >= from && (wanted.test?.(name) ?? name === wanted));
    assert(at >= 0, `${wanted} after ${names[from]}: ${names.join("; ")}`);
    from = at;
  }
  // On from the end of the page, by keys alone: the last seed is composed and played.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  const gigue = page.getByRole("article", { name: "Gigue in G", exact: true });
  await gigue.locator(".sheet svg").first().waitFor({ timeout: 60_000 });
  await gigue.getByRole("button", { name: "Play", exact: true }).focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => window.bachSound.peak() > 0.01);
  await page.keyboard.press("Space");
  await gigue.getByRole("button", { name: "Play", exact: true }).waitFor();
});
