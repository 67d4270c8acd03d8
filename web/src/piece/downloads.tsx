// A piece as files: MIDI, MusicXML, ABC, Ogg Vorbis, and PDF by the browser's print.
import { useSignal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { soundFile } from "../sound/sound_file";
import { bytesOf, download } from "../ui/bytes";
import { say } from "../ui/say";
import { resting } from "../ui/resting";
import { musicOf } from "./harmony";
import { renderedText } from "./open";
import type { Piece } from "./piece";
import { playableOf } from "./piece_view";
import { printPiece } from "./print";

// Without what file systems do not like.
export function fileName(title: string): string {
  const plain = title.replace(/♭/g, " flat").replace(/♯/g, " sharp").normalize("NFD");
  return (
    plain
      .replace(/[^\w -]/g, "")
      .trim()
      .toLowerCase()
      .replace(/\s+/g, "-") || "piece"
  );
}

export function Downloads({
  engine,
  piece,
  name = fileName(piece.title),
}: {
  engine: Engine;
  piece: Piece;
  name?: string;
}) {
  const working = useSignal("");
  const problem = useSignal("");
  const stop = useSignal<AbortController | null>(null);
  const save = (what: string, make: (signal: AbortSignal) => Promise<void> | void) => async () => {
    const stopper = new AbortController();
    stop.value = stopper;
    problem.value = "";
    working.value = `${what} …`;
    try {
      await make(stopper.signal);
      say(`${what} is ready`);
    } catch (error) {
      if (!stopper.signal.aborted) problem.value = `${what} cannot be made: ${(error as Error).message}`;
    } finally {
      working.value = "";
      stop.value = null;
    }
  };
  const ogg = async (signal: AbortSignal) => {
    const progress = (done: number) => (working.value = `Sound: ${Math.round(done * 100)} %`);
    download(`${name}.ogg`, await soundFile(engine, playableOf(piece), progress, signal), "audio/ogg");
  };
  const kinds: [string, (signal: AbortSignal) => Promise<void> | void][] = [
    ["MIDI", () => download(`${name}.mid`, bytesOf(piece.midi), "audio/midi")],
    [
      "MusicXML",
      async (signal) =>
        download(
          `${name}.musicxml`,
          await renderedText(engine, musicOf(piece), "musicxml", signal),
          "application/vnd.recordare.musicxml+xml",
        ),
    ],
    ["ABC", () => download(`${name}.abc`, piece.abc, "text/vnd.abc")],
    ["Sound (OGG)", ogg],
    ["Print or PDF", () => printPiece(piece)],
  ];
  return (
    <div class="downloads" role="group" aria-label={`Download ${piece.title}`}>
      <span class="faint" aria-hidden="true">
        Download
      </span>
      {kinds.map(([what, make]) => (
        <button key={what} type="button" class="small" onClick={save(what, make)} {...resting(working.value !== "")}>
          {what}
        </button>
      ))}
      {working.value && (
        <span class="faint" role="status">
          {working.value}{" "}
          <button type="button" class="quiet small" onClick={() => stop.value?.abort()}>
            Stop
          </button>
        </span>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
