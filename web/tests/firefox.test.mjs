// The page in Firefox, through both transports: what differs between browsers is tried here, all else in Chromium.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { notesOf, sameFromCommand } from "./compose_tools.mjs";
import { Firefox, missing } from "./firefox.mjs";
import { melodies } from "./learn_tools.mjs";
import { transports } from "./serve.mjs";

const take = "article.take:not(.growing)";

for (const [transport, serve] of Object.entries(transports)) {
  const options = { timeout: 180_000, skip: missing || false };
  test(`Firefox composes, engraves, sounds, saves and learns (${transport})`, options, async () => {
    const server = await serve();
    const browser = await Firefox.open();
    try {
      await browser.goto(server.address);
      await browser.wait("an engraved dance", (card) => document.querySelector(`${card} .sheet .abcjs-note`) !== null, take);
      await browser.wait("surprise", () => document.querySelector(".roll .note.surprise-0") !== null);

      await browser.click("Play", take);
      await browser.wait("sound", () => window.bachSound?.peak() > 0.01);
      await browser.wait("a cursor", () => document.querySelector(".sheet .cursor") !== null);
      await browser.click("Stop playing", take);

      await browser.click("MIDI", take);
      const midi = await browser.download("menuet-in-a-minor.mid");
      assert(notesOf(midi).notes.length > 200);
      // Bit for bit what the program makes.
      sameFromCommand("bach compose --seed 21 --kind menuet --key 'A minor' -o take.mid", midi);
      await browser.click("Sound (OGG)", take);
      const sound = await browser.download("menuet-in-a-minor.ogg");
      assert.equal(sound.toString("latin1", 0, 4), "OggS");

      await browser.click("Compose", "form.wishes");
      await browser.wait("a second take", (card) => document.querySelectorAll(card).length === 2, take);
      await shot(browser, `Firefox ${transport}`);

      await browser.click("Learn");
      const files = melodies().map(({ name, buffer }) => {
        const path = join(browser.downloads, name);
        writeFileSync(path, buffer);
        return path;
      });
      const choice = await browser.wait("a choice of files", () => document.querySelector(".training-form input[type=file]"));
      await browser.type(choice, files.join("\n"));
      await browser.click("Bach’s cello suites");
      await browser.click("Start training");
      await browser.wait("a step learned", () =>
        [...document.querySelectorAll("svg[aria-label^='Loss in nats per note']")].some((each) =>
          /after [1-9]\d* of/.test(each.getAttribute("aria-label")),
        ),
      );
      await shot(browser, `Firefox Learn ${transport}`);
      assert.deepEqual(await browser.complaints(server.address), []);
    } catch (error) {
      await shot(browser, `failed Firefox ${transport}`);
      error.message += `\n${(await browser.complaints(server.address)).join("\n")}`;
      throw error;
    } finally {
      await browser.close();
      server.close();
    }
  });
}

async function shot(browser, name) {
  if (!process.env.BACH_SHOTS) return;
  mkdirSync(process.env.BACH_SHOTS, { recursive: true });
  await browser.shot(join(process.env.BACH_SHOTS, `${name.replace(/\W+/g, "-")}.png`));
}
