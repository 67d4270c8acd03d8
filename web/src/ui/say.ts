// What a screen reader is told of what happens away from the focus.
import { signal } from "@preact/signals";

export const said = signal("");

export function say(text: string) {
  said.value = text;
}
