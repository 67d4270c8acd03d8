// Plays a score that has no file yet.
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { ask, type Engine } from "../engine/engine";
import type { Score } from "../engine/types";
import { player, type Playable } from "../sound/player";

export async function midiOf(engine: Engine, score: Score): Promise<string> {
  const [file] = await ask(engine, { version: 1, request: "render", music: { score }, as: "mid" }, "file");
  if (!file?.base64) throw new Error("there is no sound of it");
  return file.base64;
}

interface Props {
  engine: Engine;
  title: string;
  score: Score;
  label?: string;
}

export function PlayButton({ engine, title, score, label }: Props) {
  const problem = useSignal("");
  const made = useRef<Playable | undefined>(undefined);
  useMemo(() => (made.current = undefined), [score]);
  const mine = player.playing.value !== null && player.playing.value === made.current;
  const going = mine && (player.state.value === "playing" || player.state.value === "loading");
  const toggle = async () => {
    if (going) return player.stop();
    problem.value = "";
    try {
      made.current ??= { title, midi: await midiOf(engine, score), programs: score.tracks.map(({ program }) => program) };
      await player.play(made.current);
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  return (
    <>
      <button type="button" class="play-small" onClick={() => void toggle()} aria-label={`${going ? "Stop" : (label ?? "Play")}: ${title}`}>
        <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
          <path d={going ? "M5 5h14v14H5z" : "M7 4l13 8-13 8z"} fill="currentColor" />
        </svg>
        {label && (going ? "Stop" : label)}
      </button>
      {(problem.value || (mine && player.problem.value)) && (
        <span class="problem" role="alert">
          {problem.value || player.problem.value}
        </span>
      )}
    </>
  );
}
