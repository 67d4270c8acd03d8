// A file of the visitor's as a beginning or to work on.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Engine } from "../engine/engine";
import type { Music } from "../engine/types";
import { acceptedMusic, musicOfFile } from "../piece/read_file";
import { dropTarget } from "../ui/drop_target";
import { add, composing, grow, growing } from "./studio";
import { openPiece } from "./steps";
import { anySeed } from "./wishes";

export function Drop({ engine }: { engine: Engine }) {
  const over = useSignal(false);
  const problem = useSignal("");
  const file = useSignal<{ name: string; music: Music } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const take = async (given: File | undefined) => {
    if (!given) return;
    file.value = null;
    problem.value = "";
    try {
      file.value = { name: given.name, music: await musicOfFile(engine, given) };
    } catch (error) {
      problem.value = `${given.name}: ${(error as Error).message}`;
    }
  };
  const act = async (what: "continue" | "open") => {
    const { name, music } = file.value!;
    const title = name.replace(/\.\w+$/, "");
    problem.value = "";
    await composing(async (signal) => {
      try {
        growing.value = { title, stage: what === "open" ? "Reading" : "Continuing", notes: [], ticksPerQuarter: 480 };
        if (what === "open") {
          const piece = await openPiece(engine, music, signal);
          add(title, { steps: [{ request: "open", music }], commands: [""], piece });
        } else {
          const step = { request: "continue" as const, options: { seed: anySeed() }, music };
          add(title, await grow(engine, title, "Continuing", step, undefined, signal));
        }
        file.value = null;
      } catch (error) {
        if (!signal.aborted) problem.value = `${name}: ${(error as Error).message}`;
      }
    });
  };
  return (
    <section
      class={`drop card ${over.value ? "over" : ""}`}
      aria-labelledby="drop-title"
      {...dropTarget(over, (files) => void take(files[0]))}
    >
      <h2 id="drop-title">Begin with a file of yours</h2>
      <p class="faint">Drop MIDI, MusicXML or ABC here, or choose it. It stays on this machine.</p>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept={acceptedMusic}
        aria-label="File with music"
        tabIndex={-1}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <div class="row">
        <button onClick={() => input.current?.click()}>Choose a file</button>
        {file.value && (
          <>
            <span>{file.value.name}</span>
            <button class="main" onClick={() => void act("continue")}>
              Continue it
            </button>
            <button onClick={() => void act("open")}>Open it as it is</button>
          </>
        )}
      </div>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
