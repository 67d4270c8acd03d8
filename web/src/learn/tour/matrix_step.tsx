// The line as a matrix: one row a note, one column a pitch. Drawn with time to the right.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { noteName } from "../notes";
import type { StepProps } from "./tour";
import { columns } from "./tour_piece";

const cell = { width: 10, height: 5 };

export function MatrixStep({ piece }: StepProps) {
  const { line } = piece;
  const at = useSignal({ note: 0, pitch: line[0]![2] });
  const box = useRef<HTMLDivElement>(null);
  const move = (note: number, pitch: number) => {
    at.value = { note: Math.min(line.length - 1, Math.max(0, note)), pitch: Math.min(columns, Math.max(1, pitch)) };
  };
  const key = (event: KeyboardEvent) => {
    const { note, pitch } = at.value;
    const to: Record<string, [number, number]> = {
      ArrowRight: [note + 1, line[Math.min(line.length - 1, note + 1)]![2]],
      ArrowLeft: [note - 1, line[Math.max(0, note - 1)]![2]],
      ArrowUp: [note, pitch + 1],
      ArrowDown: [note, pitch - 1],
      Home: [0, line[0]![2]],
      End: [line.length - 1, line.at(-1)![2]],
    };
    const next = to[event.key];
    if (!next) return;
    event.preventDefault();
    move(...next);
    const x = at.value.note * cell.width;
    const { scrollLeft, clientWidth } = box.current!;
    if (x < scrollLeft || x > scrollLeft + clientWidth - cell.width) box.current!.scrollLeft = x - clientWidth / 2;
  };
  const point = (event: PointerEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    move(Math.floor((event.clientX - left) / cell.width), columns - Math.floor((event.clientY - top) / cell.height));
  };
  const { note, pitch } = at.value;
  const [width, height] = [line.length * cell.width, columns * cell.height];
  const filled = line[note]![2] === pitch;
  return (
    <>
      <p>
        Numbers that count semitones would mislead a network: C♯ is next to C on the keyboard and far from it in harmony. So each pitch
        gets a column of its own, {columns} in all, and each note is a row of zeros with a single 1. {piece.title} is a matrix of{" "}
        <b>
          {line.length} × {columns}
        </b>
        , drawn here on its side.
      </p>
      <div
        class="scroll matrix"
        ref={box}
        tabIndex={0}
        role="application"
        aria-label={`Matrix of ${line.length} notes and ${columns} pitches. Left and right go from note to note, up and down from pitch to pitch`}
        aria-describedby="matrix-readout"
        onKeyDown={key}
      >
        <svg width={width} height={height} aria-hidden="true" onPointerMove={point} onPointerDown={point}>
          <defs>
            <pattern id="cells" width={cell.width} height={cell.height} patternUnits="userSpaceOnUse">
              <path class="cell-lines" d={`M${cell.width} 0V${cell.height}H0`} />
            </pattern>
          </defs>
          <rect width={width} height={height} fill="url(#cells)" />
          <rect class="crossing" x={note * cell.width} y={0} width={cell.width} height={height} />
          <rect class="crossing" x={0} y={(columns - pitch) * cell.height} width={width} height={cell.height} />
          {line.map((each, k) => (
            <rect
              key={k}
              class="one"
              x={k * cell.width}
              y={(columns - each[2]) * cell.height}
              width={cell.width - 1}
              height={cell.height - 1}
            />
          ))}
          <rect
            class="at"
            x={note * cell.width - 1}
            y={(columns - pitch) * cell.height - 1}
            width={cell.width + 1}
            height={cell.height + 1}
          />
        </svg>
      </div>
      <p class="readout" id="matrix-readout" aria-live="polite">
        Row {note + 1}, column {pitch} ({noteName(pitch)}): <b>{filled ? 1 : 0}</b>
        {filled ? `. Note ${note + 1} is ${noteName(pitch)}.` : `. Note ${note + 1} is ${noteName(line[note]![2])}.`}
      </p>
      <p class="faint">
        {line.length} ones among {(line.length * columns).toLocaleString("en")} numbers. A row multiplied by a table of weights picks one row
        of that table, so the zeros are never stored.
      </p>
    </>
  );
}
