// What one page hands to the page Compose, which takes it and empties the signal.
import { signal } from "@preact/signals";
import type { Step } from "../compose/steps";
import type { Piece } from "../piece/piece";

export interface Handover {
  title: string;
  steps: Step[];
  // Of each step, as in a take.
  commands: (string | undefined)[];
  // What they make, where it is known already.
  piece?: Piece;
}

export const handover = signal<Handover | null>(null);
