// What to learn from, what kind of network, and for how long.
import { useSignal, type Signal } from "@preact/signals";
import { acceptedMusic, musicOfFile } from "../piece/read_file";
import type { Engine } from "../engine/engine";
import { dropTarget } from "../ui/drop_target";
import { resting } from "../ui/resting";
import { HeldOutChoice } from "./held_out_choice";
import type { LearnState } from "./state";
import { presets, requestOf, roughly, roughSeconds, usualHeldOut, type Preset, type Wish } from "./training_request";

const sizes: { name: string; of: Record<Preset, { epochs: number; batches: number }> }[] = [
  {
    name: "A first look",
    of: {
      notebook: { epochs: 2, batches: 40 },
      sequences: { epochs: 2, batches: 0 },
      suite: { epochs: 2, batches: 0 },
    },
  },
  {
    name: "As usual",
    of: {
      notebook: { epochs: 2, batches: 300 },
      sequences: { epochs: 12, batches: 0 },
      suite: { epochs: 45, batches: 0 },
    },
  },
  {
    name: "Thorough",
    of: {
      notebook: { epochs: 10, batches: 300 },
      sequences: { epochs: 24, batches: 0 },
      suite: { epochs: 90, batches: 0 },
    },
  },
];

export function TrainingForm({ state, wish }: { state: LearnState; wish: Signal<Wish> }) {
  const { value } = wish;
  const set = (change: Partial<Wish>) => (wish.value = { ...wish.value, ...change });
  const learnsFrom = (change: Partial<Wish>) => {
    const next = { ...wish.value, ...change };
    wish.value = { ...next, heldOut: usualHeldOut(next) };
  };
  const nothing = !value.cello && !value.violin && value.files.length === 0;
  const shown = state.shown.value;
  shown?.training.version.value;
  const busy = state.starting.value || (shown !== undefined && shown.training.end === undefined);
  const begin = (event: Event) => {
    event.preventDefault();
    void state.start(requestOf(wish.value));
  };
  return (
    <form class="card training-form" onSubmit={begin} aria-label="A new training">
      <fieldset>
        <legend>Learn from</legend>
        <div class="row">
          <Check label="Bach’s cello suites" checked={value.cello} onChange={(cello) => learnsFrom({ cello })} />
          <Check label="his violin solos" checked={value.violin} onChange={(violin) => learnsFrom({ violin })} />
        </div>
        <FileChoice engine={state.engine} wish={wish} onFiles={(files) => learnsFrom({ files })} />
      </fieldset>
      <fieldset class="presets">
        <legend>Network</legend>
        {(Object.keys(presets) as Preset[]).map((preset) => (
          <label class="choice" key={preset}>
            <input
              type="radio"
              name="preset"
              checked={value.preset === preset}
              onChange={() => set({ preset, layers: 1, dropout: presets[preset].dropout, ...sizes[1]!.of[preset] })}
            />
            <span>
              <b>{presets[preset].title}</b>
              <span class="faint">{presets[preset].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>How long</legend>
        <div class="row">
          {sizes.map(({ name, of }) => {
            const chosen = of[value.preset];
            return (
              <button
                type="button"
                key={name}
                aria-pressed={value.epochs === chosen.epochs && value.batches === chosen.batches}
                onClick={() => set(chosen)}
              >
                {name}
              </button>
            );
          })}
        </div>
        <p class="faint">
          {state.engine.kind === "server" ? "On this machine" : "In this browser"}{" "}
          {roughly(roughSeconds(value, state.engine.kind))}; it is measured once it runs.
          {state.engine.kind === "worker" && value.preset === "suite" && " The program on your own machine is some ten times as fast."}
        </p>
      </fieldset>
      <div class="row">
        <button class="main" {...resting(busy || nothing)}>
          Start training
        </button>
        {nothing && <span class="faint">Choose something to learn from.</span>}
        {busy && !state.starting.value && <span class="faint">One training at a time; this one is still running.</span>}
      </div>
      {state.problem.value && (
        <p class="problem" role="alert">
          {state.problem.value}
        </p>
      )}
      <details>
        <summary>More settings</summary>
        <div class="settings">
          <Whole label="Epochs" value={value.epochs} min={1} max={1000} onChange={(epochs) => set({ epochs })} />
          <Whole
            label="Batches an epoch (0: all)"
            value={value.batches}
            min={0}
            max={100000}
            onChange={(batches) => set({ batches })}
          />
          {value.preset === "notebook" && (
            <Whole label="Windows a batch" value={value.batchSize} min={1} max={4096} onChange={(batchSize) => set({ batchSize })} />
          )}
          <Whole label="Layers" value={value.layers} min={1} max={4} onChange={(layers) => set({ layers })} />
          <label>
            Dropout
            <input
              type="number"
              min={0}
              max={0.9}
              step={0.05}
              value={value.dropout}
              onChange={(event) => set({ dropout: Number(event.currentTarget.value) })}
            />
          </label>
          <Whole label="Seed" value={value.seed} min={0} max={4294967295} onChange={(seed) => set({ seed })} />
        </div>
      </details>
      <HeldOutChoice engine={state.engine} wish={wish} />
    </form>
  );
}

function FileChoice({
  engine,
  wish,
  onFiles,
}: {
  engine: Engine;
  wish: Signal<Wish>;
  onFiles: (files: Wish["files"]) => void;
}) {
  const over = useSignal(false);
  const problem = useSignal("");
  const { files } = wish.value;
  const add = async (list: Iterable<File> | null) => {
    problem.value = "";
    const more: Wish["files"] = [];
    // A copy: the input is emptied meanwhile.
    for (const file of [...(list ?? [])]) {
      try {
        more.push(await musicOfFile(engine, file));
      } catch (error) {
        problem.value = `${file.name}: ${(error as Error).message}`;
      }
    }
    if (more.length === 0) return;
    onFiles([...wish.value.files.filter(({ name }) => more.every((each) => each.name !== name)), ...more]);
  };
  return (
    <div
      class={`drop ${over.value ? "over" : ""}`}
      {...dropTarget(over, (files) => void add(files))}
    >
      <label class="file-choice">
        Files of your own (MIDI, ABC, MusicXML): choose them or drop them here
        <input
          type="file"
          multiple
          accept={acceptedMusic}
          onChange={(event) => {
            void add(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {files.length > 0 && (
        <ul class="files" aria-label="Your files">
          {files.map(({ name }) => (
            <li key={name}>
              {name}{" "}
              <button
                type="button"
                class="quiet"
                aria-label={`Leave out ${name}`}
                onClick={() => onFiles(files.filter((each) => each.name !== name))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} /> {label}
    </label>
  );
}

interface WholeProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

function Whole({ label, value, min, max, onChange }: WholeProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        required
        min={min}
        max={max}
        step={1}
        value={value}
        onChange={(event) => {
          const { valueAsNumber } = event.currentTarget;
          if (Number.isInteger(valueAsNumber)) onChange(valueAsNumber);
        }}
      />
    </label>
  );
}
