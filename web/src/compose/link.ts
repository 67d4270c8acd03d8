// #take=…: the address that makes a take again, wherever the page is.
import { base64Of, bytesOf } from "../ui/bytes";
import type { Step } from "./steps";

export interface Linked {
  title: string;
  steps: Step[];
}

export function addressOfTake(take: Linked): string {
  const base64 = base64Of(new TextEncoder().encode(JSON.stringify({ version: 1, ...take })));
  const safe = base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${location.origin}${location.pathname}#take=${safe}`;
}

// Null: the address has none. Throws where it has one that cannot be read.
export function takeOfAddress(hash: string): Linked | null {
  const found = /^#take=([\w-]+)$/.exec(hash);
  if (!found) return null;
  try {
    const base64 = found[1]!.replaceAll("-", "+").replaceAll("_", "/");
    const text = new TextDecoder().decode(bytesOf(base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")));
    const { version, title, steps } = JSON.parse(text) as Linked & { version: number };
    if (version === 1 && Array.isArray(steps) && steps.length) return { title: String(title), steps };
  } catch {
    // Said below.
  }
  throw new Error("The link is damaged or from a newer page; ask for it again.");
}
