// What can be done with the bars that are chosen, or with all of them.
import { useSignal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import type { PageBar } from "../piece/piece";
import { rangeText } from "../piece/select_bars";
import { resting } from "../ui/resting";
import { composing, growing, show } from "./studio";
import { Take } from "./take";

export function BarTools({ engine, take, bars }: { engine: Engine; take: Take; bars: PageBar[] }) {
  const more = useSignal(8);
  const chosen = take.selection.value;
  const busy = take.working.value !== "";
  const numbers = bars.map((bar) => bar.number);
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  const locked = chosen !== null && take.isLocked(chosen);
  const set = (end: "from" | "to", text: string) => {
    if (text === "") {
      take.selection.value = null;
      return;
    }
    const bar = Math.min(last, Math.max(first, Number(text)));
    const other = chosen?.[end === "from" ? "to" : "from"] ?? bar;
    take.selection.value =
      end === "from" ? { from: bar, to: Math.max(bar, other) } : { from: Math.min(bar, other), to: bar };
  };
  const vary = () =>
    composing(async (signal) => {
      const what = chosen ? rangeText(chosen).toLowerCase() : "all bars";
      growing.value = { title: take.title, stage: `Writing ${what} another way`, notes: [], ticksPerQuarter: 480 };
      const made = await take.rewritten(engine, chosen, take.nextSeed(), undefined, signal);
      show(new Take(take.title, { ...made, locked: take.locked.value }));
    });
  return (
    <div class="bar-tools" role="group" aria-label="Bars">
      <span class="bar-range">
        <label class="slim">
          Bars
          <input
            type="number"
            aria-label="From bar"
            min={first}
            max={last}
            value={chosen?.from ?? ""}
            placeholder="all"
            onChange={(event) => set("from", event.currentTarget.value)}
          />
        </label>
        <label class="slim">
          to
          <input
            type="number"
            aria-label="To bar"
            min={first}
            max={last}
            value={chosen?.to ?? ""}
            placeholder="all"
            onChange={(event) => set("to", event.currentTarget.value)}
          />
        </label>
      </span>
      <button
        class="small"
        {...resting(!chosen || busy)}
        aria-pressed={locked}
        title="What is locked stays as it is"
        onClick={() => chosen && (locked ? take.unlock(chosen) : take.lock(chosen))}
      >
        {locked ? "Unlock" : "Lock"}
      </button>
      <button
        class="small"
        {...resting(busy)}
        title={chosen ? "Writes these bars again" : "Writes all bars again that are not locked"}
        onClick={() => void take.rewrite(engine, chosen)}
      >
        {chosen ? "Rewrite" : "Rewrite all"}
      </button>
      <button
        class="small"
        {...resting(busy)}
        title="Another take, with these bars written another way"
        onClick={() => void vary()}
      >
        Vary
      </button>
      <span class="with-button">
        <button class="small" {...resting(busy)} onClick={() => void take.continue(engine, more.value)}>
          Continue
        </button>
        <select
          class="small"
          aria-label="Continue by"
          value={String(more.value)}
          onChange={(event) => (more.value = Number(event.currentTarget.value))}
        >
          {[2, 4, 8, 16].map((count) => (
            <option key={count} value={String(count)}>
              {count} bars
            </option>
          ))}
        </select>
      </span>
      {busy && (
        <span class="faint" role="status">
          {take.working.value}{" "}
          <button class="quiet small" onClick={() => take.stop()}>
            Stop
          </button>
        </span>
      )}
      {take.problem.value && (
        <p class="problem" role="alert">
          {take.problem.value}
        </p>
      )}
    </div>
  );
}
