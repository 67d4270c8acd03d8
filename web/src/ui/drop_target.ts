// What makes an element take files that are dropped on it.
import type { Signal } from "@preact/signals";

// Its attributes. `over` is true while files are held above it.
export function dropTarget(over: Signal<boolean>, onFiles: (files: File[]) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      over.value = true;
    },
    onDragLeave: () => void (over.value = false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      over.value = false;
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
