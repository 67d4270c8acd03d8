// MusicXML as ABC, which every engine reads: notes with ties, voices, repeats with endings, keys, metres, tempo and
// names of parts. What ABC cannot hold in a sounding way (grace notes, lyrics, layout) is left out.
import { strFromU8, unzipSync } from "fflate";

const mostBytes = 64 * 1024 * 1024;
const mostNotes = 100_000;

// The score in a packed file (.mxl).
export function unpacked(bytes: Uint8Array): string {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (originalSize > mostBytes) throw new Error("it unpacks to more than 64 MiB");
        return /\.(xml|musicxml)$/i.test(name);
      },
    });
  } catch (error) {
    throw new Error(`it is no packed MusicXML: ${(error as Error).message}`);
  }
  const container = files["META-INF/container.xml"];
  const named = container && parsed(strFromU8(container)).querySelector("rootfile")?.getAttribute("full-path");
  const root = files[named ?? ""] ?? Object.entries(files).find(([name]) => !name.startsWith("META-INF/"))?.[1];
  if (!root) throw new Error("there is no score in it");
  return strFromU8(root);
}

interface Event {
  begin: number;
  duration: number;
  // ABC names of the pitches, with a tie behind those that go on.
  pitches: string[];
  tied: boolean[];
}

interface Measure {
  length: number;
  voices: Map<string, Event[]>;
  signs: string;
  left: string;
  right: string;
}

function parsed(xml: string): Document {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  if (document.querySelector("parsererror")) throw new Error("it is no well-formed XML");
  return document;
}

function textOf(parent: Element, path: string): string {
  return parent.querySelector(path)?.textContent?.trim() ?? "";
}

function numberOf(parent: Element, path: string): number {
  const value = Number(textOf(parent, path));
  return Number.isFinite(value) ? value : 0;
}

export function abcOfXml(xml: string): string {
  const root = parsed(xml).documentElement;
  if (root.tagName !== "score-partwise") throw new Error("it is no MusicXML in parts (score-partwise)");
  const parts = [...root.children].filter((each) => each.tagName === "part");
  const reader = new Reader();
  const read = parts.map((part, k) =>
    [...part.children].filter((each) => each.tagName === "measure").map((each) => reader.measure(each, k)),
  );
  if (reader.notes === 0) throw new Error("there are no notes in it");
  const voices = parts.flatMap((_, k) => [...new Set(read[k]!.flatMap((measure) => [...measure.voices.keys()]))]);
  const title = textOf(root, "work > work-title") || textOf(root, "movement-title") || "A piece";
  const composer = [...root.querySelectorAll("identification > creator")].find(
    (each) => each.getAttribute("type") === "composer",
  );
  let abc = `X:1\nT:${line(title)}\n${composer?.textContent ? `C:${line(composer.textContent)}\n` : ""}`;
  abc += `%%score ${stavesOf(voices)}\nM:${reader.metre || "none"}\nL:1/4\n`;
  if (reader.tempo) abc += `Q:1/4=${reader.tempo}\n`;
  abc += `K:${reader.key} clef=${reader.clef}\n`;
  voices.forEach((_, v) => (abc += `V:${v + 1} clef=${reader.clef}\n`));
  const count = Math.max(...read.map((measures) => measures.length));
  for (let m = 0; m < count; m++) {
    const first = read.map((measures) => measures[m]).find(Boolean)!;
    const length = Math.max(...read.map((measures) => measures[m]?.length ?? 0));
    voices.forEach((voice, v) => {
      const events = read.map((measures) => measures[m]?.voices.get(voice)).find(Boolean) ?? [];
      abc += `[V:${v + 1}] ${first.signs}${first.left}${bar(events, length)} ${first.right}\n`;
    });
  }
  return abc;
}

// Voices that share a staff stand in brackets: (1 2) 3.
function stavesOf(voices: string[]): string {
  const staves = new Map<string, number[]>();
  voices.forEach((voice, v) => {
    const staff = voice.slice(0, voice.lastIndexOf("/"));
    staves.set(staff, [...(staves.get(staff) ?? []), v + 1]);
  });
  return [...staves.values()].map((numbers) => `(${numbers.join(" ")})`).join(" ");
}

function line(text: string): string {
  return text.replace(/\s+/g, " ").replace(/%/g, "").trim();
}

class Reader {
  notes = 0;
  metre = "";
  key = "C";
  clef = "treble";
  tempo = 0;
  private begun = false;
  private readonly divisions = new Map<number, number>();

  measure(element: Element, part: number): Measure {
    const measure: Measure = { length: 0, voices: new Map(), signs: "", left: "", right: "|" };
    let at = 0;
    let last: Event | undefined;
    for (const child of element.children) {
      const divisions = this.divisions.get(part) ?? 1;
      const duration = numberOf(child, ":scope > duration") / divisions;
      if (child.tagName === "attributes") this.attributes(child, measure, part);
      else if (child.tagName === "backup") at = Math.max(0, at - duration);
      else if (child.tagName === "forward") at += duration;
      else if (child.tagName === "direction" || child.tagName === "sound") this.direction(child, measure);
      else if (child.tagName === "barline") barLine(child, measure);
      else if (child.tagName === "note" && !child.querySelector(":scope > grace, :scope > cue") && duration > 0) {
        const chord = child.querySelector(":scope > chord") !== null;
        const pitch = child.querySelector(":scope > pitch");
        if (pitch) {
          if (++this.notes > mostNotes) throw new Error(`it has more than ${mostNotes} notes`);
          const voice = `${part}/${textOf(child, ":scope > staff") || 1}/${textOf(child, ":scope > voice") || 1}`;
          const events = measure.voices.get(voice) ?? [];
          measure.voices.set(voice, events);
          if (!chord || !last) events.push((last = { begin: at, duration, pitches: [], tied: [] }));
          last.pitches.push(pitchText(pitch));
          last.tied.push(
            [...child.querySelectorAll(":scope > tie")].some((tie) => tie.getAttribute("type") === "start"),
          );
        } else if (!chord) last = undefined;
        if (!chord) at += duration;
        this.begun = true;
      }
      measure.length = Math.max(measure.length, at);
    }
    return measure;
  }

  private attributes(element: Element, measure: Measure, part: number) {
    const divisions = numberOf(element, ":scope > divisions");
    if (divisions > 0) this.divisions.set(part, divisions);
    const fifths = textOf(element, ":scope > key > fifths");
    const beats = textOf(element, ":scope > time > beats");
    const unit = textOf(element, ":scope > time > beat-type");
    const clef = { F: "bass", C: "alto" }[textOf(element, ":scope > clef > sign")];
    if (!this.begun && clef) this.clef = clef;
    if (fifths && part === 0) {
      const key = keyText(Number(fifths), textOf(element, ":scope > key > mode"));
      if (this.begun) measure.signs += `[K:${key}]`;
      else this.key = key;
    }
    if (/^\d+$/.test(beats) && /^\d+$/.test(unit) && part === 0) {
      if (this.begun) measure.signs += `[M:${beats}/${unit}]`;
      else this.metre = `${beats}/${unit}`;
    }
  }

  private direction(element: Element, measure: Measure) {
    const sound = element.tagName === "sound" ? element : element.querySelector("sound");
    const tempo = Number(sound?.getAttribute("tempo"));
    if (!(tempo >= 10 && tempo <= 400)) return;
    if (!this.tempo) this.tempo = Math.round(tempo);
    else if (this.begun) measure.signs += `[Q:1/4=${Math.round(tempo)}]`;
  }
}

const majors = ["Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#"];
const minors = ["Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "D#", "A#"];

function keyText(fifths: number, mode: string): string {
  const at = Math.min(7, Math.max(-7, Math.round(fifths) || 0)) + 7;
  return mode === "minor" ? `${minors[at]}m` : majors[at]!;
}

// Every accidental is written, so that nothing hangs on the measure.
function pitchText(pitch: Element): string {
  const step = textOf(pitch, "step").toUpperCase();
  const octave = numberOf(pitch, "octave");
  const sign = { "-2": "__", "-1": "_", "0": "=", "1": "^", "2": "^^" }[Math.round(numberOf(pitch, "alter"))];
  if (!/^[A-G]$/.test(step) || sign === undefined || octave < 0 || octave > 9)
    throw new Error("it has a pitch outside those of MIDI");
  if (octave >= 5) return sign + step.toLowerCase() + "'".repeat(octave - 5);
  return sign + step + ",".repeat(4 - octave);
}

function barLine(element: Element, measure: Measure) {
  const repeat = element.querySelector("repeat")?.getAttribute("direction");
  const ending = element.querySelector("ending");
  if (element.getAttribute("location") === "left") {
    if (repeat === "forward") measure.left += "|: ";
    if (ending?.getAttribute("type") === "start")
      measure.left += `[${(ending.getAttribute("number") ?? "1").replace(/[^\d,-]/g, "")} `;
  } else if (repeat === "backward") measure.right = ":|";
  else if (textOf(element, "bar-style") === "light-heavy") measure.right = "|]";
}

// Quarters as a length of ABC, to the 1/960 that every reader can tell apart.
function lengthText(quarters: number): string {
  let [over, under] = [Math.round(quarters * 960), 960];
  for (const factor of [2, 2, 2, 2, 2, 2, 3, 5]) {
    if (over % factor === 0 && under % factor === 0) [over, under] = [over / factor, under / factor];
  }
  return under === 1 ? (over === 1 ? "" : String(over)) : `${over}/${under}`;
}

function bar(events: Event[], length: number): string {
  let text = "";
  let at = 0;
  const rest = (until: number) => {
    if (until - at > 1e-4) text += `x${lengthText(until - at)}`;
    at = Math.max(at, until);
  };
  for (const event of [...events].sort((a, b) => a.begin - b.begin)) {
    if (event.begin < at - 1e-4) continue;
    rest(event.begin);
    const size = lengthText(event.duration);
    if (event.pitches.length === 1) text += `${event.pitches[0]}${size}${event.tied[0] ? "-" : ""}`;
    else text += `[${event.pitches.map((pitch, k) => pitch + (event.tied[k] ? "-" : "")).join("")}]${size}`;
    at = event.begin + event.duration;
  }
  rest(length);
  return text;
}
