// Choosing bars by keys and clicks.
import type { BarRange, PageBar } from "./piece";

export function extended(range: BarRange, bar: number): BarRange {
  return bar < range.from ? { from: bar, to: range.to } : { from: range.from, to: bar };
}

export function rangeText({ from, to }: BarRange): string {
  return from === to ? `Bar ${from}` : `Bars ${from} to ${to}`;
}

// What a key makes of the choice; undefined if the key means nothing here.
export function moved(range: BarRange | null, event: KeyboardEvent, bars: PageBar[]): BarRange | null | undefined {
  const numbers = bars.map((bar) => bar.number);
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  const within = (bar: number) => Math.min(last, Math.max(first, bar));
  const one = (bar: number) => ({ from: bar, to: bar });
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return event.key === "a" && !event.altKey ? { from: first, to: last } : undefined;
  }
  switch (event.key) {
    case "ArrowRight":
      if (!range) return one(first);
      return event.shiftKey ? { from: range.from, to: within(range.to + 1) } : one(within(range.to + 1));
    case "ArrowLeft":
      if (!range) return one(last);
      if (!event.shiftKey) return one(within(range.from - 1));
      return range.to > range.from
        ? { from: range.from, to: range.to - 1 }
        : { from: within(range.from - 1), to: range.to };
    case "Home":
      return event.shiftKey && range ? { from: first, to: range.to } : one(first);
    case "End":
      return event.shiftKey && range ? { from: range.from, to: last } : one(last);
    case "Escape":
      return range ? null : undefined;
    default:
      return undefined;
  }
}
