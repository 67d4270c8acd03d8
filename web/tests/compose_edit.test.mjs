import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { chooseBars, download, firstTake, notesOf, sameFromCommand, settled } from "./compose_tools.mjs";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";

// What the page writes: bars of 3/4 with their notes, repeats left in, by the ABC text.
function barsOf(abc) {
  const bars = [];
  const lines = abc.split("\n").filter((line) => line.startsWith("[V:"));
  const voices = new Map();
  for (const line of lines) {
    const [, voice, text] = /^\[V:(\d+)\] (.*)$/.exec(line);
    voices.set(voice, [
      ...(voices.get(voice) ?? []),
      ...text
        .split(/\|:|:\||\|\]|\|/)
        .map((bar) => bar.trim())
        .filter(Boolean),
    ]);
  }
  for (const texts of voices.values()) {
    texts.forEach((text, k) => (bars[k] = `${bars[k] ?? ""}${/^[xz][\d/]*$/.test(text) ? "" : `${text};`}`));
  }
  return bars;
}

const abcOf = async (page, take) => (await download(page, take, "ABC")).bytes.toString();
const midiOf = async (page, take) => (await download(page, take, "MIDI")).bytes;

scenarioOfPage("bars are chosen by click, drag and keys, and told", async (page) => {
  const take = await firstTake(page);
  const sheet = take.locator(".sheet svg");
  const chosen = async () => [
    await take.getByLabel("From bar").inputValue(),
    await take.getByLabel("To bar").inputValue(),
  ];
  const staves = await take
    .locator(".abcjs-staff")
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
  const line = staves[1];
  const y = line.y + line.height / 2;
  await sheet.scrollIntoViewIfNeeded();
  const offset = (await take.locator(".abcjs-staff").nth(1).boundingBox()).y - line.y;
  await page.mouse.click(line.x + 60, y + offset);
  const [first] = await chosen();
  assert(Number(first) >= 2, first);
  await page.mouse.move(line.x + 60, y + offset);
  await page.mouse.down();
  await page.mouse.move(line.x + line.width - 40, y + offset, { steps: 4 });
  await page.mouse.up();
  const [from, to] = await chosen();
  assert.equal(from, first);
  assert(Number(to) > Number(from));
  assert((await take.locator(".sheet .chosen").count()) > 0);
  // From the keyboard alone.
  await take.getByRole("application", { name: /^Score of/ }).focus();
  await page.keyboard.press("Escape");
  assert.deepEqual(await chosen(), ["", ""]);
  for (const key of ["Home", "ArrowRight", "Shift+ArrowRight"]) await page.keyboard.press(key);
  await page.getByRole("status").filter({ hasText: "Bars 2 to 3 chosen" }).waitFor({ state: "attached" });
  assert.deepEqual(await chosen(), ["2", "3"]);
  await page.mouse.click(line.x + 60, y + offset);
  await page.keyboard.down("Shift");
  await page.mouse.click(line.x + line.width - 40, y + offset);
  await page.keyboard.up("Shift");
  assert.deepEqual(await chosen(), [from, to]);
});

scenario("locked bars stay when all is written again; undo, redo, vary and continue", async (page, { transport }) => {
  const take = await firstTake(page);
  const before = await abcOf(page, take);
  const midi = await midiOf(page, take);
  await chooseBars(take, 3, 6);
  await take.getByRole("button", { name: "Lock" }).click();
  await take.locator(".sheet .mark.locked").first().waitFor();
  await take.getByRole("button", { name: "Rewrite", exact: true }).click();
  await take.getByRole("alert").filter({ hasText: "locked" }).waitFor();
  // Everything else again.
  await take.getByLabel("From bar").fill("");
  await take.getByLabel("From bar").press("Enter");
  await take.getByRole("button", { name: "Rewrite all" }).click();
  await page.waitForFunction(
    (card) => card.querySelector("header p").textContent.includes("changed"),
    await take.elementHandle(),
    { timeout: 90_000 },
  );
  await settled(page, take);
  const after = await abcOf(page, take);
  const [old, now] = [barsOf(before), barsOf(after)];
  assert.equal(now.length, old.length);
  assert.deepEqual(now.slice(2, 6), old.slice(2, 6), "locked bars are as they were");
  assert(old.filter((bar, k) => bar !== now[k]).length > old.length / 3, "others are not");
  const rewritten = await midiOf(page, take);
  assert.notDeepEqual(rewritten, midi);
  // Undo and redo by the keys of the system.
  await take.getByRole("application", { name: /^Score of/ }).focus();
  await page.keyboard.press("Control+z");
  assert.deepEqual(await midiOf(page, take), midi);
  await take.getByRole("application", { name: /^Score of/ }).focus();
  await page.keyboard.press("Control+Shift+z");
  assert.deepEqual(await midiOf(page, take), rewritten);
  await take.getByRole("button", { name: "Undo" }).click();
  // Locking is undone and done again like everything else.
  const locked = take.locator(".sheet .mark.locked").first();
  await take.getByRole("button", { name: "Undo" }).click();
  await locked.waitFor({ state: "detached" });
  assert.equal(await take.getByRole("button", { name: "Undo" }).isDisabled(), true);
  await take.getByRole("button", { name: "Redo" }).click();
  await locked.waitFor();
  // Another take with two bars another way; the first stays.
  await chooseBars(take, 8, 9);
  await take.getByRole("button", { name: "Vary" }).click();
  await page.locator("article.take:not(.growing)").nth(1).waitFor({ timeout: 60_000 });
  const [other, first] = [page.locator("article.take").nth(0), page.locator("article.take").nth(1)];
  const varied = barsOf(await abcOf(page, other));
  assert.deepEqual([...varied.slice(0, 7), ...varied.slice(9)], [...old.slice(0, 7), ...old.slice(9)]);
  assert.notDeepEqual(varied.slice(7, 9), old.slice(7, 9));
  assert.deepEqual(await midiOf(page, first), midi);
  // More bars behind.
  await first.getByLabel("Continue by").selectOption("4");
  await first.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForFunction(
    (card) => /^28 bars/.test(card.querySelector("header p").textContent),
    await first.elementHandle(),
    { timeout: 60_000 },
  );
  assert.deepEqual(barsOf(await abcOf(page, first)).slice(0, 24), old);
  await shot(page, `Compose edited ${transport}`);
  await first.getByRole("button", { name: "Delete" }).click();
  await page.locator("article.take").nth(1).waitFor({ state: "detached" });
  await assertAccessible(page);
});

scenario("favourites survive a reload; links and commands make the same bytes", async (page, tools) => {
  const { address, context, transport } = tools;
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(address).origin });
  const take = await firstTake(page);
  await chooseBars(take, 4, 5);
  await take.getByRole("button", { name: "Rewrite", exact: true }).click();
  await page.waitForFunction(
    (card) => card.querySelector("header p").textContent.includes("changed once"),
    await take.elementHandle(),
    { timeout: 60_000 },
  );
  const midi = await midiOf(page, take);
  await take.getByRole("button", { name: "Favourite" }).click();
  await page.getByRole("region", { name: "Favourites" }).getByRole("button", { name: "Menuet in A minor" }).waitFor();
  await take.getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#take=[\w-]+$/);
  await take.getByRole("button", { name: "Copy command" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(
    command,
    /^bach compose --seed 21 --kind menuet --key 'A minor' -o step-1\.abc && bach compose --infill .* -o take\.mid$/,
  );
  await sameFromCommand(command, midi);
  // Somebody else's browser, with nothing but the address.
  const stranger = await page.context().browser().newContext({ acceptDownloads: true });
  const theirs = await stranger.newPage();
  theirs.on("console", (message) => tools.complaints.push(message.text()));
  if (transport === "server") {
    // Theirs is another `bach studio`, opened before.
    await theirs.goto(address);
    await firstTake(theirs);
  }
  await theirs.goto(link);
  const linked = theirs.getByRole("article", { name: "Menuet in A minor", exact: true }).first();
  await linked.locator("header p", { hasText: "changed once" }).waitFor({ timeout: 60_000 });
  assert.deepEqual(await midiOf(theirs, linked), midi);
  await stranger.close();
  // Kept over a reload.
  await page.reload();
  await firstTake(page);
  await page.getByRole("region", { name: "Favourites" }).getByRole("button", { name: "Menuet in A minor" }).click();
  const kept = page.locator("article.take", { has: page.getByText("changed once") });
  await kept.waitFor();
  assert.deepEqual(await midiOf(page, kept), midi);
  await kept.getByRole("button", { name: "Favourite" }).click();
  await page.getByRole("region", { name: "Favourites" }).getByText("Choose the heart").waitFor();
});

scenario("files of MIDI, ABC and MusicXML are continued or opened", async (page) => {
  const take = await firstTake(page);
  const drop = page.getByRole("region", { name: "Begin with a file of yours" });
  const notes = notesOf(await midiOf(page, take)).notes;
  const give = async (name, buffer, button, title = "given") => {
    await drop.getByLabel("File with music").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await drop.getByRole("button", { name: button }).click();
    const card = page.getByRole("article", { name: title, exact: true }).first();
    await card.waitFor({ timeout: 60_000 });
    return card;
  };
  for (const [ending, label] of [
    ["mid", "MIDI"],
    ["abc", "ABC"],
    ["musicxml", "MusicXML"],
  ]) {
    const { bytes } = await download(page, take, label);
    const card = await give(`given ${ending}.${ending}`, bytes, "Open it as it is", `given ${ending}`);
    const opened = notesOf(await midiOf(page, card));
    assert.deepEqual(opened.notes, notes, `${label} is read as it was written`);
    await card.getByRole("button", { name: "Delete" }).click();
    if (ending === "musicxml") {
      // Of several root files the first that may be a score is read.
      const files = { [container]: rootFiles("page.pdf", "a/score.xml"), "page.pdf": Buffer.from("%PDF"), "a/score.xml": bytes };
      const unpacked = await give("packed.mxl", packed(files), "Open it as it is", "packed");
      assert.deepEqual(notesOf(await midiOf(page, unpacked)).notes, notes);
      await unpacked.getByRole("button", { name: "Delete" }).click();
    }
  }
  const beginning = Buffer.from("X:1\nT:Beginning\nM:3/4\nL:1/4\nQ:1/4=100\nK:Dm clef=bass\nD,F,A,|D2^C|\n");
  const continued = await give("beginning.abc", beginning, "Continue it", "beginning");
  const all = notesOf(await midiOf(page, continued)).notes.map(([, , pitch]) => pitch);
  assert.deepEqual(all.slice(0, 5), [50, 53, 57, 62, 61]);
  assert(all.length > 15);
  // A piano, which has no sounds here, is heard as what there is.
  await continued.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => window.bachSound.peak() > 0.01);
  // Dropped, and worked on.
  await page.evaluate(() => {
    const given = new DataTransfer();
    given.items.add(new File(["X:1\nM:4/4\nL:1/4\nK:C\nCDEF|GABc|cBAG|FEDC|]\n"], "dropped.abc"));
    document
      .querySelector(".drop")
      .dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
  });
  await drop.getByRole("button", { name: "Open it as it is" }).click();
  const dropped = page.getByRole("article", { name: "dropped", exact: true });
  await dropped.waitFor();
  await chooseBars(dropped, 2, 3);
  await dropped.getByRole("button", { name: "Rewrite", exact: true }).click();
  await dropped.locator("header p", { hasText: "changed once" }).waitFor({ timeout: 60_000 });
  const pitches = notesOf(await midiOf(page, dropped)).notes.map(([, , pitch]) => pitch);
  assert.deepEqual(pitches.slice(0, 4), [60, 62, 64, 65]);
  assert.deepEqual(pitches.slice(-4), [65, 64, 62, 60]);
  // What is no music is refused in one line.
  const score = Buffer.from("<score-partwise/>");
  for (const [name, buffer, expected] of [
    ["broken.mid", Buffer.from("MThd nothing"), /^broken\.mid: /],
    ["notes.txt", Buffer.from("C D E"), /^notes\.txt: its name ends in none of /],
    ["broken.mxl", Buffer.from("no archive"), /^broken\.mxl: /],
    ["two.mxl", packed({ "a.xml": score, "b.xml": score }), /^two\.mxl: .*holds several files and no /],
    ["lost.mxl", packed({ [container]: rootFiles("a/score.xml"), "a.xml": score }), /^lost\.mxl: .*a\/score\.xml/],
    ["bomb.mxl", packed({ "a.xml": Buffer.alloc(70 * 1024 * 1024, " ") }), /^bomb\.mxl: .*unpacks to /],
  ]) {
    await drop.getByLabel("File with music").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    const [alert, open] = [drop.getByRole("alert"), drop.getByRole("button", { name: "Open it as it is" })];
    await drop.getByText(name).first().waitFor();
    if (await open.isVisible()) await open.click();
    await alert.filter({ hasText: name }).waitFor();
    assert.match(await alert.textContent(), expected);
  }
});

const container = "META-INF/container.xml";
const packed = (files) => Buffer.from(zipSync(files));
const rootFiles = (...paths) =>
  Buffer.from(
    `<container><rootfiles>${paths
      .map((path) => `<rootfile full-path="${path}" media-type="application/${path.endsWith("xml") ? "vnd.recordare.musicxml+xml" : "pdf"}"/>`)
      .join("")}</rootfiles></container>`,
  );
