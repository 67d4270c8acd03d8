import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { player } from "../sound/player";
import { End } from "./end";
import { kindName, prepare, type Prepared } from "./items";
import { Made } from "./made";
import { drawRound, newRound, otherRound, roundSize, type Trial } from "./pairs";
import type { Answer } from "./results";
import { TrialView } from "./trial";

type Stage = "before" | "pairs" | "end";

export function Listen({ engine }: { engine: Engine }) {
  const stage = useSignal<Stage>("before");
  const round = useSignal(asked() ?? newRound());
  const answers = useSignal<Answer[]>([]);
  const prepared = useSignal<{ trial: string; found: Prepared } | null>(null);
  const problem = useSignal("");
  const tries = useSignal(0);
  const played = useSignal<number[]>([]);
  const trials = drawRound(round.value);
  const at = answers.value.length;
  const trial = trials[at];
  const which = `${round.value} ${at}`;

  useEffect(() => {
    if (stage.value !== "pairs" || !trial) return;
    let live = true;
    prepared.value = null;
    problem.value = "";
    void prepare(engine, trial)
      .then((found) => {
        if (!live) return;
        prepared.value = { trial: which, found };
        const next = trials[at + 1];
        // So that nobody waits for the next one.
        if (next) void prepare(engine, next).catch(() => undefined);
      })
      .catch((error: Error) => live && (problem.value = error.message));
    return () => {
      live = false;
    };
  }, [stage.value, round.value, at, tries.value]);

  useEffect(() => {
    const listener = () => {
      const number = asked();
      if (number === undefined || stage.value === "pairs") return;
      round.value = number;
      stage.value = "before";
    };
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);

  const begin = (number: number) => {
    player.stop();
    round.value = number;
    answers.value = [];
    stage.value = "pairs";
  };
  const end = () => {
    player.stop();
    played.value = [...played.value, round.value];
    stage.value = "end";
  };
  const answer = (trial: Trial, given: Omit<Answer, "trial">) => {
    answers.value = [...answers.value, { trial, ...given }];
    if (answers.value.length === roundSize) end();
  };
  const again = () => {
    const other = otherRound(round.value);
    begin(played.value.includes(other) ? newRound() : other);
  };

  return (
    <>
      <h1>Listen blind</h1>
      {stage.value === "before" && (
        <div class="before">
          <p class="lead">
            Ten pairs of short pieces for cello. In each, one is by Bach and one was composed by this program, bach. Can you
            tell which is which?
          </p>
          <p>
            Play A and B as often as you like and say which is Bach. It takes about ten minutes, with headphones best. What
            each was comes at the end. Nothing you do here leaves your browser.
          </p>
          <p>
            <button class="main" onClick={() => begin(round.value)}>
              Begin
            </button>
          </p>
        </div>
      )}
      {stage.value === "pairs" && trial && (
        <TrialView
          key={which}
          number={at + 1}
          of={roundSize}
          heading={`${kindName(trial.pair.kind)}, ${trial.pair.bars} bars each`}
          prepared={prepared.value?.trial === which ? prepared.value.found : null}
          problem={problem.value}
          onAnswer={(given) => answer(trial, given)}
          onEnd={end}
          onAgain={() => (tries.value += 1)}
        />
      )}
      {stage.value === "end" && <End engine={engine} round={round.value} answers={answers.value} onAgain={again} />}
      {stage.value !== "pairs" && <Made />}
    </>
  );
}

// The address #/listen/NUMBER is a round that somebody else has heard.
function asked(): number | undefined {
  const found = /^#\/listen\/(\d{1,6})$/.exec(location.hash);
  return found ? Number(found[1]) : undefined;
}
