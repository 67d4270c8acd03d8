// Play, pause, where it is, how fast and how loud, for one piece.
import { useComputed, type ReadonlySignal } from "@preact/signals";
import { resting } from "../ui/resting";
import { player, type Playable } from "./player";

interface Props {
  playable: Playable;
  // How long it is.
  seconds: number;
  // The part that has been chosen, in seconds.
  chosen?: ReadonlySignal<[number, number] | null>;
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function Transport({ playable, seconds, chosen }: Props) {
  const mine = useComputed(() => player.playing.value === playable);
  const state = mine.value ? player.state.value : "stopped";
  const at = mine.value ? player.seconds.value : 0;
  const looping = mine.value && player.loop.value !== null;
  const toggle = () => {
    if (state === "playing") player.pause();
    else if (state === "paused") player.resume();
    else if (state === "stopped") {
      player.loop.value = null;
      void player.play(playable, { from: chosen?.value?.[0] ?? 0 });
    }
  };
  const loop = () => {
    if (looping) {
      player.loop.value = null;
      return;
    }
    const part = chosen?.value;
    if (!part) return;
    player.loop.value = part;
    void player.play(playable, { from: part[0] });
  };
  const going = state === "playing" || state === "loading";
  return (
    <div class="transport" role="group" aria-label={`Player of ${playable.title}`}>
      <button class="main play" onClick={toggle} aria-label={going ? "Pause" : "Play"} {...resting(state === "loading")}>
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d={going ? "M6 4h4v16H6zM14 4h4v16h-4z" : "M7 4l13 8-13 8z"} fill="currentColor" />
        </svg>
      </button>
      <button class="quiet" onClick={() => player.stop()} {...resting(state === "stopped")} aria-label="Stop playing">
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
          <path d="M5 5h14v14H5z" fill="currentColor" />
        </svg>
      </button>
      <input
        type="range"
        class="place"
        aria-label="Place in the piece"
        aria-valuetext={`${clock(at)} of ${clock(seconds)}`}
        min={0}
        max={Math.ceil(seconds)}
        step={0.1}
        value={at}
        disabled={!mine.value}
        onInput={(event) => player.seek(Number(event.currentTarget.value))}
      />
      <span class="clock faint">
        {state === "loading" ? "loading" : clock(at)} / {clock(seconds)}
      </span>
      {chosen && (
        <button class="quiet" aria-pressed={looping} onClick={loop} disabled={!chosen.value && !looping}>
          Repeat bars
        </button>
      )}
      <label class="slim">
        <span>Tempo</span>
        <select
          value={String(player.tempo.value)}
          onChange={(event) => player.setTempo(Number(event.currentTarget.value))}
        >
          {[0.5, 0.75, 0.9, 1, 1.1, 1.25].map((factor) => (
            <option key={factor} value={String(factor)}>
              {Math.round(factor * 100)} %
            </option>
          ))}
        </select>
      </label>
      <label class="slim">
        <span>Volume</span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={player.volume.value}
          onInput={(event) => player.setVolume(Number(event.currentTarget.value))}
        />
      </label>
      {player.problem.value && player.asked.value === playable && (
        <p class="problem" role="alert">
          {player.problem.value}
        </p>
      )}
    </div>
  );
}
