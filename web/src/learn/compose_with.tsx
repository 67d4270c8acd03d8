// New music from a model of the visitor's.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Engine } from "../engine/engine";
import type { Options } from "../engine/types";
import type { Piece } from "../piece/piece";
import { PieceView } from "../piece/piece_view";
import { bytesOf, download } from "../ui/bytes";
import { say } from "../ui/say";
import type { Preset } from "./training_request";

interface Props {
  engine: Engine;
  model: string;
  preset: Preset;
  name?: string;
}

const kinds = ["prelude", "allemande", "courante", "sarabande", "menuet", "gigue"];

export function ComposeWith({ engine, model, preset, name = "this network" }: Props) {
  const seed = useSignal(1);
  const notes = useSignal(120);
  const kind = useSignal("menuet");
  const working = useSignal(false);
  const figure = useSignal("");
  const problem = useSignal("");
  const piece = useSignal<Piece | undefined>(undefined);
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
    if (last.event === "done") say(`Composed with ${name}`);
    else if (last.code !== "cancelled") problem.value = last.message;
  };
  return (
    <section class="compose-with" aria-label={`Compose with ${name}`}>
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
        <button class="main" disabled={working.value}>
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
          <button onClick={() => download("piece.mid", bytesOf(piece.value!.midi), "audio/midi")}>Download MIDI</button>
        </>
      )}
    </section>
  );
}
