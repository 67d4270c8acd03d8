// What the model expected at one note, and what Bach wrote.
import { useEffect, useRef } from "preact/hooks";
import type { ExpectedNote } from "../engine/types";
import { barAt, pitchName, type PageBar, type PageNote } from "../piece/piece";
import { player } from "../sound/player";
import { inWords, share } from "./words";

interface Props {
  note: PageNote;
  read: ExpectedNote | undefined;
  bars: PageBar[];
  ticksPerQuarter: number;
  keyOf: string;
  program: number;
  // How many bars a continuation is to have.
  length: number;
  onLength: (bars: number) => void;
  onBranch: (pitch: number) => void;
  onStep: (by: -1 | 1) => void;
}

const mostShown = 8;

export function placeOf(note: PageNote, bars: PageBar[], ticksPerQuarter: number): string {
  const bar = barAt(bars, note.onset);
  if (!bar) return "";
  const beat = (note.onset - bar.begin) / ticksPerQuarter + 1;
  const offset = bar.number === 0 ? "" : `, quarter ${Number(beat.toFixed(2))}`;
  return bar.number === 0 ? "upbeat" : `bar ${bar.number}${offset}`;
}

export function Expected(props: Props) {
  const { note, read, bars, ticksPerQuarter, keyOf, program, length } = props;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = panel.current?.getBoundingClientRect();
    if (box && (box.top > innerHeight - 120 || box.bottom < 80)) panel.current!.scrollIntoView({ block: "nearest" });
  }, [note]);
  const shown = (read?.expected ?? []).slice(0, mostShown);
  const written = read?.expected.find(([pitch]) => pitch === note.pitch);
  if (read && !shown.some(([pitch]) => pitch === note.pitch)) shown.push(written ?? [note.pitch, 0]);
  const most = Math.max(...shown.map(([, probability]) => probability), 0.001);
  return (
    <section class="card expected" ref={panel} aria-labelledby="expected-title">
      <header class="row">
        <h3 id="expected-title">
          {pitchName(note.pitch, keyOf)} <span class="faint">in {placeOf(note, bars, ticksPerQuarter)}</span>
        </h3>
        <span class="row steps">
          <button class="quiet" onClick={() => props.onStep(-1)}>
            ← Note before
          </button>
          <button class="quiet" onClick={() => props.onStep(1)}>
            Next note →
          </button>
        </span>
      </header>
      {!read ? (
        <p class="faint">The model says nothing of this note.</p>
      ) : (
        <>
          <p>
            Pitch: {read.pitch_bits!.toFixed(1)} bits of surprise; {inWords(read.pitch_bits!)}.
            {read.rhythm_bits !== null && (
              <>
                {" "}
                When it comes and how long it lasts: {read.rhythm_bits.toFixed(1)} bits; {inWords(read.rhythm_bits)}.
              </>
            )}
          </p>
          <p class="faint" id="expected-help">
            Choose a note to hear where it would lead: the model goes on from there for{" "}
            <select
              aria-label="Bars to go on for"
              value={String(length)}
              onChange={(event) => props.onLength(Number(event.currentTarget.value))}
            >
              {[2, 4, 8].map((bars) => (
                <option key={bars} value={String(bars)}>
                  {bars} bars
                </option>
              ))}
            </select>
          </p>
          <ul class="alternatives" aria-describedby="expected-help">
            {shown.map(([pitch, probability]) => {
              const isBachs = pitch === note.pitch;
              return (
                <li key={pitch}>
                  <button
                    class={isBachs ? "bachs" : ""}
                    onClick={() => {
                      void player.strike(pitch, program);
                      props.onBranch(pitch);
                    }}
                  >
                    <span class="name">{pitchName(pitch, keyOf)}</span>
                    <meter min={0} max={most} value={probability} aria-hidden="true" />
                    <span class="share">{probability ? share(probability) : "below 0.1 %"}</span>
                    <span class="who">{isBachs ? "Bach wrote this" : ""}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}
