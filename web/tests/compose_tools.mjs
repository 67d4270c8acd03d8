// What the scenarios of Compose share.
import { readFileSync } from "node:fs";

// The dance that the page composes as it opens.
export async function firstTake(page) {
  const take = page.locator("article.take:not(.growing)").first();
  await take.waitFor();
  await take.locator(".sheet svg").first().waitFor();
  return take;
}

export async function download(page, scope, name) {
  const [file] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    scope.getByRole("button", { name, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

// Notes of a MIDI file as [begin, end, pitch] in ticks, sorted, and its division.
export function notesOf(bytes) {
  if (bytes.toString("latin1", 0, 4) !== "MThd") throw new Error("no MIDI file");
  const notes = [];
  let at = 8 + bytes.readUInt32BE(4);
  while (at < bytes.length) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    at += 8;
    let [time, status] = [0, 0];
    const sounding = new Map();
    const length = () => {
      let value = 0;
      for (;;) {
        const byte = bytes[at++];
        value = value * 128 + (byte & 127);
        if (byte < 128) return value;
      }
    };
    while (at < end) {
      time += length();
      if (bytes[at] >= 128) status = bytes[at++];
      if (status === 255) {
        at += 1;
        const size = length();
        at += size;
      } else if (status >> 4 === 12 || status >> 4 === 13) {
        at += 1;
      } else {
        const [pitch, velocity] = [bytes[at++], bytes[at++]];
        if (status >> 4 === 9 && velocity) sounding.set(pitch, time);
        else if ((status >> 4 === 8 || status >> 4 === 9) && sounding.has(pitch)) {
          notes.push([sounding.get(pitch), time, pitch]);
          sounding.delete(pitch);
        }
      }
    }
  }
  return { division: bytes.readUInt16BE(12), notes: notes.sort((a, b) => a[0] - b[0] || a[2] - b[2]) };
}

export async function chooseBars(take, from, to) {
  await take.getByLabel("From bar").fill(String(from));
  await take.getByLabel("From bar").press("Enter");
  await take.getByLabel("To bar").fill(String(to));
  await take.getByLabel("To bar").press("Enter");
}

// Until nothing is being written in the take any more.
export async function settled(page, take) {
  await page.waitForFunction((card) => !card.querySelector(".bar-tools [role=status]"), await take.elementHandle());
}

export async function asks(page, wishes) {
  const form = page.getByRole("form", { name: "What to compose" });
  for (const [label, value] of Object.entries(wishes)) {
    const field = form.getByLabel(label, { exact: true });
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
  return form;
}
