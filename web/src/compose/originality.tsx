// Whether a piece is its own: the longest run of notes that it shares with Bach, both side by side.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, Problem, type Engine } from "../engine/engine";
import type { BarRange, Piece } from "../piece/piece";
import { Engraving } from "../piece/engraving";
import { excerpt } from "../piece/excerpt";
import { musicOf } from "../piece/harmony";
import { playableOf } from "../piece/piece_view";
import { rangeText } from "../piece/select_bars";
import { player } from "../sound/player";

interface Bars {
  from_bar: number;
  to_bar: number;
}
interface Verdict {
  longest_run: number;
  verdict: "own" | "copied";
  at?: Bars;
  source?: Bars & { name: string; title: string };
}

interface Props {
  engine: Engine;
  piece: Piece;
  // The bars in question, while they are compared.
  onQuote: (range: BarRange | null) => void;
}

function rangeOf({ from_bar, to_bar }: Bars): BarRange {
  return { from: from_bar, to: to_bar };
}

export function Originality({ engine, piece, onQuote }: Props) {
  const verdict = useSignal<Verdict | null>(null);
  const problem = useSignal("");
  const pair = useSignal<[Piece, Piece] | null>(null);
  const open = useSignal(false);
  const unknown = useSignal(false);

  useEffect(() => {
    const stop = new AbortController();
    verdict.value = pair.value = null;
    open.value = false;
    problem.value = "";
    onQuote(null);
    ask(engine, { version: 1, request: "originality", music: musicOf(piece) }, "originality", stop.signal).then(
      ([event]) => (verdict.value = event as unknown as Verdict),
      (error: Problem) => {
        // An engine that does not know the request.
        if (error.argument === "request") unknown.value = true;
        else if (!stop.signal.aborted) problem.value = error.message;
      },
    );
    return () => stop.abort();
  }, [piece]);

  const compare = async () => {
    const { at, source } = verdict.value!;
    if (!at || !source) return;
    open.value = !open.value;
    onQuote(open.value ? rangeOf(at) : null);
    if (!open.value || pair.value) return;
    try {
      const [bach] = await ask(
        engine,
        { version: 1, request: "inspect", music: { movement: source.name } },
        "inspection",
      );
      pair.value = [
        await excerpt(engine, piece.score, rangeOf(at), `This take, ${rangeText(rangeOf(at)).toLowerCase()}`),
        await excerpt(
          engine,
          bach!.score,
          rangeOf(source),
          `${source.title}, ${rangeText(rangeOf(source)).toLowerCase()}`,
        ),
      ];
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };

  const found = verdict.value;
  if (unknown.value) return null;
  return (
    <div class="originality">
      {!found && !problem.value && <p class="faint">Comparing it with all of Bach’s music here …</p>}
      {found && (
        <p>
          <strong class={found.verdict === "own" ? "own" : "copied-notes"}>
            {found.verdict === "own" ? "Its own." : "Copied."}
          </strong>{" "}
          {found.source
            ? `The longest run that it shares with Bach has ${found.longest_run} notes; 18 or more would be a copy. `
            : "It shares no run of notes with Bach. "}
          {found.source && (
            <button class="quiet small" aria-expanded={open.value} onClick={() => void compare()}>
              {open.value ? "Hide the bars" : "Compare the bars"}
            </button>
          )}
        </p>
      )}
      {open.value && (
        <div class="pair">
          {pair.value
            ? pair.value.map((part) => (
                <figure key={part.title}>
                  <figcaption>
                    {part.title}{" "}
                    <button
                      class="quiet small"
                      onClick={() => void player.play(playableOf(part))}
                      aria-label={`Play ${part.title}`}
                    >
                      ▶
                    </button>
                  </figcaption>
                  <Engraving piece={part} />
                </figure>
              ))
            : !problem.value && <p class="faint">Looking the bars up …</p>}
        </div>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          It cannot be compared with Bach: {problem.value}
        </p>
      )}
    </div>
  );
}
