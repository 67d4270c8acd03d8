// What the scenarios of Compose share.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

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

// Types the command where `files` lie, and compares what it made: take.mid, or files by their names. Without a program to
// type it is not tried.
export function sameFromCommand(command, made, files = {}) {
  const program = process.env.BACH_PROGRAM;
  if (!program) return;
  const folder = mkdtempSync(join(tmpdir(), `bach-command-${process.pid}-`));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const env = { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}` };
    execFileSync("sh", ["-ec", command], { cwd: folder, env, stdio: "pipe" });
    const all = Buffer.isBuffer(made) ? { "take.mid": made } : made;
    for (const [name, bytes] of Object.entries(all)) assert.deepEqual(readFileSync(join(folder, name)), bytes, name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// What the take puts on the clipboard.
export async function copied(page, { context, address }, take, what) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(address).origin });
  await take.getByRole("button", { name: `Copy ${what}` }).click();
  await take.getByText(/copied$/).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

// A take that another page handed over, shown in Compose: its command makes its bytes, and so does its link.
export async function assertHandedOver(page, tools, name, { files = {}, told }) {
  const take = page.getByRole("article", { name, exact: true }).first();
  await take.locator(".sheet svg").first().waitFor({ timeout: 60_000 });
  assert.match(await take.locator("header p").textContent(), told);
  const { bytes } = await download(page, take, "MIDI");
  const command = await copied(page, tools, take, "command");
  sameFromCommand(command, bytes, files);
  const link = await copied(page, tools, take, "link");
  await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  const again = page.getByRole("article", { name, exact: true });
  await again.nth(1).waitFor({ timeout: 60_000 });
  assert.deepEqual((await download(page, again.first(), "MIDI")).bytes, bytes);
  return { take, bytes, command };
}
