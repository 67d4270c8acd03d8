// Twenty notes and the one behind them, slid along the piece.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { evenScore, noteName } from "../notes";
import { PlayButton } from "../play_button";
import { SmallRoll } from "../small_roll";
import type { StepProps } from "./tour";
import { columns, findLines, lines, windowSize } from "./tour_piece";

const around = 70;

export function WindowsStep({ state, piece }: StepProps) {
  const { line } = piece;
  const at = useSignal(0);
  useEffect(() => void findLines(state.engine), []);
  const last = line.length - windowSize - 1;
  const begin = Math.min(at.value, last);
  const pitches = line.map((note) => note[2]);
  const question = pitches.slice(begin, begin + windowSize);
  const answer = pitches[begin + windowSize]!;
  const from = Math.max(0, Math.min(begin - 20, line.length - around));
  const { of, pitches: all } = lines.value;
  const windows = all.reduce((sum, each) => sum + Math.max(0, each.length - windowSize), 0);
  return (
    <>
      <p>
        What should the network learn? To go on. A window of {windowSize} notes is a question, the note right behind it the answer. Slide
        it along {piece.title}: each place is another pair to learn from.
      </p>
      <SmallRoll
        class="windowed"
        label={`Notes ${from + 1} to ${from + around}, the window and its answer marked`}
        notes={pitches.slice(from, from + around).map((pitch, k) => ({
          begin: k,
          length: 1,
          pitch,
          mark: markOf(from + k - begin),
        }))}
      />
      <label class="wide">
        The window begins with note {begin + 1}
        <input
          type="range"
          min={0}
          max={last}
          value={begin}
          aria-valuetext={`note ${begin + 1} of ${line.length}`}
          onInput={(event) => (at.value = event.currentTarget.valueAsNumber)}
        />
      </label>
      <p class="chips" aria-label="The question X">
        <b>X</b>{" "}
        {question.map((pitch, k) => (
          <span class="chip" key={k}>
            {noteName(pitch)}
          </span>
        ))}
      </p>
      <p class="chips" aria-label="The answer y">
        <b>y</b> <span class="chip answer">{noteName(answer)}</span>
      </p>
      <div class="row">
        <PlayButton engine={state.engine} title="the window" score={evenScore(question)} label="Play the question" />
        <PlayButton engine={state.engine} title="window and answer" score={evenScore([...question, answer])} label="with its answer" />
      </div>
      <p>
        A piece of {line.length} notes has {line.length} − {windowSize} = <b>{line.length - windowSize}</b> such pairs.{" "}
        {all.length === of ? (
          <>
            All {of} movements together have <b>{windows.toLocaleString("en")}</b>: questions in a block of{" "}
            {windows.toLocaleString("en")} × {windowSize} × {columns} numbers, and as many answers.
          </>
        ) : (
          `Counting those of the other movements: ${all.length} of ${of}.`
        )}
      </p>
    </>
  );
}

function markOf(place: number): string {
  if (place === windowSize) return "answer";
  return place >= 0 && place < windowSize ? "inside" : "outside";
}
