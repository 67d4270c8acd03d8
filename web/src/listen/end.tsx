// The result of a round.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { openScore } from "../piece/open";
import type { Piece } from "../piece/piece";
import { PieceView } from "../piece/piece_view";
import { download } from "../ui/bytes";
import { byGuessing, percent, verdict } from "./chance";
import { letters, prepare, titlesOf, type Letter } from "./items";
import { asCsv, asJson, bachIs, isRight, type Answer } from "./results";

interface Props {
  engine: Engine;
  round: number;
  answers: Answer[];
  onAgain: () => void;
}

export function End({ engine, round, answers, onAgain }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const name = `listen-blind-${round}`;
  return (
    <section class="end" aria-labelledby="end-title">
      <h2 id="end-title" ref={title} tabIndex={-1}>
        {answers.length ? "The result" : "No pair was answered"}
      </h2>
      {answers.length > 0 && <Figures answers={answers} />}
      <div class="row">
        <button class="main" onClick={onAgain}>
          Again with other pairs
        </button>
        {answers.length > 0 && (
          <>
            <button onClick={() => download(`${name}.csv`, asCsv(answers), "text/csv")}>Download CSV</button>
            <button onClick={() => download(`${name}.json`, asJson(round, engine.program, answers), "application/json")}>
              Download JSON
            </button>
          </>
        )}
      </div>
      <p class="faint">
        This was round {round}. For others to hear the same pairs: <a href={`#/listen/${round}`}>#/listen/{round}</a>
      </p>
      <ol class="answers">
        {answers.map((answer, k) => (
          <One key={k} engine={engine} answer={answer} />
        ))}
      </ol>
    </section>
  );
}

function Figures({ answers }: { answers: Answer[] }) {
  const right = answers.filter(isRight).length;
  const fresh = answers.filter((answer) => !answer.knew);
  const freshRight = fresh.filter(isRight).length;
  const of = answers.length;
  return (
    <>
      <p class="figure">
        <strong>
          {right} of {of}
        </strong>{" "}
        right. By guessing one gets {right}
        {right < of && " or more"} {percent(byGuessing(right, of))} of the time.
      </p>
      <p>{verdict(right, of)}</p>
      {fresh.length > 0 && fresh.length < of && (
        <p>
          Of the {fresh.length} pairs in which you knew neither piece: {freshRight} right; by guessing one gets {freshRight}
          {freshRight < fresh.length && " or more"} {percent(byGuessing(freshRight, fresh.length))} of the time.
        </p>
      )}
    </>
  );
}

function One({ engine, answer }: { engine: Engine; answer: Answer }) {
  const titles = useSignal<Record<Letter, string> | null>(null);
  const pieces = useSignal<Record<Letter, Piece> | null>(null);
  const open = useSignal(false);
  const problem = useSignal("");
  const { trial, said, sure, knew, secondsListened } = answer;
  const right = isRight(answer);
  const bach = bachIs(trial);
  const { pair } = trial;

  useEffect(() => {
    void titlesOf(engine, trial).then(
      (found) => (titles.value = found),
      (error: Error) => (problem.value = error.message),
    );
  }, []);
  const show = async () => {
    open.value = !open.value;
    if (!open.value || pieces.value) return;
    try {
      const { items } = await prepare(engine, trial);
      const made = async (letter: Letter) => openScore(engine, items[letter].source.title, items[letter].score);
      pieces.value = { A: await made("A"), B: await made("B") };
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  return (
    <li class="card answer">
      <p class={right ? "right" : "wrong"}>
        <strong>{right ? "Right" : "Wrong"}</strong>: you said {said} is Bach
        {sure && `, ${sure}`}
        {knew && ", and knew one of them"}.
      </p>
      <dl>
        {letters.map((letter) => (
          <div key={letter}>
            <dt>{letter}</dt>
            <dd>
              {letter === bach ? "Bach: " : ""}
              {titles.value?.[letter] ?? "…"}, part{" "}
              {letter === bach ? pair.bach.part : pair.made.part}, heard for {Math.round(secondsListened[letter])} s
              {letter === bach ? (
                <>
                  {" · "}
                  <a href={`#/explore/${pair.bach.movement}`}>whole movement in Explore</a>
                </>
              ) : (
                <>
                  {" · "}
                  <code>
                    bach compose --kind {pair.made.kind} --key "{pair.made.key}" --seed {pair.made.seed} -o piece.mid
                  </code>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <button aria-expanded={open.value} onClick={show}>
        {open.value ? "Hide the scores" : "Look at both with score"}
      </button>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {open.value && !pieces.value && !problem.value && <p class="faint">Engraving both …</p>}
      {open.value &&
        pieces.value &&
        letters.map((letter) => (
          <section key={letter} class="shown" aria-label={`${letter} with score`}>
            <h3>
              {letter}: {letter === bach ? "Bach, " : ""}
              {pieces.value![letter].title}
            </h3>
            <PieceView engine={engine} piece={pieces.value![letter]} />
          </section>
        ))}
    </li>
  );
}
