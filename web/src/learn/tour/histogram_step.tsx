// How long the pieces are and which pitches they use.
import { useEffect } from "preact/hooks";
import { useWidth } from "../use_width";
import { noteName } from "../notes";
import type { StepProps } from "./tour";
import { findLines, lines, mostNotes } from "./tour_piece";

const bin = 100;

export function HistogramStep({ state }: StepProps) {
  useEffect(() => void findLines(state.engine), []);
  const { of, pitches } = lines.value;
  const lengths = new Map<number, number>();
  for (let k = 0; k < mostNotes; k += bin) lengths.set(k, 0);
  for (const { length } of pitches) {
    const place = Math.min(mostNotes - bin, Math.floor(length / bin) * bin);
    lengths.set(place, lengths.get(place)! + 1);
  }
  const counts = new Map<number, number>();
  for (const pitch of pitches.flat()) counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
  const used = [...counts.keys()].sort((a, b) => a - b);
  const span = used.length === 0 ? [] : Array.from({ length: used.at(-1)! - used[0]! + 1 }, (_, k) => used[0]! + k);
  const notes = pitches.reduce((sum, each) => sum + each.length, 0);
  const most = [...counts].sort((a, b) => b[1] - a[1])[0];
  return (
    <>
      <p>
        Bach wrote six suites of six movements for the cello. Of each the first {mostNotes.toLocaleString("en")} notes of its first line
        are taken, so that no piece outweighs the others.
      </p>
      <p class="faint">
        {pitches.length} of {of} movements looked at.
      </p>
      <h3>How long they are</h3>
      <Histogram
        name="Notes"
        unit="movements"
        bars={[...lengths].map(([from, count]) => [from === mostNotes - bin ? `${from} or more` : `${from}–${from + bin - 1}`, count])}
        labelled={2}
      />
      <h3>Which notes they use</h3>
      <Histogram name="Pitch" unit="notes" bars={span.map((pitch) => [noteName(pitch), counts.get(pitch) ?? 0])} labelled={5} />
      {most && (
        <p>
          {notes.toLocaleString("en")} notes of {used.length} pitches, from {noteName(used[0]!)} to {noteName(used.at(-1)!)}. The most
          frequent is {noteName(most[0])}: a network that always guessed it would be right {((100 * most[1]) / notes).toFixed(1)} % of the
          time.
        </p>
      )}
    </>
  );
}

interface HistogramProps {
  name: string;
  unit: string;
  bars: [label: string, count: number][];
  // Every so many bars have their label under them.
  labelled: number;
}

function Histogram({ name, unit, bars, labelled }: HistogramProps) {
  const { box, width } = useWidth(600);
  const height = 170;
  const most = Math.max(1, ...bars.map(([, count]) => count));
  const step = width / Math.max(1, bars.length);
  return (
    <div class="histogram" ref={box}>
      <svg width={width} height={height + 22} viewBox={`0 0 ${width} ${height + 22}`} role="img" aria-label={`${unit} by ${name.toLowerCase()}; the table below has the figures`}>
        {bars.map(([label, count], k) => (
          <g key={label}>
            <rect class="bar" x={k * step + 1} width={Math.max(1, step - 2)} y={height - (count / most) * height} height={(count / most) * height}>
              <title>
                {label}: {count} {unit}
              </title>
            </rect>
            {k % (width < 500 ? 2 * labelled : labelled) === 0 && (
              <text x={k === 0 ? 0 : k * step + step / 2} y={height + 16} text-anchor={k === 0 ? "start" : "middle"}>
                {label}
              </text>
            )}
          </g>
        ))}
      </svg>
      <details>
        <summary>As a table</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={`${unit} by ${name.toLowerCase()}`}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{name}</th>
                <th scope="col">{unit}</th>
              </tr>
            </thead>
            <tbody>
              {bars.map(([label, count]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
