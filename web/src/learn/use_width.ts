// The width of a box on the page, as it changes.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export function useWidth(first: number) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    // Of what is hidden it is 0.
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.floor(entry!.contentRect.width))));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
