import { useMemo } from "preact/hooks";
import { pitchName, type PageNote, type Piece } from "../piece/piece";
import { keyAt, surprises, type Reading } from "./reading";

interface Props {
  piece: Piece;
  reading: Reading | null;
  chosen: number | null;
  onChoose: (note: PageNote) => void;
}

const most = 8;

export function Surprises({ piece, reading, chosen, onChoose }: Props) {
  const found = useMemo(() => (reading ? surprises(piece, reading, most) : []), [piece, reading]);
  return (
    <section class="card surprises" aria-labelledby="surprises-title">
      <h3 id="surprises-title">Where the model was most surprised</h3>
      {!reading ? (
        <p class="faint">The model is reading …</p>
      ) : (
        <ol>
          {found.map(({ note, bar, bits, expected }) => (
            <li key={note.index}>
              <button aria-pressed={note.index === chosen} onClick={() => onChoose(note)}>
                <span>Bar {bar}</span>
                <span>
                  {pitchName(note.pitch, keyAt(piece, note.onset))} <span class="faint">for</span>{" "}
                  {pitchName(expected, keyAt(piece, note.onset))}
                </span>
                <span class="faint">{bits.toFixed(1)} bits</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <p class="faint note-on">
        The model has read this very movement while it learned. What surprises it all the same is what it holds for against
        Bach's habits.
      </p>
    </section>
  );
}
