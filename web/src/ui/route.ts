// Which page is shown: the address behind #. A link to a take is #take=…, which the page Compose reads.
import { signal } from "@preact/signals";

export const pages = ["compose", "learn", "explore", "listen"] as const;
export type Page = (typeof pages)[number];

function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, "").split("/")[0];
  return pages.find((page) => page === name) ?? "compose";
}

export const page = signal<Page>(pageOf(location.hash));
addEventListener("hashchange", () => (page.value = pageOf(location.hash)));

export function addressOf(which: Page): string {
  return `#/${which}`;
}
