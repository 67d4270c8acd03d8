// MusicXML in Node beside the native program, BACH_PROGRAM, which has another parser: the same bytes, the same
// messages.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { answersTo } from "./open.mjs";

const program = process.env.BACH_PROGRAM;
const skip = program ? false : "no native program in BACH_PROGRAM";
const work = mkdtempSync(join(tmpdir(), `bach-wasm-xml-${process.pid}-`));
after(() => rmSync(work, { recursive: true }));

function native(input, ending) {
  const output = join(work, `out.${ending}`);
  const ran = spawnSync(program, ["render", input, "-o", output, "--force"], { encoding: "utf8" });
  return ran.status === 0 ? { bytes: readFileSync(output) } : { problem: ran.stderr.trim() };
}

function rendered(music, as) {
  const events = answersTo({ version: 1, request: "render", music, as });
  const file = events.find((each) => each.event === "file");
  if (!file) return { problem: events.at(-1) };
  return { bytes: Buffer.from(file.text ?? file.base64, file.text === undefined ? "base64" : "utf8") };
}

for (const movement of ["cs1-1pre", "cs1-4sar", "cs2-5men", "cs5-6gig", "bwv1004-5", "bwv1013-4"]) {
  test(`writes and reads ${movement} as the program does`, { skip }, () => {
    const written = rendered({ movement }, "musicxml").bytes;
    assert.ok(written.equals(native(movement, "musicxml").bytes));
    const file = join(work, "piece.musicxml");
    writeFileSync(file, written);
    const music = { name: "piece.musicxml", text: written.toString() };
    for (const ending of ["mid", "musicxml", "abc"]) {
      assert.ok(rendered(music, ending).bytes.equals(native(file, ending).bytes), ending);
    }
  });
}

const part = (inside) =>
  `<score-partwise><part-list><score-part id="P1"><part-name>x &amp; y</part-name></score-part></part-list>` +
  `<part id="P1"><measure number="1">${inside}</measure></part></score-partwise>`;
const note = (more) =>
  `<attributes><divisions>1</divisions></attributes><note><pitch><step>C</step><octave>4</octave></pitch>` +
  `<duration>4</duration>${more}</note>`;

test("reads UTF-16 and Latin-1", { skip }, () => {
  const text = part(note("<!-- c --><![CDATA[ x ]]>"));
  const latin1 = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text.replace("x &amp; y", "Prélude")}`, "latin1");
  for (const bytes of [Buffer.from(`\ufeff${text}`, "utf16le"), latin1]) {
    const file = join(work, "coded.musicxml");
    writeFileSync(file, bytes);
    const music = { name: "coded.musicxml", base64: bytes.toString("base64") };
    assert.ok(rendered(music, "mid").bytes.equals(native(file, "mid").bytes));
  }
});

for (const [what, text] of [
  ["a text cut in a tag", part(note("")).slice(0, -5)],
  ["a text cut in a note", part(note("")).slice(0, 200)],
  ["tags that cross", part("<a><b></a></b>")],
  ["an attribute without quotes", part("<a b=1/>")],
  ["a comment without end", part("<!-- ")],
  ["a section without end", part("<![CDATA[ ]] >")],
  ["an instruction without a name", part("<? ?>")],
  ["a document type without end", "<!DOCTYPE score-partwise ["],
  ["entities", `<!DOCTYPE a [<!ENTITY x "y">]>${part(note("&x;"))}`],
  ["another root", "<mei/>"],
  ["nothing", " "],
  ["no measures", "<score-partwise/>"],
  ["a note without length", part("<note><pitch/></note>")],
]) {
  test(`says of ${what} what the program says`, { skip }, () => {
    const file = join(work, "broken.musicxml");
    writeFileSync(file, text);
    const { message, byte } = rendered({ name: "broken.musicxml", text }, "mid").problem;
    const place = byte === undefined ? "" : ` (at byte ${byte})`;
    assert.equal(native(file, "mid").problem, `bach: ${work}/${message}${place}`);
  });
}
