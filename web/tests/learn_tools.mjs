// What the scenarios of the page Learn share: small trainings, and what is in the files that are saved.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

// Three melodies of `notes` notes each, to learn from in no time.
export function melodies(notes = 64) {
  const scale = ["C", "D", "E", "F", "G", "A", "B", "c", "d", "e"];
  return [3, 5, 7].map((step, k) => {
    const bars = [];
    for (let bar = 0; bar * 8 < notes; ++bar) {
      bars.push(Array.from({ length: 8 }, (_, n) => scale[((bar * 8 + n) * step + bar) % scale.length]).join(""));
    }
    const text = `X:1\nT:Melody ${k + 1}\nM:4/4\nL:1/8\nK:C\n${bars.join("|")}|\n`;
    return { name: `melody${k + 1}.abc`, mimeType: "text/vnd.abc", buffer: Buffer.from(text) };
  });
}

export async function openLearn(page) {
  await page.getByRole("link", { name: "Learn", exact: true }).click();
  await page.getByRole("button", { name: "Start training" }).waitFor();
}

// Sets the form to the notebook's network and the melodies.
export async function setSmallTraining(page, { epochs, batches, windows = 8 }) {
  await page.getByLabel("Files of your own").setInputFiles(melodies());
  await page.getByRole("checkbox", { name: "Bach’s cello suites" }).uncheck();
  await page.getByText("More settings").click();
  await page.getByLabel("Epochs").fill(String(epochs));
  await page.getByLabel("Batches an epoch").fill(String(batches));
  await page.getByLabel("Windows a batch").fill(String(windows));
  await page.getByText("Held out: 1 piece").waitFor();
}

export async function start(page) {
  await page.getByRole("button", { name: "Start training" }).click();
}

export const curves = (page) => page.getByRole("img", { name: /^Loss in nats per note/ });

// Waits until the curve has come to `step`, or beyond.
export async function reached(page, step) {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('svg[aria-label^="Loss in nats per note"]')].some(
        (each) => Number(/after (\d+) of/.exec(each.getAttribute("aria-label"))?.[1]) >= wanted,
      ),
    step,
    { timeout: 90_000 },
  );
}

export async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export function tensorsOf(bytes) {
  const size = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...tensors } = JSON.parse(bytes.subarray(8, 8 + size).toString());
  const end = Math.max(...Object.values(tensors).map((tensor) => tensor.data_offsets[1]));
  assert.equal(bytes.length, 8 + size + end);
  return { metadata, tensors };
}

// Of a Standard MIDI File: its note-ons.
export function noteOnsOf(bytes) {
  assert.equal(bytes.subarray(0, 4).toString(), "MThd");
  let count = 0;
  for (let at = 14; at < bytes.length; ) {
    assert.equal(bytes.subarray(at, at + 4).toString(), "MTrk");
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    at += 8;
    const number = () => {
      let value = 0;
      for (;;) {
        const byte = bytes[at++];
        value = value * 128 + (byte & 127);
        if (byte < 128) return value;
      }
    };
    let status = 0;
    while (at < end) {
      number();
      if (bytes[at] >= 128) status = bytes[at++];
      if (status === 255) {
        at++;
        const size = number();
        at += size;
      } else if (status >= 240) {
        const size = number();
        at += size;
      } else {
        if (status >> 4 === 9 && bytes[at + 1] > 0) count++;
        at += status >> 4 === 12 || status >> 4 === 13 ? 1 : 2;
      }
    }
    at = end;
  }
  return count;
}

export async function isHeard(page) {
  await page.waitForFunction(() => window.bachSound?.peak() > 0.003, undefined, { timeout: 30_000 });
}

// The rows of the table of losses: [epoch, steps, mean, held-out].
export async function lossTable(page) {
  return page
    .getByRole("region", { name: "Losses by epoch" })
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
}
