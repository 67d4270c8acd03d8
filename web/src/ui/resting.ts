// A button that does nothing just now. One that is disabled would lose the focus of who pressed it.
export function resting(when: boolean) {
  return when ? { "aria-disabled": true as const, onClickCapture: ignore } : {};
}

function ignore(event: Event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
