// The curve of the training on the page beside, or a small one to start.
import { LossChart } from "../chart";
import { Samples } from "../samples";
import { firstWish, nameOf, requestOf, roughly, roughSeconds, type Wish } from "../training_request";
import { resting } from "../../ui/resting";
import type { StepProps } from "./tour";

const small: Wish = { ...firstWish(), epochs: 2, batches: 25, heldOut: ["cs5-4sar"] };

export function TrainingStep({ state, onTrain }: StepProps) {
  const shown = state.shown.value;
  shown?.training.version.value;
  const running = shown !== undefined && shown.training.end === undefined;
  return (
    <>
      <p>
        Each step takes 64 windows and asks for the next note of each. The <b>loss</b> is the mean of −ln <i>p</i>, where <i>p</i> is the
        probability the network had given to the note that came. Then all weights move a little in the direction that would have made
        those notes more probable. Guessing blindly among 79 notes costs ln 79 = {Math.log(79).toFixed(2)} nats; a loss of 2.4 is to be
        as unsure as among e<sup>2.4</sup> = 11 equal notes.
      </p>
      <p>
        After each epoch it is asked about pieces it has not learned from. While that <b>held-out loss</b> falls it learns the language;
        when it rises and the other still falls, it learns the pieces by heart. The level lines are no networks at all: they count what
        followed in other pieces.
      </p>
      {shown ? (
        <>
          <h3>{nameOf(shown.job.request)}</h3>
          <LossChart training={shown.training} />
          <Samples engine={state.engine} training={shown.training} />
        </>
      ) : (
        <p class="faint">No training yet: start a small one and watch.</p>
      )}
      <div class="row">
        <button class={shown ? "" : "main"} {...resting(running || state.starting.value)} onClick={() => void state.start(requestOf(small))}>
          Start a small training ({roughly(roughSeconds(small, state.engine.kind))})
        </button>
        <button onClick={() => onTrain()}>All settings</button>
      </div>
      {state.problem.value && (
        <p class="problem" role="alert">
          {state.problem.value}
        </p>
      )}
    </>
  );
}
