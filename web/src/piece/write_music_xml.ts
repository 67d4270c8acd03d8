// MusicXML 4 from ABC, as far as bach's pages go: one part, several voices on a staff, ties, tuplets, repeats with
// their endings, changes of key and metre, names of parts.
import Parse, {
  type ParsedElement,
  type ParsedKey,
  type ParsedPitch,
  type ParsedStaff,
} from "abcjs/src/parse/abc_parse";
import { forAbcjs } from "./for_abcjs";

const divisions = 480;
const steps = ["C", "D", "E", "F", "G", "A", "B"];
const alters: Record<string, number> = { sharp: 1, flat: -1, natural: 0, dblsharp: 2, dblflat: -2 };
const types: [wholes: number, name: string][] = [
  [2, "breve"],
  [1, "whole"],
  [1 / 2, "half"],
  [1 / 4, "quarter"],
  [1 / 8, "eighth"],
  [1 / 16, "16th"],
  [1 / 32, "32nd"],
  [1 / 64, "64th"],
  [1 / 128, "128th"],
];

// What stands between two bar lines.
interface Measure {
  voices: ParsedElement[][];
  left?: ParsedElement;
  right?: ParsedElement;
  // Key, metre and names at its begin.
  before: ParsedElement[];
}

export function xmlOfAbc(abc: string): string {
  const parser = new Parse();
  parser.parse(forAbcjs(abc), {});
  const { metaText, lines } = parser.getTune();
  const staves = Math.max(0, ...lines.map((line) => line.staff?.length ?? 0));
  if (!staves) throw new Error("the piece has no notes");
  const tempo = (metaText.tempo?.bpm ?? 0) * (metaText.tempo?.duration?.[0] ?? 0.25) * 4;
  let list = "";
  let parts = "";
  for (let k = 0; k < staves; k++) {
    list += `<score-part id="P${k + 1}"><part-name/></score-part>`;
    parts += `<part id="P${k + 1}">\n${partText(
      lines.flatMap((line) => line.staff?.[k] ?? []),
      k === 0 ? tempo : 0,
    )}</part>\n`;
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN"
  "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise version="4.0">
<work><work-title>${escaped(metaText.title ?? "")}</work-title></work>
<identification><creator type="composer">${escaped(metaText.composer ?? "")}</creator></identification>
<part-list>${list}</part-list>
${parts}</score-partwise>
`;
}

// `tempo` in quarters a minute; 0 for none.
function partText(lines: ParsedStaff[], tempo: number): string {
  const measures: Measure[] = [];
  let last = lines[0]!.key;
  for (const line of lines) {
    addLine(measures, line, JSON.stringify(line.key.accidentals) !== JSON.stringify(last.accidentals));
    last = line.key;
  }
  if (measures.at(-1)?.voices.length === 0) measures.pop();
  const first = lines[0]!;
  const state = { key: keyAlters(first.key), octave: octaveOf(first.clef.type) };
  let text = "";
  let ending: string | undefined;
  let number = isShort(measures, first) ? 0 : 1;
  measures.forEach((measure, k) => {
    const bar = new MeasureText(state);
    text += `<measure number="${number++}"${k === 0 && number === 1 ? ' implicit="yes"' : ""}>`;
    text += bar.attributes(measure, k === 0 ? first : undefined);
    if (k === 0 && tempo) {
      text += '<direction placement="above"><direction-type><metronome><beat-unit>quarter</beat-unit>';
      text += `<per-minute>${tempo}</per-minute></metronome></direction-type><sound tempo="${tempo}"/></direction>`;
    }
    ending = measure.left?.startEnding ?? ending;
    text += bar.names(measure) + barLine("left", measure.left, ending);
    const next = measures[k + 1]?.left;
    const stops = !next
      ? k + 1 === measures.length || measure.right?.endEnding
      : next.startEnding || startsRepeat(next);
    text += bar.voices(measure) + barLine("right", measure.right ?? { el_type: "bar" }, stops ? ending : undefined);
    if (stops) ending = undefined;
    text += "</measure>\n";
  });
  return text;
}

// The voices of a line are cut at their bar lines.
function addLine(measures: Measure[], staff: ParsedStaff, otherKey: boolean) {
  const begin = measures.at(-1)?.voices.length === 0 ? measures.length - 1 : measures.length;
  const measureAt = (index: number) => (measures[index] ??= { voices: [], before: [] });
  if (otherKey) measureAt(begin).before.push({ ...staff.key, el_type: "key" });
  staff.voices.forEach((voice, v) => {
    let at = begin;
    let open = false;
    for (const element of voice) {
      if (element.el_type === "bar") {
        if (open) {
          measureAt(at).right = element;
          at += 1;
        }
        // What begins here may stand at the end of the line before.
        if (!open || startsRepeat(element) || element.startEnding) measureAt(at).left = element;
        open = false;
      } else if (element.el_type === "note") {
        (measureAt(at).voices[v] ??= []).push(element);
        open = true;
      } else if (v === 0 && ["key", "meter", "part"].includes(element.el_type)) {
        measureAt(at).before.push(element);
      }
    }
  });
}

function startsRepeat({ type = "" }: ParsedElement): boolean {
  return /^bar_(left|dbl)_repeat$/.test(type);
}

function isShort([measure]: Measure[], { meter }: ParsedStaff): boolean {
  const value = meter?.value?.[0];
  if (!value || !measure) return false;
  const length = (measure.voices[0] ?? []).reduce((sum, note) => sum + (note.duration ?? 0), 0);
  return length < Number(value.num) / Number(value.den) - 1e-6;
}

function keyAlters(key: ParsedKey): Map<number, number> {
  const entries = (key.accidentals ?? []).map(({ acc, note }): [number, number] => [
    steps.indexOf(note.toUpperCase()),
    alters[acc] ?? 0,
  ]);
  return new Map(entries);
}

class MeasureText {
  constructor(private readonly state: { key: Map<number, number>; octave: number }) {}

  attributes(measure: Measure, first: ParsedStaff | undefined): string {
    const key = measure.before.findLast((each) => each.el_type === "key") ?? first?.key;
    const metre = measure.before.findLast((each) => each.el_type === "meter") ?? first?.meter;
    let text = first ? `<divisions>${divisions}</divisions>` : "";
    if (key) {
      this.state.key = keyAlters(key);
      const fifths = [...this.state.key.values()].reduce((sum, alter) => sum + alter, 0);
      text += `<key><fifths>${fifths}</fifths><mode>${/^m/.test(key.mode ?? "") ? "minor" : "major"}</mode></key>`;
    }
    const value = metre?.value?.[0];
    if (value) text += `<time><beats>${value.num}</beats><beat-type>${value.den}</beat-type></time>`;
    if (first) text += clefText(first.clef.type);
    return text && `<attributes>${text}</attributes>`;
  }

  names(measure: Measure): string {
    const names = measure.before.filter((each) => each.el_type === "part" && each.title);
    const words = (name: string) =>
      `<direction placement="above"><direction-type><words>${escaped(name)}</words></direction-type></direction>`;
    return names.map(({ title }) => words(title!)).join("");
  }

  voices(measure: Measure): string {
    let text = "";
    let back = 0;
    for (const [v, voice] of measure.voices.entries()) {
      if (!voice || (v > 0 && voice.every((note) => note.rest))) continue;
      if (back) text += `<backup><duration>${back}</duration></backup>`;
      const made = this.voice(voice, v + 1);
      text += made.text;
      back = made.length;
    }
    return text;
  }

  private voice(voice: ParsedElement[], number: number): { text: string; length: number } {
    const accidentals = new Map<number, number>();
    let text = "";
    let exact = 0;
    let length = 0;
    let tuplet: { actual: number; normal: number } | undefined;
    for (const note of voice) {
      if (note.startTriplet) {
        const normal = Math.round(note.startTriplet * (note.tripletMultiplier ?? 2 / 3));
        tuplet = { actual: note.startTriplet, normal };
      }
      exact += (note.duration ?? 0) * (tuplet ? tuplet.normal / tuplet.actual : 1) * 4 * divisions;
      const duration = Math.round(exact) - length;
      length += duration;
      const value = valueOf(note.duration ?? 0, tuplet);
      const shared = `<voice>${number}</voice>${value}`;
      if (note.rest) {
        text +=
          number > 1 || note.rest.type === "invisible"
            ? `<forward><duration>${duration}</duration></forward>`
            : `<note><rest/><duration>${duration}</duration>${shared}</note>`;
      } else {
        const marks =
          tuplet && (note.startTriplet || note.endTriplet)
            ? `<tuplet type="${note.startTriplet ? "start" : "stop"}"/>`
            : "";
        (note.pitches ?? []).forEach((pitch, k) => {
          text += `<note>${k ? "<chord/>" : ""}${this.pitch(pitch, accidentals)}<duration>${duration}</duration>`;
          text += `${ties(pitch, "tie")}${shared}${notations(ties(pitch, "tied") + (k ? "" : marks))}</note>`;
        });
      }
      if (note.endTriplet) tuplet = undefined;
    }
    return { text, length };
  }

  // An accidental holds to the end of the measure, in its octave.
  private pitch({ pitch, accidental }: ParsedPitch, accidentals: Map<number, number>): string {
    if (accidental) accidentals.set(pitch, alters[accidental] ?? 0);
    const step = ((pitch % 7) + 7) % 7;
    const alter = accidentals.get(pitch) ?? this.state.key.get(step) ?? 0;
    const octave = Math.floor(pitch / 7) + 4 + this.state.octave;
    const altered = alter ? `<alter>${alter}</alter>` : "";
    return `<pitch><step>${steps[step]}</step>${altered}<octave>${octave}</octave></pitch>`;
  }
}

// "treble-8" sounds an octave below what stands there.
function octaveOf(clef: string): number {
  return clef.endsWith("-8") ? -1 : clef.endsWith("+8") ? 1 : 0;
}

const clefs: [name: string, sign: string, line: number][] = [
  ["bass", "F", 4],
  ["tenor", "C", 4],
  ["alto", "C", 3],
  ["treble", "G", 2],
];

function clefText(name: string): string {
  const [, sign, line] = clefs.find(([each]) => name.startsWith(each)) ?? clefs.at(-1)!;
  const octave = octaveOf(name);
  const change = octave ? `<clef-octave-change>${octave}</clef-octave-change>` : "";
  return `<clef><sign>${sign}</sign><line>${line}</line>${change}</clef>`;
}

function ties({ startTie, endTie }: ParsedPitch, name: string): string {
  return `${endTie ? `<${name} type="stop"/>` : ""}${startTie ? `<${name} type="start"/>` : ""}`;
}

function notations(text: string): string {
  return text && `<notations>${text}</notations>`;
}

// Type and dots of a notated duration; of one that no note has, nothing.
function valueOf(wholes: number, tuplet?: { actual: number; normal: number }): string {
  const time = tuplet
    ? `<time-modification><actual-notes>${tuplet.actual}</actual-notes>` +
      `<normal-notes>${tuplet.normal}</normal-notes></time-modification>`
    : "";
  for (const [size, name] of types) {
    for (let dots = 0; dots < 3; dots++) {
      if (Math.abs(wholes - size * (2 - 0.5 ** dots)) < 1e-6)
        return `<type>${name}</type>${"<dot/>".repeat(dots)}${time}`;
    }
  }
  return time;
}

function barLine(side: "left" | "right", bar: ParsedElement | undefined, ending?: string): string {
  if (!bar) return "";
  let text = "";
  const repeats = side === "left" ? startsRepeat(bar) : /^bar_(right|dbl)_repeat$/.test(bar.type ?? "");
  if (side === "right" && bar.type === "bar_thin_thick") text += "<bar-style>light-heavy</bar-style>";
  if (side === "right" && ending) text += `<ending number="${escaped(ending)}" type="stop"/>`;
  if (side === "left" && bar.startEnding && ending) text += `<ending number="${escaped(ending)}" type="start"/>`;
  if (repeats) text += `<repeat direction="${side === "left" ? "forward" : "backward"}"/>`;
  return text && `<barline location="${side}">${text}</barline>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
