// A take to see, hear and work on.
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { Downloads } from "../piece/downloads";
import type { Mark } from "../piece/engraving";
import { barCount, pageBars, type BarRange } from "../piece/piece";
import { PieceView } from "../piece/piece_view";
import { rangeText } from "../piece/select_bars";
import { say } from "../ui/say";
import { resting } from "../ui/resting";
import { BarTools } from "./bar_tools";
import { keep, letGo } from "./favourites";
import { Icon } from "./icons";
import { addressOfTake } from "./link";
import { Originality } from "./originality";
import { commandOf } from "./steps";
import { active, remove } from "./studio";
import { favouriteTakes } from "./kept";
import type { Take } from "./take";

export function TakeCard({ engine, take }: { engine: Engine; take: Take }) {
  const state = take.state.value;
  const { piece } = state;
  const copied = useSignal("");
  const quote = useSignal<BarRange | null>(null);
  const marks = useComputed<Mark[]>(() => [
    ...take.locked.value.map((range) => ({ range, kind: "locked" })),
    ...(take.state.value.changed ?? []).map((range) => ({ range, kind: "changed" })),
    ...(quote.value ? [{ range: quote.value, kind: "quoted" }] : []),
  ]);
  const command = commandOf(state);
  const bars = useMemo(() => pageBars(piece.score), [piece]);
  const titled = useMemo(() => ({ ...piece, title: take.title }), [piece]);
  useEffect(() => {
    if (take.favourite.value) void keep(take).then(() => favouriteTakes.refresh());
  }, [state]);
  const copy = async (what: string, text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = `${what} copied`;
    } catch {
      copied.value = text;
    }
    say(copied.value);
  };
  const favour = async () => {
    try {
      await (take.favourite.value ? letGo(take) : keep(take));
      take.favourite.value = !take.favourite.value;
      await favouriteTakes.refresh();
    } catch (error) {
      take.problem.value = `It cannot be kept: ${(error as Error).message}`;
    }
  };
  return (
    <article
      class="take card"
      aria-label={take.title}
      onFocusCapture={() => (active.value = take)}
      onPointerDown={() => (active.value = take)}
    >
      <header class="row">
        <div class="names">
          <h2>{take.title}</h2>
          <p class="faint">{told(take, barCount(bars))}</p>
        </div>
        <div class="row tools">
          <button class="quiet" aria-pressed={take.favourite.value} onClick={favour} aria-label="Favourite">
            <Icon name={take.favourite.value ? "heart" : "heart-line"} />
          </button>
          <button
            class="quiet"
            onClick={() => take.undo()}
            {...resting(take.at.value === 0 || take.working.value !== "")}
            aria-label="Undo"
          >
            <Icon name="undo" />
          </button>
          <button
            class="quiet"
            onClick={() => take.redo()}
            {...resting(take.at.value + 1 >= take.states.value.length || take.working.value !== "")}
            aria-label="Redo"
          >
            <Icon name="redo" />
          </button>
          <button class="quiet" onClick={() => remove(take)} aria-label="Delete">
            <Icon name="bin" />
          </button>
        </div>
      </header>
      <BarTools engine={engine} take={take} bars={bars} />
      <PieceView engine={engine} piece={titled} selection={take.selection} marks={marks.value} />
      <Originality engine={engine} piece={piece} onQuote={(range) => (quote.value = range)} />
      <footer class="row">
        <Downloads engine={engine} piece={titled} />
        {command !== undefined && (
          <button class="small" onClick={() => copy("Command", command)}>
            Copy command
          </button>
        )}
        <button class="small" onClick={() => copy("Link", addressOfTake({ title: take.title, steps: state.steps }))}>
          Copy link
        </button>
        {copied.value && (
          <span class="faint copied" role="status">
            {copied.value}
          </span>
        )}
      </footer>
    </article>
  );
}

function told(take: Take, bars: number): string {
  const { steps, changed } = take.state.value;
  const first = steps[0]!;
  const seed =
    "options" in first ? `seed ${first.options.seed}` : "movement" in first.music ? "by Bach" : "from a file";
  const changes = steps.length - 1;
  const edited = changes ? `, changed ${changes === 1 ? "once" : `${changes} times`}` : "";
  const last = changed?.length ? `, ${changed.map(rangeText).join(", ").toLowerCase()} last` : "";
  return `${bars} bars, ${seed}${edited}${last}`;
}
