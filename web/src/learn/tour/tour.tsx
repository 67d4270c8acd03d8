// How a network learns music, step by step, on real notes.
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { LearnState } from "../state";
import type { Wish } from "../training_request";
import { FurtherStep } from "./further_step";
import { GuessStep } from "./guess_step";
import { HistogramStep } from "./histogram_step";
import { MatrixStep } from "./matrix_step";
import { NetworkStep } from "./network_step";
import { NotesStep } from "./notes_step";
import { SampleStep } from "./sample_step";
import { tourPiece, type TourPiece } from "./tour_piece";
import { TrainingStep } from "./training_step";
import { WindowsStep } from "./windows_step";

export interface StepProps {
  state: LearnState;
  piece: TourPiece;
  onPiece: (piece: TourPiece) => void;
  // Leaves for the training form, with these settings.
  onTrain: (wish?: Partial<Wish>) => void;
}

const steps: [string, ComponentType<StepProps>][] = [
  ["A piece is a list of notes", NotesStep],
  ["The list becomes a matrix", MatrixStep],
  ["Windows: twenty notes and the next", WindowsStep],
  ["What there is to learn from", HistogramStep],
  ["The network", NetworkStep],
  ["Training", TrainingStep],
  ["What it expects, note by note", GuessStep],
  ["Sampling by hand", SampleStep],
  ["Going further", FurtherStep],
];

export function Tour({ state, onTrain }: { state: LearnState; onTrain: StepProps["onTrain"] }) {
  const at = useSignal(0);
  const piece = useSignal<TourPiece | undefined>(undefined);
  const problem = useSignal("");
  const list = useRef<HTMLOListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    tourPiece(state.engine, { movement: "cs1-1pre" }, "cs1-1pre").then(
      (found) => (piece.value = found),
      (error: Error) => (problem.value = error.message),
    );
  }, []);
  const go = (step: number) => {
    at.value = step;
    requestAnimationFrame(() => {
      heading.current?.focus();
      list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    });
  };
  const [title, Step] = steps[at.value]!;
  return (
    <div class="tour">
      <nav aria-label="Steps of the tour">
        <ol ref={list}>
          {steps.map(([name], k) => (
            <li key={name}>
              <button class="quiet" aria-current={k === at.value ? "step" : undefined} onClick={() => go(k)}>
                {name}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section class="card step" aria-labelledby="step-title">
        <p class="faint count">
          Step {at.value + 1} of {steps.length}
        </p>
        <h2 id="step-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <div class="step-body">
          {piece.value && (
            <Step key={title} state={state} piece={piece.value} onPiece={(next) => (piece.value = next)} onTrain={onTrain} />
          )}
        </div>
        <div class="row turn">
          <button onClick={() => go(at.value - 1)} disabled={at.value === 0}>
            ← Back
          </button>
          <button class="main" onClick={() => go(at.value + 1)} disabled={at.value === steps.length - 1}>
            Next →
          </button>
        </div>
      </section>
    </div>
  );
}
