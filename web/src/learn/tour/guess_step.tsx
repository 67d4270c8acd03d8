// What two networks expect of each note, beside what Bach wrote.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "../../engine/engine";
import type { ExpectedNote } from "../../engine/types";
import { noteName } from "../notes";
import { evenScore } from "../notes";
import { PlayButton } from "../play_button";
import { resting } from "../../ui/resting";
import { Bars } from "./bars";
import type { StepProps } from "./tour";
import { ownModel, shippedModel, type TourModel } from "./tour_model";
import { lineScore, windowSize, type TourPiece } from "./tour_piece";

const looked = 84;

interface Guess {
  probability: number;
  expected: [pitch: number, probability: number][];
}

export function GuessStep({ state, piece }: StepProps) {
  const own = ownModel(state);
  const asked = [...(own ? [own] : []), shippedModel];
  const guesses = useSignal<Map<string, Map<number, Guess>>>(new Map());
  const problem = useSignal("");
  const at = useSignal(windowSize);
  useEffect(() => {
    const stop = new AbortController();
    void (async () => {
      const found = new Map<string, Map<number, Guess>>();
      for (const model of asked) {
        const answers = await guessesOf(state.engine, model, piece, stop.signal);
        if (stop.signal.aborted) return;
        found.set(model.name, answers);
        guesses.value = new Map(found);
      }
    })().catch((error: Error) => !stop.signal.aborted && (problem.value = error.message));
    return () => stop.abort();
  }, [piece, own?.base64]);
  const last = Math.min(looked, piece.line.length) - 1;
  const note = Math.min(at.value, last);
  const bar = barOf(piece, note);
  const pitch = piece.line[note]![2];
  return (
    <>
      <p>
        Before each note of {piece.title} the network is asked what comes, and only then told. Tall bars: it saw the note coming. Choose
        a note to see what else it thought of.
      </p>
      {!own && <p class="notice">Train a network in the step before, to see its guesses beside those of the model in the program.</p>}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="row">
        <button onClick={() => (at.value = Math.max(0, bar.from - 1))} {...resting(bar.from === 0)}>
          ← Bar before
        </button>
        <span>Bar {bar.number}</span>
        <button onClick={() => (at.value = Math.min(last, bar.to))} {...resting(bar.to > last)}>
          Next bar →
        </button>
        <PlayButton
          engine={state.engine}
          title="up to this note"
          score={evenScore(piece.line.slice(Math.max(0, note - windowSize), note + 1).map((each) => each[2]))}
          label="Play up to this note"
        />
      </div>
      <div class="columns scroll" role="group" aria-label={`Notes of bar ${bar.number}`} tabIndex={0}>
        {range(bar.from, Math.min(bar.to, last + 1)).map((k) => (
          <button
            key={k}
            class="column"
            aria-pressed={k === note}
            aria-label={`Note ${k + 1}, ${noteName(piece.line[k]![2])}: ${asked
              .map(({ name }) => `${percent(guesses.value.get(name)?.get(k)?.probability)} by ${name}`)
              .join(", ")}`}
            onClick={() => (at.value = k)}
          >
            <svg viewBox="0 0 30 100" width="30" height="100" aria-hidden="true">
              {asked.map(({ name, base64 }, m) => {
                const height = (guesses.value.get(name)?.get(k)?.probability ?? 0) * 100;
                return (
                  <rect key={name} class={base64 ? "own" : "shipped"} x={3 + m * 13} width={11} y={100 - height} height={height} />
                );
              })}
            </svg>
            <span>{noteName(piece.line[k]![2])}</span>
          </button>
        ))}
      </div>
      <p aria-live="polite">
        Note {note + 1} is <b>{noteName(pitch)}</b>.
      </p>
      <div class="beside">
        {asked.map((model) => {
          const guess = guesses.value.get(model.name)?.get(note);
          return (
            <section key={model.name} aria-label={`Expected by ${model.name}`}>
              <h3 class={model.base64 ? "own-name" : "shipped-name"}>{model.base64 ? model.name : "The model in the program"}</h3>
              <GuessOf guess={guess} pitch={pitch} waiting={!guesses.value.has(model.name)} early={note < windowSize} />
            </section>
          );
        })}
      </div>
    </>
  );
}

function GuessOf({ guess, pitch, waiting, early }: { guess: Guess | undefined; pitch: number; waiting: boolean; early: boolean }) {
  if (waiting) return <p class="faint">Asking…</p>;
  if (!guess) return <p class="faint">{early ? `It needs ${windowSize} notes before it can guess.` : "Nothing to tell of this note."}</p>;
  return (
    <>
      <Bars
        bars={guess.expected.slice(0, 5).map(([each, probability]) => ({
          name: noteName(each),
          share: probability,
          marked: each === pitch,
        }))}
        marks="what Bach wrote"
      />
      <p class="faint">
        It gave {percent(guess.probability)} to what Bach wrote: {(-Math.log2(Math.max(guess.probability, 1e-6))).toFixed(1)} bits of
        surprise.
      </p>
    </>
  );
}

async function guessesOf(engine: StepProps["state"]["engine"], model: TourModel, piece: TourPiece, signal: AbortSignal) {
  const count = Math.min(looked, piece.line.length);
  const [told] = await ask(
    engine,
    {
      version: 1,
      request: "expect",
      music: { score: lineScore(piece, count) },
      first: 1,
      notes: count,
      ...(model.base64 && { model: { base64: model.base64 } }),
    },
    "expectation",
    signal,
  );
  const found = new Map<number, Guess>();
  told?.notes.forEach((note, k) => {
    // A model that reads whole pieces may order notes that begin together in another way.
    const place = piece.line[k]?.[2] === note.pitch ? k : placeOf(note, piece);
    if (place >= 0 && note.expected && note.pitch_bits !== null) {
      found.set(place, { probability: 2 ** -note.pitch_bits, expected: note.expected });
    }
  });
  return found;
}

function placeOf({ begin, pitch }: ExpectedNote, { line, score }: TourPiece): number {
  return line.findIndex((each) => each[2] === pitch && Math.abs(each[0] / score.ticks_per_quarter - begin) < 0.02);
}

// The notes of the bar in which one stands: from .. before to.
function barOf({ line, score }: TourPiece, note: number): { number: number; from: number; to: number } {
  const [upper, lower] = (score.metres[0]?.[1] ?? "4/4").split("/").map(Number);
  const ticks = (score.ticks_per_quarter * 4 * (upper ?? 4)) / (lower ?? 4);
  const of = (k: number) => Math.floor(line[k]![0] / ticks);
  let from = note;
  while (from > 0 && of(from - 1) === of(note)) from--;
  let to = note + 1;
  while (to < line.length && of(to) === of(note)) to++;
  return { number: of(note) + 1, from, to };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}

export function percent(share: number | undefined): string {
  if (share === undefined) return "no guess";
  return share < 0.01 ? "less than 1 %" : `${Math.round(share * 100)} %`;
}
