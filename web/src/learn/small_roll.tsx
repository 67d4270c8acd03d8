// Notes over time, small: pitch upwards.
import { noteName } from "./notes";

export interface RollNote {
  begin: number;
  length: number;
  pitch: number;
  mark?: string;
}

interface Props {
  notes: RollNote[];
  label: string;
  // From .. to in the notes' own time; without it all of them.
  span?: [number, number];
  onPick?: (index: number) => void;
  class?: string;
}

const width = 1000;
const height = 150;

export function SmallRoll({ notes, label, span, onPick, class: extra = "" }: Props) {
  const [from, to] = span ?? [0, Math.max(1, ...notes.map(({ begin, length }) => begin + length))];
  const seen = notes.map((note, index) => ({ ...note, index })).filter(({ begin, length }) => begin + length > from && begin < to);
  const pitches = seen.map(({ pitch }) => pitch);
  const low = Math.min(...pitches, 48) - 1;
  const high = Math.max(...pitches, 60) + 1;
  const row = height / (high - low + 1);
  const x = (time: number) => ((time - from) / (to - from)) * width;
  return (
    <svg class={`small-roll ${extra}`} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {seen.map(({ begin, length, pitch, mark, index }) => (
        <rect
          key={index}
          class={mark ? `note ${mark}` : "note"}
          x={x(begin)}
          y={(high - pitch) * row}
          width={Math.max(1.5, x(begin + length) - x(begin) - 1)}
          height={Math.max(2, row)}
          onClick={onPick && (() => onPick(index))}
        >
          <title>{noteName(pitch)}</title>
        </rect>
      ))}
    </svg>
  );
}

export function rollNotes(tracks: { notes: [number, number, number, number][] }[]): RollNote[] {
  return tracks.flatMap(({ notes }) => notes.map(([begin, length, pitch]) => ({ begin, length, pitch })));
}
