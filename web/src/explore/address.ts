// Which movement the address names: #/explore/NAME.
import { signal } from "@preact/signals";

function named(): string | undefined {
  return /^#\/explore\/([\w-]+)$/.exec(location.hash)?.[1];
}

export const movementName = signal<string | null>(named() ?? null);
addEventListener("hashchange", () => {
  const name = named();
  if (name) movementName.value = name;
});

export function addressOfMovement(name: string): string {
  return `#/explore/${name}`;
}
