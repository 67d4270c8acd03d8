// Which page is shown: the address behind #. A link to a take is #take=…, which the page Compose reads.
import { signal } from "@preact/signals";

export const pages = ["compose", "learn", "explore", "listen"] as const;
export type Page = (typeof pages)[number];

function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, "").split("/")[0];
  return pages.find((page) => page === name) ?? "compose";
}

export const page = signal<Page>(pageOf(location.hash));

// How far down each page was when it was left.
const left = new Map<Page, number>();
addEventListener("hashchange", () => {
  const next = pageOf(location.hash);
  if (next !== page.value) left.set(page.value, scrollY);
  page.value = next;
});

export function placeOf(which: Page): number {
  return left.get(which) ?? 0;
}

export function addressOf(which: Page): string {
  return `#/${which}`;
}
