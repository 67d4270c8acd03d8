// Keys on the wheel of fifths: major outside, the minor keys with the same signature inside, any key in the middle.
import { useRef } from "preact/hooks";
import { keyName } from "../piece/piece";

const major = ["C", "G", "D", "A", "E", "B", "F#", "Db", "Ab", "Eb", "Bb", "F"].map((name) => `${name} major`);
const minor = ["A", "E", "B", "F#", "C#", "G#", "Eb", "Bb", "F", "C", "G", "D"].map((name) => `${name} minor`);

const size = 300;
const middle = size / 2;
const rings = [
  { keys: major, inner: 98, outer: 146, ring: "outer" },
  { keys: minor, inner: 52, outer: 96, ring: "inner" },
] as const;

function at(radius: number, turn: number): [number, number] {
  const angle = (turn / 12) * 2 * Math.PI - Math.PI / 2;
  return [middle + radius * Math.cos(angle), middle + radius * Math.sin(angle)];
}

function slice(inner: number, outer: number, k: number): string {
  const [a, b] = [at(outer, k - 0.48), at(outer, k + 0.48)];
  const [c, d] = [at(inner, k + 0.46), at(inner, k - 0.46)];
  return `M${a}A${outer} ${outer} 0 0 1 ${b}L${c}A${inner} ${inner} 0 0 0 ${d}Z`;
}

// What a key of the keyboard leads to from a key of music; "" is the middle.
export function neighbour(key: string, pressed: string): string | undefined {
  const ring = major.includes(key) ? major : minor.includes(key) ? minor : undefined;
  if (!ring) return { ArrowRight: "C major", ArrowUp: "C major", ArrowDown: "A minor", ArrowLeft: "F major" }[pressed];
  const k = ring.indexOf(key);
  switch (pressed) {
    case "ArrowRight":
      return ring[(k + 1) % 12];
    case "ArrowLeft":
      return ring[(k + 11) % 12];
    case "ArrowUp":
      return ring === major ? undefined : major[k];
    case "ArrowDown":
      return ring === major ? minor[k] : "";
    case "Home":
      return "";
    default:
      return undefined;
  }
}

export function Wheel({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  const wheel = useRef<SVGSVGElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as Element).closest<SVGElement>("[data-key]")?.dataset.key ?? value;
    const next = neighbour(from, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
    wheel.current?.querySelector<SVGGElement>(`[data-key="${next}"]`)?.focus();
  };
  const radio = (key: string) => ({
    role: "radio" as const,
    "aria-checked": key === value,
    "aria-label": key ? keyName(key) : "any key",
    "data-key": key,
    tabindex: key === value ? 0 : -1,
    onClick: () => onChange(key),
  });
  return (
    <svg
      class="wheel"
      ref={wheel}
      viewBox={`0 0 ${size} ${size}`}
      role="radiogroup"
      aria-label="Key"
      onKeyDown={onKeyDown}
    >
      {rings.flatMap(({ keys, inner, outer, ring }) =>
        keys.map((key, k) => {
          const [x, y] = at((inner + outer) / 2, k);
          return (
            <g key={key} {...radio(key)} class={`slice ${ring}`}>
              <path d={slice(inner, outer, k)} />
              <text x={x} y={y} text-anchor="middle" dominant-baseline="central">
                {ring === "outer"
                  ? keyName(key).replace(" major", "")
                  : `${keyName(key).replace(" minor", "").toLowerCase()}`}
              </text>
            </g>
          );
        }),
      )}
      <g {...radio("")} class="slice any">
        <circle cx={middle} cy={middle} r={49} />
        <text x={middle} y={middle} text-anchor="middle" dominant-baseline="central">
          any key
        </text>
      </g>
    </svg>
  );
}
