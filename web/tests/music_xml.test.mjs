// The page's own MusicXML, which the static site writes, read back by the program: the same notes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { notesOf } from "./compose_tools.mjs";

const program = process.env.BACH_PROGRAM;
// Upbeats, endings, changes of key, chords in one voice, tuplets, two staves, a clef an octave down.
const movements = [
  "bwv1007-1",
  "bwv1007-5",
  "bwv1002-1",
  "bwv1003-3",
  "bwv1011-5",
  "bwv1010-3",
  "bwv848-2",
  "bwv997-3",
];

test("MusicXML of the page has the notes of the piece", { skip: !program && "BACH_PROGRAM is not set" }, async () => {
  const folder = mkdtempSync(join(tmpdir(), `bach-xml-${process.pid}-`));
  const render = (from, to) => {
    execFileSync(program, ["render", from, "-o", join(folder, to), "--force", "-q"], { cwd: folder, stdio: "pipe" });
    return readFileSync(join(folder, to));
  };
  try {
    await build({
      entryPoints: [fileURLToPath(new URL("../src/piece/write_music_xml.ts", import.meta.url))],
      bundle: true,
      format: "esm",
      outfile: join(folder, "write.mjs"),
    });
    globalThis.window ??= { addEventListener() {} };
    const { xmlOfAbc } = await import(pathToFileURL(join(folder, "write.mjs")));
    for (const movement of movements) {
      const abc = render(movement, "piece.abc").toString();
      writeFileSync(join(folder, "piece.musicxml"), xmlOfAbc(abc));
      const unique = (bytes) => [...new Set(notesOf(bytes).notes.map(String))].sort();
      assert.deepEqual(unique(render("piece.musicxml", "xml.mid")), unique(render("piece.abc", "abc.mid")), movement);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
