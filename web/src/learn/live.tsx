// The training that is shown: how far it is, its curves, what it plays, and what to do with it.
import type { Engine } from "../engine/engine";
import { bytesOf, download } from "../ui/bytes";
import { resting } from "../ui/resting";
import { LossChart } from "./chart";
import { ComposeWith } from "./compose_with";
import { Samples } from "./samples";
import type { LearnState, Shown } from "./state";
import { nameOf, presetOf, roughly } from "./training_request";

export function Live({ state }: { state: LearnState }) {
  const shown = state.shown.value;
  if (!shown) {
    return (
      <section class="card live" aria-labelledby="live-title">
        <h2 id="live-title">No training yet</h2>
        <p class="faint">
          Start one and its losses appear here step by step, with a sample to hear after each epoch. It goes on when you leave this
          page or load it again.
        </p>
      </section>
    );
  }
  shown.training.version.value;
  return (
    <section class="card live" aria-labelledby="live-title">
      <h2 id="live-title">{nameOf(shown.job.request)}</h2>
      <Progress shown={shown} />
      {state.lost.value && (
        <p class="problem" role="alert">
          The training cannot be seen at the moment; trying again.
        </p>
      )}
      <Controls state={state} shown={shown} />
      <LossChart training={shown.training} />
      {shown.training.warnings.map((message) => (
        <p class="faint notice" key={message}>
          {message}
        </p>
      ))}
      <Samples engine={state.engine} training={shown.training} />
      {shown.training.model && (
        <ComposeWith engine={state.engine} model={shown.training.model} preset={presetOf(shown.job.request)} />
      )}
    </section>
  );
}

function Progress({ shown: { training, mine } }: { shown: Shown }) {
  const { step, steps, end } = training;
  const left = training.secondsLeft();
  const best = training.best;
  return (
    <div class="progress-line">
      {end === undefined && <progress aria-label="Training" value={step} max={Math.max(1, steps)} />}
      <p class="state">
        {words(end)}
        {steps > 0 && ` ${step} of ${steps} steps.`}
        {end === undefined && left !== undefined && ` ${capital(roughly(left))} to go.`}
        {best !== undefined && ` Held-out loss at best ${best.toFixed(3)} nats per note.`}
        {!mine && " Begun by another visitor."}
      </p>
      {training.problem && (
        <p class="problem" role="alert">
          {training.problem}
        </p>
      )}
    </div>
  );
}

function words(end: string | undefined): string {
  switch (end) {
    case undefined:
      return "Training.";
    case "finished":
      return "Finished.";
    case "stopped_early":
      return "Stopped early: the held-out loss fell no more.";
    case "stopped":
      return "Stopped.";
    default:
      return "Ended.";
  }
}

function Controls({ state, shown: { training, mine, job } }: { state: LearnState; shown: Shown }) {
  training.version.value;
  const running = training.end === undefined;
  const { checkpoint, model } = training;
  const resumable = !running && checkpoint !== undefined && training.end !== "finished";
  return (
    <div class="row controls">
      {running && <StopButtons engine={state.engine} state={state} />}
      {resumable && (
        <button onClick={() => void state.resume()} {...resting(state.starting.value)}>
          Resume from step {checkpoint.step}
        </button>
      )}
      {model && (
        <button onClick={() => download("model.safetensors", bytesOf(model), "application/octet-stream")}>Save model</button>
      )}
      {checkpoint && (
        <button
          onClick={() =>
            download(`step-${String(checkpoint.step).padStart(10, "0")}.safetensors`, bytesOf(checkpoint.base64), "application/octet-stream")
          }
        >
          Save checkpoint
        </button>
      )}
      {!running && model && !mine && state.kept.value !== job.id && (
        <button onClick={() => void state.keep()}>Keep among my models</button>
      )}
      {state.kept.value === job.id && <span class="faint">The model is kept among your models.</span>}
    </div>
  );
}

function StopButtons({ engine, state }: { engine: Engine; state: LearnState }) {
  if (engine.kind === "server") return <button onClick={() => state.stop("now")}>Stop</button>;
  const { stopping } = state;
  return (
    <>
      <button onClick={() => state.stop("epoch")} {...resting(stopping.value)}>
        {stopping.value ? "Stops after this epoch" : "Stop after this epoch"}
      </button>
      <button onClick={() => state.stop("now")}>Stop at once</button>
      <span class="faint">At once keeps what was reached by the last whole epoch.</span>
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
