// The engraved page of a piece: the cursor on it, bars to select and bars that are marked.
import type { Tune } from "abcjs/src/api/abc_tunebook_svg";
import { useSignal, useSignalEffect, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { forAbcjs } from "./for_abcjs";
import { layoutOf, lineOf, spanOf, tickAt, xOf, type Layout } from "./layout";
import { barAt, barCount, pageBars, stretchesOf, ticksOf, type BarRange, type Piece } from "./piece";
import { extended, moved, rangeText } from "./select_bars";
import { say } from "../ui/say";

// Bars with a background of their own; `kind` is a class of piece.css: locked, changed, quoted.
export interface Mark {
  range: BarRange;
  kind: string;
}

export interface EngravingProps {
  piece: Piece;
  // Written tick; nothing sounds where it is null.
  cursor?: ReadonlySignal<number | null>;
  selection?: Signal<BarRange | null>;
  marks?: Mark[];
  // A click, as a written tick.
  onPlace?: (tick: number) => void;
  title?: boolean;
}

const hint = ". Arrow keys choose bars, with Shift several";
const svgSpace = "http://www.w3.org/2000/svg";

export function Engraving({ piece, cursor, selection, marks, onPlace, title = false }: EngravingProps) {
  const box = useRef<HTMLDivElement>(null);
  const layout = useSignal<Layout | null>(null);
  const failed = useSignal("");
  const bars = pageBars(piece.score);

  useEffect(() => {
    const target = box.current!;
    let width = 0;
    let gone = false;
    const engrave = async () => {
      const wide = Math.floor(target.clientWidth);
      if (wide < 50 || wide === width) return;
      width = wide;
      try {
        const { default: renderAbc } = await import("abcjs/src/api/abc_tunebook_svg");
        if (gone || wide !== width) return;
        const tune = renderAbc(target, forAbcjs(withoutHeading(piece.abc, title)), optionsFor(wide, piece))[0] as Tune;
        layout.value = layoutOf(tune, piece.score.ticks_per_quarter, bars[0]?.begin ?? 0);
        failed.value = "";
      } catch (error) {
        failed.value = `The score cannot be engraved: ${(error as Error).message}`;
      }
    };
    const watch = new ResizeObserver(() => void engrave());
    watch.observe(target);
    return () => {
      gone = true;
      watch.disconnect();
    };
  }, [piece.abc, title]);

  useEffect(() => {
    if (layout.value) drawMarks(box.current!, layout.value, piece, marks ?? [], "mark");
  }, [layout.value, marks]);
  useSignalEffect(() => {
    const chosen = selection?.value;
    if (layout.value)
      drawMarks(box.current!, layout.value, piece, chosen ? [{ range: chosen, kind: "" }] : [], "chosen");
  });
  useSignalEffect(() => {
    const at = cursor?.value ?? null;
    if (layout.value) moveCursor(box.current!, layout.value, at);
  });

  const place = (event: MouseEvent) => {
    const svg = box.current?.querySelector("svg");
    if (!svg || !layout.value) return undefined;
    const frame = svg.getBoundingClientRect();
    return tickAt(layout.value, event.clientX - frame.left, event.clientY - frame.top);
  };
  const anchor = useRef<number | null>(null);
  const onPointerDown = (event: PointerEvent) => {
    // A finger may be about to scroll: it chooses by a tap.
    if (event.pointerType !== "touch" && event.button === 0) choose(event, event.shiftKey);
  };
  const onClick = (event: MouseEvent) => {
    if ((event as PointerEvent).pointerType !== "touch") return;
    // A second tap goes on from the first.
    const chosen = selection?.value;
    choose(event, chosen !== null && chosen?.from === chosen?.to);
    onPointerUp();
  };
  const choose = (event: MouseEvent, further: boolean) => {
    const tick = place(event);
    const bar = tick === undefined ? undefined : barAt(bars, tick)?.number;
    if (tick === undefined || bar === undefined) return;
    if (selection) {
      const chosen = selection.value;
      selection.value = further && chosen ? extended(chosen, bar) : { from: bar, to: bar };
      anchor.current = further && chosen ? chosen.from : bar;
    }
    onPlace?.(tick);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!selection || anchor.current === null || !(event.buttons & 1)) return;
    const tick = place(event);
    const bar = tick === undefined ? undefined : barAt(bars, tick)?.number;
    if (bar !== undefined) selection.value = { from: Math.min(anchor.current, bar), to: Math.max(anchor.current, bar) };
  };
  const onPointerUp = () => {
    if (anchor.current !== null && selection?.value) say(`${rangeText(selection.value)} chosen`);
    anchor.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!selection) return;
    const next = moved(selection.value, event, bars);
    if (next === undefined) return;
    event.preventDefault();
    selection.value = next;
    say(next ? `${rangeText(next)} chosen` : "No bars chosen");
    const begin = next && ticksOf(bars, next)?.[0];
    if (typeof begin === "number") onPlace?.(begin);
  };

  const lines = Math.max(1, Math.ceil(bars.length / 4));
  return (
    <div
      class="engraving"
      role={selection ? "application" : "img"}
      aria-label={`Score of ${piece.title}, ${barCount(bars)} bars${selection ? hint : ""}`}
      tabIndex={selection ? 0 : undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {failed.value && (
        <p class="problem" role="alert">
          {failed.value}
        </p>
      )}
      <div class={`sheet ${layout.value ? "" : `waiting lines-${Math.min(lines, 12)}`}`} ref={box} aria-hidden="true" />
    </div>
  );
}

function optionsFor(width: number, piece: Piece): Record<string, unknown> {
  const narrow = width < 600;
  return {
    add_classes: true,
    ariaLabel: `Score of ${piece.title}`,
    staffwidth: width - 24,
    paddingleft: 12,
    paddingright: 12,
    paddingtop: 4,
    paddingbottom: 8,
    foregroundColor: "currentColor",
    selectTypes: false,
    wrap: { minSpacing: narrow ? 1.15 : 1.35, maxSpacing: 2.6, preferredMeasuresPerLine: narrow ? 2 : 4 },
    format: {
      titlefont: "Georgia 18",
      composerfont: "Georgia italic 13",
      partsfont: "Georgia 13",
      tempofont: "Georgia 13",
    },
  };
}

// The page has title and composer beside the score; they are engraved where it is printed.
function withoutHeading(abc: string, keep: boolean): string {
  return keep ? abc : abc.replace(/^[TC]:.*\n/gm, "");
}

function under(box: HTMLElement, name: string): SVGGElement | undefined {
  const svg = box.querySelector("svg");
  if (!svg) return undefined;
  let group = svg.querySelector<SVGGElement>(`g.${name}`);
  if (!group) {
    group = document.createElementNS(svgSpace, "g");
    group.setAttribute("class", name);
    svg.prepend(group);
  }
  return group;
}

function rect(parent: Element, x: number, y: number, width: number, height: number, name: string): SVGRectElement {
  const made = document.createElementNS(svgSpace, "rect");
  for (const [key, value] of Object.entries({ x, y, width, height, rx: 4 })) made.setAttribute(key, String(value));
  made.setAttribute("class", name);
  parent.append(made);
  return made;
}

function drawMarks(box: HTMLElement, layout: Layout, piece: Piece, marks: Mark[], name: string) {
  const group = under(box, `bars-${name}`);
  if (!group) return;
  group.replaceChildren();
  const bars = pageBars(piece.score);
  for (const { range, kind } of marks) {
    for (const [stretch, line] of stretchesOf(bars, range).flatMap((each) =>
      layout.lines.map((line) => [each, line] as const),
    )) {
      const span = spanOf(line, ...stretch);
      if (span) rect(group, span[0], line.top - 6, span[1] - span[0], line.bottom - line.top + 12, `${name} ${kind}`);
    }
  }
}

function moveCursor(box: HTMLElement, layout: Layout, tick: number | null) {
  const group = under(box, "cursor-place");
  if (!group) return;
  for (const element of box.querySelectorAll(".sounding")) element.classList.remove("sounding");
  group.replaceChildren();
  if (tick === null) return;
  const line = lineOf(layout, tick);
  if (!line) return;
  rect(group, xOf(line, tick) - 2, line.top - 8, 14, line.bottom - line.top + 16, "cursor");
  for (const note of layout.notes) {
    if (note.tick > tick) break;
    if (tick < note.end) for (const element of note.elements) element?.classList.add("sounding");
  }
}
