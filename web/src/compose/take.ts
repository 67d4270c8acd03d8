// A take: what was composed, what became of it since, and what of it must stay.
import { batch, computed, signal } from "@preact/signals";
import type { Engine, OnEvent } from "../engine/engine";
import { pageBars, type BarRange, type Piece } from "../piece/piece";
import { takeStep, type Made, type Step } from "./steps";

export interface State extends Made {
  // Bars that the last step wrote again.
  changed?: BarRange[];
  // Bars that must stay.
  locked?: BarRange[];
}

const none: BarRange[] = [];

export class Take {
  readonly states = signal<State[]>([]);
  readonly at = signal(0);
  readonly selection = signal<BarRange | null>(null);
  readonly favourite = signal(false);
  // What is being done, in words.
  readonly working = signal("");
  readonly problem = signal("");
  readonly state = computed(() => this.states.value[this.at.value]!);
  readonly locked = computed(() => this.state.value.locked ?? none);
  private stopping: AbortController | null = null;
  private edits = 0;

  constructor(
    readonly title: string,
    first: State,
    readonly id: string = crypto.randomUUID(),
  ) {
    this.states.value = [first];
  }

  get piece(): Piece {
    return this.state.value.piece;
  }

  // Each change has a seed of its own.
  nextSeed(): number {
    const first = this.states.value[0]!.steps[0]!;
    this.edits += 1;
    return (("options" in first && Number(first.options.seed)) || 0) + this.edits;
  }

  undo() {
    if (!this.working.value && this.at.value > 0) this.at.value -= 1;
  }

  redo() {
    if (!this.working.value && this.at.value + 1 < this.states.value.length) this.at.value += 1;
  }

  lock(range: BarRange) {
    const bars = new Set(this.barsOf(this.locked.value));
    for (const bar of this.barsOf([range])) bars.add(bar);
    this.change({ ...this.state.value, locked: runsOf([...bars]) });
  }

  unlock(range: BarRange) {
    const bars = this.barsOf(this.locked.value).filter((bar) => bar < range.from || bar > range.to);
    this.change({ ...this.state.value, locked: runsOf(bars) });
  }

  isLocked(range: BarRange): boolean {
    const locked = new Set(this.barsOf(this.locked.value));
    return this.barsOf([range]).every((bar) => locked.has(bar));
  }

  // What may be written again of the bars, or of all of them.
  open(range: BarRange | null): BarRange[] {
    const locked = new Set(this.barsOf(this.locked.value));
    const numbers = pageBars(this.piece.score)
      .map((bar) => bar.number)
      .filter((number) => number > 0);
    return runsOf(numbers.filter((bar) => !locked.has(bar) && (!range || (bar >= range.from && bar <= range.to))));
  }

  // The take with the bars written again, one step a run of bars.
  async rewritten(
    engine: Engine,
    range: BarRange | null,
    seed: number,
    onEvent?: OnEvent,
    signal?: AbortSignal,
  ): Promise<State> {
    const runs = this.open(range);
    if (!runs.length) throw new Error("All these bars are locked; unlock some first.");
    let made: Made = this.state.value;
    for (const run of runs) {
      const options = { from_bar: run.from, to_bar: run.to, seed };
      made = await takeStep(engine, { request: "infill", options }, made, onEvent, signal);
    }
    return { ...made, changed: runs };
  }

  rewrite(engine: Engine, range: BarRange | null): Promise<void> {
    const seed = this.nextSeed();
    return this.work("Writing these bars again", (onEvent, signal) =>
      this.rewritten(engine, range, seed, onEvent, signal),
    );
  }

  continue(engine: Engine, bars: number): Promise<void> {
    const before = pageBars(this.piece.score).at(-1)?.number ?? 0;
    const step: Step = { request: "continue", options: { seed: this.nextSeed(), bars: String(bars) } };
    return this.work("Continuing", async (onEvent, signal) => {
      const made = await takeStep(engine, step, this.state.value, onEvent, signal);
      const last = pageBars(made.piece.score).at(-1)?.number ?? before;
      return { ...made, ...(last > before && { changed: [{ from: before + 1, to: last }] }) };
    });
  }

  stop() {
    this.stopping?.abort();
  }

  // The next state; what was undone before is gone.
  private change(state: State) {
    batch(() => {
      this.states.value = [...this.states.value.slice(0, this.at.value + 1), state];
      this.at.value += 1;
    });
  }

  private async work(what: string, make: (onEvent: OnEvent, signal: AbortSignal) => Promise<State>) {
    if (this.working.value) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.working.value = what;
    this.problem.value = "";
    try {
      const state = await make((event) => {
        if (event.event === "progress" && event.figure) this.working.value = `${what}: ${event.figure}`;
      }, stopping.signal);
      this.change({ ...state, locked: this.locked.value });
    } catch (error) {
      if (!stopping.signal.aborted) this.problem.value = (error as Error).message;
    } finally {
      this.working.value = "";
    }
  }

  private barsOf(ranges: BarRange[]): number[] {
    return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, k) => from + k));
  }
}

export function runsOf(bars: number[]): BarRange[] {
  const runs: BarRange[] = [];
  for (const bar of [...bars].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && bar <= last.to + 1) last.to = Math.max(last.to, bar);
    else runs.push({ from: bar, to: bar });
  }
  return runs;
}
