// A piece that one page hands to the page Compose, which takes it and empties the signal.
import { signal } from "@preact/signals";
import type { Piece } from "../piece/piece";

export interface Handover extends Piece {
  command?: string;
}

export const handover = signal<Handover | null>(null);
