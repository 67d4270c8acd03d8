// A suite as an album: its movements, each to open, and all of it to play and to download.
import { useComputed, useSignal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { Downloads } from "../piece/downloads";
import { playableOf } from "../piece/piece_view";
import { player } from "../sound/player";
import { clock } from "../sound/transport";
import { say } from "../ui/say";
import { removeAlbum, type Album, type Movement } from "./albums";
import { Icon } from "./icons";
import { show } from "./studio";
import { Take } from "./take";

export function AlbumView({ engine, album }: { engine: Engine; album: Album }) {
  const playAll = useSignal(false);
  const number = useSignal(0);
  const copied = useSignal("");
  const mine = useComputed(
    () => playAll.value && player.playing.value?.midi === album.movements[number.value]?.made.piece.midi,
  );
  const play = (k: number) => {
    const movement = album.movements[k];
    if (!movement) {
      playAll.value = false;
      return;
    }
    playAll.value = true;
    number.value = k;
    void player.play(playableOf(movement.made.piece), { onEnd: () => play(k + 1) });
  };
  const stop = () => {
    playAll.value = false;
    player.stop();
  };
  const open = (movement: Movement) => show(new Take(`${movement.title}, ${album.title}`, movement.made));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(album.command!);
      copied.value = "Command copied";
    } catch {
      copied.value = album.command!;
    }
    say(copied.value);
  };
  return (
    <article class="album card" aria-label={album.title}>
      <header class="row">
        <div class="names">
          <h2>{album.title}</h2>
          <p class="faint">
            {album.movements.length} movements, {clock(album.whole.score.seconds)}, seed {album.seed}
          </p>
        </div>
        <div class="row tools">
          <button class="main" onClick={() => (mine.value ? stop() : play(0))}>
            {mine.value ? "Stop" : "Play all"}
          </button>
          <button class="quiet" onClick={() => removeAlbum(album)} aria-label={`Delete ${album.title}`}>
            <Icon name="bin" />
          </button>
        </div>
      </header>
      <ol class="movements">
        {album.movements.map((movement, k) => {
          const sounds = mine.value && number.value === k;
          return (
            <li key={movement.title} class={sounds ? "sounds" : ""} aria-current={sounds ? "true" : undefined}>
              <button
                class="quiet"
                onClick={() => (sounds ? stop() : play(k))}
                aria-label={`${sounds ? "Stop" : "Play"} ${movement.title}`}
              >
                {sounds ? "■" : "▶"}
              </button>
              <span class="movement-name">{movement.title}</span>
              <span class="faint">{movement.metre}</span>
              <span class="faint">{movement.bars.join(" + ")} bars</span>
              <span class="faint">{clock(movement.made.piece.score.seconds)}</span>
              <button class="small" onClick={() => open(movement)} aria-label={`Open ${movement.title}`}>
                Open
              </button>
            </li>
          );
        })}
      </ol>
      <footer class="row">
        <Downloads engine={engine} piece={album.whole} />
        {album.command && (
          <button class="small" onClick={() => void copy()}>
            Copy command
          </button>
        )}
        {copied.value && (
          <span class="faint copied" role="status">
            {copied.value}
          </span>
        )}
      </footer>
    </article>
  );
}
