// What the network plays after each epoch.
import type { Engine } from "../engine/engine";
import { PlayButton } from "./play_button";
import { rollNotes, SmallRoll } from "./small_roll";
import type { Training } from "./training";

export function Samples({ engine, training }: { engine: Engine; training: Training }) {
  training.version.value;
  if (training.samples.length === 0) return null;
  return (
    <section aria-labelledby="samples-title">
      <h3 id="samples-title">What it plays</h3>
      <ol class="samples">
        {[...training.samples].reverse().map(({ epoch, score }) => (
          <li key={epoch}>
            <PlayButton engine={engine} title={`Sample after epoch ${epoch}`} score={score} />
            <span class="sample-name">after epoch {epoch}</span>
            <SmallRoll notes={rollNotes(score.tracks)} label={`Notes of the sample after epoch ${epoch}`} />
          </li>
        ))}
      </ol>
    </section>
  );
}
