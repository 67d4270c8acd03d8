// The piano roll: pitch over written time, coloured by surprise, with keys and chords below on the same axis.
import { useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { reducedMotion } from "../ui/media";
import { say } from "../ui/say";
import type { Harmony } from "./harmony";
import { keyName, pitchName, type PageBar, type PageNote } from "./piece";

export interface RollProps {
  label: string;
  notes: PageNote[];
  bars: PageBar[];
  ticksPerQuarter: number;
  // Written ticks there are room for; by default as far as the bars go.
  end?: number;
  // Bits by index of the note.
  surprise?: ReadonlyMap<number, number> | null;
  harmony?: Harmony | null;
  // Keeps room for keys and chords that are still to come.
  room?: boolean;
  cursor?: ReadonlySignal<number | null>;
  // Scrolls along with the last note, while notes are written.
  follow?: boolean;
  // Index of the note that is looked at.
  chosen?: number | null;
  onNote?: (note: PageNote) => void;
  // Spells pitches.
  keyOf?: string;
}

const row = 7;
const quarterWidth = 34;
const gutter = 44;
const foot = 44;

export function surpriseClass(bits: number | undefined): string {
  if (bits === undefined) return "unknown";
  return `surprise-${Math.min(5, Math.floor(bits / 1.6))}`;
}

export function Roll(props: RollProps) {
  const { notes, bars, ticksPerQuarter, cursor, chosen, onNote, harmony } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const line = useRef<SVGLineElement>(null);
  const low = Math.min(...notes.map((note) => note.pitch), 43) - 2;
  const high = Math.max(...notes.map((note) => note.pitch), 62) + 2;
  const end = Math.max(props.end ?? 0, bars.at(-1)?.end ?? 0, ...notes.map((note) => note.onset + note.duration), 1);
  const x = (tick: number) => (tick / ticksPerQuarter) * quarterWidth;
  const width = Math.ceil(x(end)) + 8;
  const height = (high - low + 1) * row;
  const whole = height + (harmony || props.room ? foot : 0);

  useSignalEffect(() => {
    const at = cursor?.value ?? null;
    const mark = line.current;
    const box = scroller.current;
    if (!mark || !box) return;
    mark.classList.toggle("off", at === null);
    if (at === null) return;
    mark.setAttribute("x1", String(x(at)));
    mark.setAttribute("x2", String(x(at)));
    const seen = box.clientWidth - gutter;
    if (x(at) < box.scrollLeft || x(at) > box.scrollLeft + seen * 0.85) {
      box.scrollTo({ left: x(at) - seen * 0.15, behavior: reducedMotion.peek() ? "instant" : "smooth" });
    }
  });

  useEffect(() => {
    const last = notes.at(-1);
    const box = scroller.current;
    if (props.follow && last && box) box.scrollLeft = x(last.onset + last.duration) - (box.clientWidth - gutter) * 0.9;
  }, [notes]);

  const noteAt = (event: MouseEvent) => {
    const frame = (event.currentTarget as Element).getBoundingClientRect();
    const tick = ((event.clientX - frame.left) / quarterWidth) * ticksPerQuarter;
    const pitch = high - (event.clientY - frame.top) / row + 0.5;
    let best: PageNote | undefined;
    let distance = 3.5;
    for (const note of notes) {
      const off = Math.max(note.onset - tick, tick - note.onset - note.duration, 0) / (ticksPerQuarter / 4);
      const far = off + Math.abs(note.pitch - pitch);
      if (far < distance) [best, distance] = [note, far];
    }
    return best;
  };
  const choose = (note: PageNote | undefined) => {
    if (!note || !onNote) return;
    onNote(note);
    const left = x(note.onset);
    const box = scroller.current!;
    if (left < box.scrollLeft || left > box.scrollLeft + box.clientWidth - gutter - 40) box.scrollLeft = left - 120;
    const bits = props.surprise?.get(note.index);
    say(`${pitchName(note.pitch, props.keyOf)}${bits === undefined ? "" : `, surprise ${bits.toFixed(1)} bits`}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onNote || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = chosen ?? -1;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: notes.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(notes[Math.min(notes.length - 1, Math.max(0, next))]);
  };

  return (
    <div class="roll-frame">
      <svg class="roll-names" width={gutter} height={whole} aria-hidden="true">
        {names(low, high).map((pitch) => (
          <text key={pitch} x={gutter - 8} y={(high - pitch) * row + row / 2 + 4} text-anchor="end">
            {pitchName(pitch)}
          </text>
        ))}
        {harmony && (
          <>
            <text x={gutter - 8} y={height + 17} text-anchor="end">
              chord
            </text>
            <text x={gutter - 8} y={height + 37} text-anchor="end">
              key
            </text>
          </>
        )}
      </svg>
      <div
        class="roll"
        ref={scroller}
        tabIndex={0}
        role={onNote ? "application" : "img"}
        aria-label={`${props.label}, ${notes.length} notes${onNote ? ". Arrow keys go from note to note" : ""}`}
        onKeyDown={onKeyDown}
      >
        <svg
          width={width}
          height={whole}
          class={onNote ? "clickable" : ""}
          onClick={(event) => choose(noteAt(event))}
          aria-hidden="true"
        >
          <Ground low={low} high={high} width={width} bars={bars} x={x} height={height} whole={whole} />
          <Notes notes={notes} surprise={props.surprise ?? null} high={high} x={x} chosen={chosen ?? null} />
          {harmony && <HarmonyTrack harmony={harmony} x={x} top={height} />}
          <line ref={line} class="roll-cursor off" y1={0} y2={whole} />
        </svg>
      </div>
    </div>
  );
}

type ToX = (tick: number) => number;

function names(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, k) => low + k).filter(
    (pitch) => pitch % 12 === 0 || pitch % 12 === 7,
  );
}

const black = new Set([1, 3, 6, 8, 10]);

const Ground = memo(
  ({
    low,
    high,
    width,
    bars,
    x,
    height,
    whole,
  }: {
    low: number;
    high: number;
    width: number;
    bars: PageBar[];
    x: ToX;
    height: number;
    whole: number;
  }) => (
    <g>
      {Array.from({ length: high - low + 1 }, (_, k) => high - k).map((pitch, k) =>
        black.has(pitch % 12) ? (
          <rect key={pitch} class="roll-row" x={0} y={k * row} width={width} height={row} />
        ) : null,
      )}
      {bars.map((bar) => (
        <g key={bar.begin}>
          <line class="roll-bar" x1={x(bar.begin)} x2={x(bar.begin)} y1={0} y2={whole} />
          <text class="roll-number" x={x(bar.begin) + 3} y={11}>
            {bar.number}
          </text>
        </g>
      ))}
      <line class="roll-bar" x1={0} x2={width} y1={height} y2={height} />
    </g>
  ),
  (a, b) => a.low === b.low && a.high === b.high && a.width === b.width && a.bars === b.bars && a.whole === b.whole,
);

function Notes({
  notes,
  surprise,
  high,
  x,
  chosen,
}: {
  notes: PageNote[];
  surprise: ReadonlyMap<number, number> | null;
  high: number;
  x: ToX;
  chosen: number | null;
}) {
  return useMemo(
    () => (
      <g>
        {notes.map((note) => (
          <rect
            key={note.index}
            class={`note ${surpriseClass(surprise?.get(note.index))} ${note.index === chosen ? "looked-at" : ""}`}
            x={x(note.onset)}
            y={(high - note.pitch) * row + 0.5}
            width={Math.max(3, x(note.duration) - 1)}
            height={row - 1}
            rx={2}
          />
        ))}
      </g>
    ),
    [notes, surprise, high, chosen],
  );
}

function HarmonyTrack({ harmony, x, top }: { harmony: Harmony; x: ToX; top: number }) {
  return (
    <g class="harmony">
      {harmony.chords.map((chord) => (
        <g key={chord.begin}>
          <title>{`${chord.symbol} in ${keyName(chord.key)}`}</title>
          <line x1={x(chord.begin)} x2={x(chord.begin)} y1={top + 4} y2={top + 22} />
          {x(chord.end - chord.begin) > 9 * chord.numeral.length - 4 && (
            <text x={x(chord.begin) + 3} y={top + 17}>
              {chord.numeral}
            </text>
          )}
        </g>
      ))}
      {harmony.keys.map((key, k) => (
        <g key={key.begin}>
          <rect
            class={`key-stretch ${k % 2 ? "odd" : ""}`}
            x={x(key.begin)}
            y={top + 24}
            width={x(key.end - key.begin)}
            height={18}
          />
          <text class="key-name" x={x(key.begin) + 4} y={top + 37}>
            {keyName(key.key)}
          </text>
        </g>
      ))}
    </g>
  );
}

export function SurpriseLegend() {
  return (
    <p class="legend faint">
      Colour: as the model expected
      <svg width={6 * 16} height={12} aria-hidden="true">
        {[0, 1, 2, 3, 4, 5].map((k) => (
          <rect key={k} class={`note surprise-${k}`} x={k * 16} y={1} width={15} height={10} rx={2} />
        ))}
      </svg>
      surprising
    </p>
  );
}
