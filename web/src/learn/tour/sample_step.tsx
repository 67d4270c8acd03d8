// The visitor chooses the next note among what the network expects, or lets it choose.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ask } from "../../engine/engine";
import { player } from "../../sound/player";
import { evenScore, noteName } from "../notes";
import { PlayButton } from "../play_button";
import { SmallRoll } from "../small_roll";
import { resting } from "../../ui/resting";
import { percent } from "./guess_step";
import { draw, reshaped, surpriseOf, type Shares } from "./sampling";
import type { StepProps } from "./tour";
import { ownModel, shippedModel } from "./tour_model";
import { windowSize } from "./tour_piece";

const remembered = 64;
const pace = 330;

interface Chosen {
  pitch: number;
  // Under the network's own probabilities, not those of the slider.
  bits: number;
}

export function SampleStep({ state, piece }: StepProps) {
  const own = ownModel(state);
  const useOwn = useSignal(own !== undefined);
  const model = useOwn.value && own ? own : shippedModel;
  const given = piece.line.slice(0, windowSize).map((note) => note[2]);
  const chosen = useSignal<Chosen[]>([]);
  const expected = useSignal<Shares | undefined>(undefined);
  const temperature = useSignal(1);
  const going = useSignal(false);
  const problem = useSignal("");
  const order = useRef(0);

  const look = async () => {
    const mine = ++order.current;
    const pitches = [...given, ...chosen.peek().map(({ pitch }) => pitch)].slice(-remembered);
    try {
      const [told] = await ask(
        state.engine,
        {
          version: 1,
          request: "expect",
          music: { score: evenScore(pitches) },
          first: pitches.length + 1,
          notes: 1,
          next: true,
          ...(model.base64 && { model: { base64: model.base64 } }),
        },
        "expectation",
      );
      if (mine !== order.current) return;
      problem.value = "";
      expected.value = told?.notes.at(-1)?.expected ?? [];
    } catch (error) {
      if (mine !== order.current) return;
      going.value = false;
      problem.value = (error as Error).message;
    }
  };
  useEffect(() => {
    chosen.value = [];
    expected.value = undefined;
    void look();
    return () => void (order.current += 1);
  }, [piece, model.base64]);

  const choose = (pitch: number) => {
    chosen.value = [...chosen.value, { pitch, bits: surpriseOf(expected.value ?? [], pitch) }];
    void player.strike(pitch);
    void look();
  };
  useEffect(() => {
    if (!going.value || !expected.value?.length) return;
    const timer = setTimeout(() => choose(draw(reshaped(expected.value!, temperature.value), Math.random())), pace);
    return () => clearTimeout(timer);
  }, [going.value, expected.value]);

  const shares = reshaped(expected.value ?? [], temperature.value).sort((a, b) => a[0] - b[0]);
  const most = Math.max(0.01, ...shares.map(([, share]) => share));
  const bits = chosen.value.reduce((sum, each) => sum + each.bits, 0);
  const last = chosen.value.at(-1);
  const all = [...given, ...chosen.value.map(({ pitch }) => pitch)];
  const shownFrom = Math.max(0, all.length - 60);
  return (
    <>
      <p>
        After the first {windowSize} notes of {piece.title} the music is yours. Each bar is a pitch, as tall as it is probable. Click one
        to write it, and the network is asked again.
      </p>
      <fieldset class="row segments">
        <legend>Ask</legend>
        <button type="button" aria-pressed={model !== shippedModel} disabled={!own} onClick={() => (useOwn.value = true)}>
          {own ? own.name : "your network (train one first)"}
        </button>
        <button type="button" aria-pressed={model === shippedModel} onClick={() => (useOwn.value = false)}>
          the model in the program
        </button>
      </fieldset>
      <SmallRoll
        class="windowed"
        label={`${all.length} notes, ${chosen.value.length} of them chosen here`}
        notes={all.slice(shownFrom).map((pitch, k) => ({
          begin: k,
          length: 1,
          pitch,
          mark: shownFrom + k < windowSize ? "outside" : "inside",
        }))}
        span={[0, 60]}
      />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="columns choices scroll" role="group" aria-label="What comes next" tabIndex={0}>
        {expected.value === undefined && !problem.value && <p class="faint">Asking…</p>}
        {shares.map(([pitch, share]) => (
          <button
            key={pitch}
            class="column"
            aria-label={`${noteName(pitch)}, ${percent(share)}`}
            title={`${noteName(pitch)}: ${percent(share)}`}
            onClick={() => choose(pitch)}
          >
            <svg viewBox="0 0 22 130" width="22" height="130" aria-hidden="true">
              <rect class="own" x={2} width={18} y={130 - (share / most) * 126} height={(share / most) * 126} />
            </svg>
            <span>{noteName(pitch)}</span>
          </button>
        ))}
      </div>
      <label class="wide">
        Temperature {temperature.value.toFixed(2)}: {temperatureWords(temperature.value)}
        <input
          type="range"
          min={0.2}
          max={2}
          step={0.05}
          value={temperature.value}
          onInput={(event) => (temperature.value = event.currentTarget.valueAsNumber)}
        />
      </label>
      <div class="row">
        <button class="main" onClick={() => (going.value = !going.value)} aria-pressed={going.value}>
          {going.value ? "Pause" : "Let it go on"}
        </button>
        <button
          {...resting(chosen.value.length === 0)}
          onClick={() => {
            chosen.value = chosen.value.slice(0, -1);
            void look();
          }}
        >
          Take back
        </button>
        <button
          {...resting(chosen.value.length === 0)}
          onClick={() => {
            going.value = false;
            chosen.value = [];
            void look();
          }}
        >
          Begin again
        </button>
        <PlayButton engine={state.engine} title="what was written" score={evenScore(all)} label="Play it all" />
      </div>
      <p class="readout" aria-live={going.value ? "off" : "polite"}>
        {last
          ? `${noteName(last.pitch)} was a surprise of ${last.bits.toFixed(1)} bits. Surprise so far: ${bits.toFixed(1)} bits in ${chosen.value.length} ${chosen.value.length === 1 ? "note" : "notes"}, ${(bits / chosen.value.length).toFixed(2)} a note on average.`
          : "Nothing written yet. One bit of surprise is that of a coin; a note of which only one in eight expected it has three."}
      </p>
    </>
  );
}

function temperatureWords(temperature: number): string {
  if (temperature < 0.6) return "it takes almost always what is most probable, and soon goes in circles";
  if (temperature < 0.95) return "safer than it is";
  if (temperature <= 1.05) return "as the network expects";
  return temperature < 1.5 ? "bolder than it is" : "almost anything may come";
}
