// A piece as an Ogg Vorbis file: by `bach studio` where that computes, else in a worker of this page.
import { ask, Problem, type Engine } from "../engine/engine";
import { bytesOf } from "../ui/bytes";
import type { Playable } from "./player";
import type { RenderAnswer, RenderRequest } from "./render_worker";

export async function soundFile(
  engine: Engine,
  piece: Playable,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (engine.kind === "server") {
    const music = { name: "piece.mid", base64: piece.midi };
    try {
      const [file] = await ask(engine, { version: 1, request: "render", music, as: "ogg" }, "file", signal);
      return bytesOf(file!.base64!);
    } catch (error) {
      // Without a SoundFont on its machine the page's own sounds serve.
      if (signal.aborted || (error as Problem).code === "unreachable") throw error;
    }
  }
  return renderHere(piece, onProgress, signal);
}

function renderHere(
  piece: Playable,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker("render.js", { type: "module" });
  const programs = piece.programs ?? [42];
  const banks = programs.every((program) => program === 42) ? ["cello.sf3"] : ["others.sf3", "cello.sf3"];
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Problem("stopped", "cancelled")), { once: true });
    worker.onerror = (event) => reject(new Error(event.message || "the sound cannot be made"));
    worker.onmessage = ({ data }: MessageEvent<RenderAnswer>) => {
      if ("done" in data) onProgress(data.done);
      else if ("ogg" in data) resolve(data.ogg as Uint8Array<ArrayBuffer>);
      else reject(new Error(data.problem));
    };
    worker.postMessage({ midi: bytesOf(piece.midi).buffer, banks } satisfies RenderRequest);
  }).finally(() => worker.terminate());
}
