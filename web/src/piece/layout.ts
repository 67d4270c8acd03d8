// Where abcjs has put what: written ticks on the page and back. Coordinates are those of its SVG.
import type { Tune } from "abcjs/src/api/abc_tunebook_svg";

interface Stop {
  tick: number;
  x: number;
}

export interface StaffLine {
  top: number;
  bottom: number;
  begin: number;
  end: number;
  // By time: notes, rests and, where nothing follows, bar lines.
  stops: Stop[];
  barLines: Stop[];
}

export interface EngravedNote {
  tick: number;
  end: number;
  elements: SVGElement[];
}

export interface Layout {
  lines: StaffLine[];
  notes: EngravedNote[];
}

// A staff space of abcjs is two steps of this size.
const step = 3.875;

export function layoutOf(tune: Tune, ticksPerQuarter: number, begin: number): Layout {
  const layout: Layout = { lines: [], notes: [] };
  let time = begin;
  for (const group of tune.engraver.staffgroups) {
    if (!group?.staffs?.length) continue;
    const first = group.staffs[0]!;
    const last = group.staffs.at(-1)!;
    const line: StaffLine = {
      top: first.absoluteY - first.top * step,
      bottom: last.absoluteY - last.bottom * step,
      begin: time,
      end: time,
      stops: [],
      barLines: [],
    };
    // Voices meet at bar lines; what the first one says of their times holds.
    const meetings: number[] = [];
    for (const [v, voice] of group.voices.entries()) {
      let at = time;
      let bar = 0;
      for (const element of voice.children) {
        const duration = element.duration > 0 && element.type !== "bar" ? element.duration * 4 * ticksPerQuarter : 0;
        if (element.type === "bar") {
          if (v === 0) meetings.push(at);
          else at = meetings[bar] ?? at;
          bar += 1;
        }
        const tick = Math.round(at);
        if (element.type === "bar") {
          line.stops.push({ tick, x: element.x });
          line.barLines.push({ tick, x: element.x });
        }
        if (duration > 0 && element.abcelem.rest?.type !== "invisible") {
          line.stops.push({ tick, x: element.x });
          if (!element.abcelem.rest) {
            layout.notes.push({ tick, end: Math.round(at + duration), elements: element.elemset ?? [] });
          }
        }
        at += duration;
      }
      if (v === 0) line.end = Math.round(at);
    }
    // At one time the bar line comes before what follows it; the cursor stands on the latter.
    line.stops.sort((a, b) => a.tick - b.tick || b.x - a.x);
    line.stops = line.stops.filter((stop, k) => k === 0 || stop.tick !== line.stops[k - 1]!.tick);
    time = line.end;
    layout.lines.push(line);
  }
  layout.notes.sort((a, b) => a.tick - b.tick);
  return layout;
}

export function lineOf(layout: Layout, tick: number): StaffLine | undefined {
  return layout.lines.find((line) => tick < line.end) ?? layout.lines.at(-1);
}

export function xOf(line: StaffLine, tick: number): number {
  const next = line.stops.findIndex((stop) => stop.tick > tick);
  if (next === 0) return line.stops[0]!.x;
  const from = line.stops.at(next < 0 ? -1 : next - 1);
  const to = next < 0 ? undefined : line.stops[next];
  if (!from) return 0;
  if (!to) return from.x;
  return from.x + ((to.x - from.x) * (tick - from.tick)) / (to.tick - from.tick);
}

// The part of a line that belongs to ticks, as left and right edge; nothing if none does.
export function spanOf(line: StaffLine, begin: number, end: number): [left: number, right: number] | undefined {
  const from = Math.max(begin, line.begin);
  const to = Math.min(end, line.end);
  if (from >= to || !line.stops.length) return undefined;
  const barLine = (tick: number) => line.barLines.find((each) => each.tick === tick)?.x;
  const left = from === line.begin ? line.stops[0]!.x - 14 : (barLine(from) ?? xOf(line, from) - 8);
  return [left, barLine(to) ?? xOf(line, to) - 4];
}

// The written tick at a place of the page.
export function tickAt(layout: Layout, x: number, y: number): number | undefined {
  let best: StaffLine | undefined;
  let distance = Infinity;
  for (const line of layout.lines) {
    const off = Math.max(line.top - y, y - line.bottom, 0);
    if (off < distance) [best, distance] = [line, off];
  }
  if (!best?.stops.length) return undefined;
  const next = best.stops.findIndex((stop) => stop.x > x);
  if (next === 0) return best.stops[0]!.tick;
  if (next < 0) return Math.max(best.begin, best.end - 1);
  const from = best.stops[next - 1]!;
  const to = best.stops[next]!;
  return Math.min(from.tick + ((to.tick - from.tick) * (x - from.x)) / (to.x - from.x), to.tick - 1);
}
