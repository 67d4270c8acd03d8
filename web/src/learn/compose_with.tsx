// New music from a model of the visitor's.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Engine } from "../engine/engine";
import type { Options } from "../engine/types";
import type { Piece } from "../piece/piece";
import { PieceView } from "../piece/piece_view";
import { bytesOf, download } from "../ui/bytes";
import { handover } from "../ui/handover";
import { addressOf } from "../ui/route";
import { say } from "../ui/say";
import { resting } from "../ui/resting";
import type { Preset } from "./training_request";

interface Props {
  engine: Engine;
  model: string;
  preset: Preset;
  // As it was named and is saved; none while it learns.
  name?: string;
  file?: string;
}

const kinds = ["prelude", "allemande", "courante", "sarabande", "menuet", "gigue"];

export function ComposeWith({ engine, model, preset, name, file = "model.safetensors" }: Props) {
  const called = name ?? "this network";
  const seed = useSignal(1);
  const notes = useSignal(120);
  const kind = useSignal("menuet");
  const working = useSignal(false);
  const figure = useSignal("");
  const problem = useSignal("");
  const piece = useSignal<Piece | undefined>(undefined);
  const command = useSignal<string | undefined>(undefined);
  const kept = useSignal(false);
  const stop = useRef<AbortController | undefined>(undefined);
  const compose = async (event: Event) => {
    event.preventDefault();
    working.value = true;
    problem.value = "";
    stop.current = new AbortController();
    const options: Options = {
      seed: seed.value,
      ...(preset === "suite" ? { kind: kind.value } : { notes: notes.value }),
    };
    const last = await engine.run(
      { version: 1, request: "compose", model: { base64: model }, options, files: ["mid", "abc"] },
      (told) => {
        if (told.event === "progress") figure.value = told.figure ?? (told.total ? `${told.done} of ${told.total} notes` : "");
        if (told.event !== "score") return;
        command.value = told.command?.replace("model.safetensors", file);
        kept.value = false;
        const [midi, abc] = [told.files.mid, told.files.abc];
        piece.value = {
          title: told.title,
          composer: told.composer,
          score: told.score,
          midi: midi && "base64" in midi ? midi.base64 : "",
          abc: abc && "text" in abc ? abc.text : "",
        };
      },
      stop.current.signal,
    );
    working.value = false;
    figure.value = "";
    if (last.event === "done") say(`Composed with ${called}`);
    else if (last.code !== "cancelled") problem.value = last.message;
  };
  // The page Compose has not this model: to it the piece is a file, and the command tells how it was made.
  const keep = () => {
    const music = { name: "piece.abc", text: piece.value!.abc };
    const by = name === undefined ? "a network of yours" : name;
    handover.value = {
      title: `By ${by}, ${piece.value!.title.replace(/^.*, /, "")}`,
      steps: [{ request: "open", music }],
      commands: [command.value ?? ""],
    };
    kept.value = true;
  };
  return (
    <section class="compose-with" aria-label={`Compose with ${called}`}>
      <h3>Compose with it</h3>
      <form class="row" onSubmit={(event) => void compose(event)}>
        {preset === "suite" ? (
          <label>
            Kind
            <select value={kind.value} onChange={(event) => (kind.value = event.currentTarget.value)}>
              {kinds.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        ) : (
          <label>
            Notes
            <input
              type="number"
              min={10}
              max={2000}
              value={notes.value}
              onChange={(event) => (notes.value = event.currentTarget.valueAsNumber || 120)}
            />
          </label>
        )}
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={4294967295}
            value={seed.value}
            onChange={(event) => (seed.value = event.currentTarget.valueAsNumber || 0)}
          />
        </label>
        <button class="main" {...resting(working.value)}>
          Compose
        </button>
        {working.value && (
          <button type="button" onClick={() => stop.current?.abort()}>
            Stop composing
          </button>
        )}
        <span class="faint">{figure.value}</span>
      </form>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {piece.value && (
        <>
          <PieceView engine={engine} piece={piece.value} model={{ base64: model }} />
          <div class="row">
            <button onClick={() => download("piece.mid", bytesOf(piece.value!.midi), "audio/midi")}>Download MIDI</button>
            {kept.value ? (
              <span role="status">
                Kept: <a href={addressOf("compose")}>open it in Compose</a>
              </span>
            ) : (
              <button onClick={keep}>Keep in Compose</button>
            )}
          </div>
        </>
      )}
    </section>
  );
}
