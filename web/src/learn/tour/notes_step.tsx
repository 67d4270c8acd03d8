// A movement or a file as notes, in words and over time.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Music } from "../../engine/types";
import { acceptedMusic, musicOfFile } from "../../piece/read_file";
import { movementsOf, type Movement } from "../movements";
import { lengthName, noteName } from "../notes";
import { PlayButton } from "../play_button";
import { SmallRoll } from "../small_roll";
import type { StepProps } from "./tour";
import { tourPiece } from "./tour_piece";

const shown = 48;

export function NotesStep({ state, piece, onPiece }: StepProps) {
  const movements = useSignal<Movement[]>([]);
  const problem = useSignal("");
  useEffect(() => {
    void movementsOf(state.engine).then((found) => (movements.value = found));
  }, []);
  const choose = async (music: Music | Promise<Music>, name: string) => {
    problem.value = "";
    try {
      onPiece(await tourPiece(state.engine, await music, name));
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  const quarter = piece.score.ticks_per_quarter;
  const first = piece.line.slice(0, shown);
  return (
    <>
      <p>
        To a network music is a sequence of symbols, like text. Here is a piece as the file has it: each note begins somewhere, lasts
        for some time, and has a pitch, which is a number. Middle C is 60; each semitone up adds one.
      </p>
      <div class="row">
        <label>
          Movement
          <select value={piece.name} onChange={(event) => void choose({ movement: event.currentTarget.value }, event.currentTarget.value)}>
            {movements.value.every(({ name }) => name !== piece.name) && <option value={piece.name}>{piece.title}</option>}
            {movements.value.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class="file-choice">
          or a file of yours
          <input
            type="file"
            accept={acceptedMusic}
            onChange={async (event) => {
              const file = event.currentTarget.files?.[0];
              if (file) await choose(musicOfFile(state.engine, file), file.name);
            }}
          />
        </label>
        <PlayButton engine={state.engine} title={piece.title} score={piece.score} label="Play" />
      </div>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <SmallRoll
        label={`The first ${first.length} notes of ${piece.title}: time to the right, pitch upwards`}
        notes={first.map(([begin, length, pitch]) => ({ begin, length, pitch }))}
      />
      <div class="scroll" tabIndex={0} role="region" aria-label="The notes in words">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Note</th>
              <th scope="col">Begins at</th>
              <th scope="col">Pitch</th>
              <th scope="col">Number</th>
              <th scope="col">Length</th>
            </tr>
          </thead>
          <tbody>
            {first.map(([onset, duration, pitch], k) => (
              <tr key={k}>
                <th scope="row">{k + 1}</th>
                <td>quarter {Math.round((onset / quarter) * 100) / 100 + 1}</td>
                <td>{noteName(pitch)}</td>
                <td>{pitch}</td>
                <td>{lengthName(duration / quarter)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="faint">
        {piece.line.length} notes in the line the network reads, {first.length} of them shown. The first networks keep the pitches alone:
        lengths, rests and other voices are left out.
      </p>
    </>
  );
}
