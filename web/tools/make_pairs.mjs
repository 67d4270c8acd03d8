// Makes src/listen/pairs.json, the pairs of the page "Listen blind": node tools/make_pairs.mjs [WASM]
// after a change of the pieces in doc/gallery, of what their seeds give, or of the choice below.
// WASM: the folder with bach.mjs and bach.wasm.
//
// A pair is an excerpt of a piece of the gallery and one of a movement by Bach: of the same kind, metre and mode, with an
// upbeat where the other has one, equally many bars and, at one tempo for both, as long; both end with their part, or
// neither does. Both are moved to one key, each of them as little as can be.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const here = new URL("..", import.meta.url);
const wasm = resolve(process.argv[2] ?? new URL("../.build/wasm", here).pathname);

// Gallery piece, its part, Bach's movement, its part, bars as they sound, quarters a minute.
// Parts begin alike: a part A is compared with a part A, which opens a piece, B with B, which goes on from the middle.
const choices = [
  ["allemande-13", "A", "cs1-2all", "A", 6, 60], // both in G
  ["allemande-13", "B", "cs1-2all", "B", 6, 60],
  ["allemande-43", "A", "cs2-2all", "A", 6, 60], // both in D minor
  ["allemande-43", "B", "cs2-2all", "B", 6, 60],
  ["courante-15", "A", "cs3-3cou", "A", 16, 120], // both in C, eighths throughout
  ["courante-15", "B", "cs4-3cou", "B", 14, 110],
  ["courante-30", "A", "cs2-3cou", "A", 12, 92], // minor
  ["courante-30", "B", "cs2-3cou", "B", 12, 92],
  ["sarabande-17", "A", "cs6-4sar", "A", 8, 104], // both in D and 3/2: the only one of Bach's so written
  ["sarabande-17", "B", "cs6-4sar", "B", 8, 104],
  ["sarabande-42", "A", "cs5-4sar", "A", 8, 52], // minor; the whole part
  ["sarabande-42", "B", "cs2-4sar", "B", 6, 52],
  ["menuet-40", "A", "cs1-5men", "A", 16, 112], // both in G; the part of eight bars with its repeat
  ["menuet-40", "B", "cs1-5men", "B", 16, 112], // the whole part
  ["bourree-45", "A", "cs3-5bou", "C", 16, 140], // the minor one of the third suite's two: eight bars with their repeat
  ["bourree-45", "B", "cs3-5bou", "D", 14, 140],
  ["gavotte-25", "A", "cs5-5gav", "A", 12, 132], // the whole part
  ["gavotte-25", "B", "cs5-5gav", "B", 12, 132],
  ["gigue-34", "A", "cs4-6gig", "A", 10, 150], // both in 12/8; the whole part
  ["gigue-34", "B", "cs4-6gig", "B", 10, 150],
  ["gigue-36", "A", "cs3-6gig", "A", 20, 108], // major, in 3/8
  ["gigue-36", "B", "cs3-6gig", "B", 32, 108],
];
const lowestOfCello = 36;

const { openBach } = await import(pathToFileURL(join(wasm, "bach.mjs")));
const program = await openBach({ wasmBinary: await readFile(join(wasm, "bach.wasm")) });
function ask(request, kind) {
  let found;
  const last = program.run({ version: 1, ...request }, (event) => {
    if (event.event === kind) found = event;
    return true;
  });
  if (last.event === "problem") throw new Error(last.message);
  return found;
}

const gallery = new Map(
  (await readFile(new URL("../doc/gallery/pieces.txt", here), "utf8"))
    .trim()
    .split("\n")
    .map((line) => line.split(":"))
    .map(([kind, key, seed]) => [`${kind}-${seed}`, { kind, key, seed: Number(seed) }]),
);
const pieces = new Map();
function pieceOf(name) {
  if (!pieces.has(name)) {
    const options = gallery.get(name);
    const music = options
      ? { name: "made.abc", text: ask({ request: "compose", options, files: ["abc"] }, "score").files.abc.text }
      : { movement: name };
    pieces.set(name, ask({ request: "inspect", music, form: true }, "inspection"));
  }
  return pieces.get(name);
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const notesIn = ({ score }, from, to) =>
  score.tracks
    .flatMap((track) => track.notes)
    .filter(([onset]) => onset >= from && onset < to)
    .map(([onset, , pitch]) => [onset - from, pitch])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);

// Where a part first sounds, and how long it is: every part before it sounds twice.
function placeOf(piece, part, ticks) {
  const { parts, bars, pattern } = piece.form;
  const k = parts.findIndex(({ name }) => name === part);
  const quarter = piece.score.ticks_per_quarter;
  const begins = (which) => bars[parts[which].first_bar].begin * quarter;
  const ends = (which) => bars[parts[which].last_bar].end * quarter;
  if (!pattern.startsWith("AABB") || (part > "B" && !pattern.startsWith("AABBCCDD"))) throw new Error(`form ${pattern}`);
  let from = begins(0);
  for (let each = 0; each < k; each += 1) from += 2 * (ends(each) - begins(each));
  const length = ends(k) - begins(k);
  const once = Math.min(length, ticks);
  // The repeat sounds the same but for its ending.
  const head = Math.floor(once * 0.6);
  if (!same(notesIn(piece, from, from + head), notesIn(piece, from + length, from + length + head))) {
    throw new Error(`${piece.name}: part ${part} does not begin at ${from}`);
  }
  if (ticks > 2 * length) throw new Error(`${piece.name}: part ${part} is shorter`);
  const whole = ticks % length === 0;
  return { from, to: from + ticks, whole, upbeat: !bars[parts[k].first_bar].full };
}

const tonics = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
function tonicOf(key) {
  return (tonics[key[0]] + (key[1] === "b" ? 11 : key[1] === "#" ? 1 : 0)) % 12;
}
const keyAt = ({ score }, tick) => score.keys.filter(([at]) => at <= tick).at(-1)[1];

// How far to move each of two: to one tonic, above the cello's lowest string, the one that goes further as little as can be.
function shiftsOf(made, bach) {
  const lowest = (piece) => Math.min(...notesIn(piece, piece.place.from, piece.place.to).map(([, pitch]) => pitch));
  const apart = (tonicOf(keyAt(made, made.place.from)) - tonicOf(keyAt(bach, bach.place.from)) + 24) % 12;
  let best;
  for (let ours = -6; ours <= 6; ours += 1) {
    for (const octave of [-36, -24, -12, 0]) {
      const theirs = ours + apart + octave;
      if (lowest(made) + ours < lowestOfCello || lowest(bach) + theirs < lowestOfCello) continue;
      const far = Math.max(Math.abs(ours), Math.abs(theirs));
      const all = Math.abs(ours) + Math.abs(theirs);
      if (!best || far < best.far || (far === best.far && all < best.all)) best = { far, all, ours, theirs };
    }
  }
  return best;
}

const barTicks = (metre) => {
  const [beats, unit] = metre.split("/").map(Number);
  return (beats * 4 * 480) / unit;
};
const pairs = choices.map(([madeName, madePart, bachName, bachPart, bars, tempo]) => {
  const made = pieceOf(madeName);
  const bach = pieceOf(bachName);
  const ticks = bars * barTicks(made.metre);
  if (barTicks(bach.metre) !== barTicks(made.metre)) throw new Error(`${madeName} and ${bachName} differ in metre`);
  made.place = placeOf(made, madePart, ticks);
  bach.place = placeOf(bach, bachPart, ticks);
  if (made.place.upbeat !== bach.place.upbeat) throw new Error(`${madeName} or ${bachName} has no upbeat`);
  if (made.place.whole !== bach.place.whole) throw new Error(`${madeName} or ${bachName} is cut where the other ends`);
  const mode = (piece) => keyAt(piece, piece.place.from).split(" ")[1];
  if (mode(made) !== mode(bach)) throw new Error(`${madeName} ${mode(made)}, ${bachName} ${mode(bach)}`);
  const shifts = shiftsOf(made, bach);
  return {
    id: `${madeName}${madePart}`,
    kind: gallery.get(madeName).kind,
    bars,
    tempo,
    made: { ...gallery.get(madeName), part: madePart, from: made.place.from, to: made.place.to, shift: shifts.ours },
    bach: { movement: bachName, part: bachPart, from: bach.place.from, to: bach.place.to, shift: shifts.theirs },
  };
});
const lines = pairs.map((pair) => `  ${JSON.stringify(pair)}`);
await writeFile(new URL("src/listen/pairs.json", here), `[\n${lines.join(",\n")}\n]\n`);
