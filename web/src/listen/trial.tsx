// One pair: two sides to play, one question. Nothing here but `items` knows which is which, and it is asked for sound
// alone.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { player } from "../sound/player";
import { clock } from "../sound/transport";
import { page } from "../ui/route";
import { letters, type Letter, type Prepared } from "./items";
import { degrees, type Answer, type Sure } from "./results";

interface Props {
  number: number;
  of: number;
  heading: string;
  prepared: Prepared | null;
  problem: string;
  onAnswer: (answer: Omit<Answer, "trial">) => void;
  onEnd: () => void;
  onAgain: () => void;
}

export function TrialView({ number, of, heading, prepared, problem, onAnswer, onEnd, onAgain }: Props) {
  const said = useSignal<Letter | null>(null);
  const sure = useSignal<Sure | "">("");
  const knew = useSignal(false);
  const title = useRef<HTMLHeadingElement>(null);
  const heard = useRef<Record<Letter, number>>({ A: 0, B: 0 });
  const begun = useRef(0);
  useEffect(() => title.current?.focus(), []);

  const items = useRef<Prepared["items"] | undefined>(undefined);
  items.current = prepared?.items;
  const soundsNow = () => letters.find((letter) => player.playing.value === items.current?.[letter].playable);
  const sounding = player.playing.value && soundsNow();
  useSignalEffect(() => {
    const letter = player.playing.value && soundsNow();
    const passed = player.seconds.value - begun.current;
    begun.current = player.seconds.value;
    if (letter && passed > 0) heard.current[letter] += passed;
  });
  const toggle = (letter: Letter) => {
    if (!prepared) return;
    if (soundsNow() === letter) player.stop();
    else {
      player.loop.value = null;
      void player.play(prepared.items[letter].playable);
    }
  };
  const next = () => {
    if (!said.value || !prepared) return;
    player.stop();
    onAnswer({ said: said.value, sure: sure.value, knew: knew.value, secondsListened: heard.current });
  };

  const act = useRef((_: KeyboardEvent) => {});
  act.current = (event) => {
    if (page.value !== "listen" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.target as HTMLElement;
    const key = event.key.toUpperCase();
    if (key === "ENTER") {
      if (!target.closest("button, a, summary, select")) next();
    } else if (key === "A" || key === "B") toggle(key);
    else if (key === "1" || key === "2") said.value = key === "1" ? "A" : "B";
    else return;
    if (key !== "ENTER") event.preventDefault();
  };
  useEffect(() => {
    const listener = (event: KeyboardEvent) => act.current(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return (
    <article class="trial" aria-labelledby="trial-title">
      <header class="trial-head">
        <h2 id="trial-title" ref={title} tabIndex={-1}>
          Pair {number} of {of}
        </h2>
        <p class="faint">{heading}</p>
        <progress value={number - 1} max={of} aria-label="Pairs answered" />
      </header>
      {problem && (
        <p class="problem" role="alert">
          This pair cannot be played: {problem} <button onClick={onAgain}>Try again</button>
        </p>
      )}
      <div class="sides">
        {letters.map((letter) => (
          <Side
            key={letter}
            letter={letter}
            seconds={prepared?.seconds ?? 0}
            ready={prepared !== null}
            on={sounding === letter}
            onToggle={() => toggle(letter)}
          />
        ))}
      </div>
      {player.problem.value && (
        <p class="problem" role="alert">
          {player.problem.value}
        </p>
      )}
      <fieldset class="question">
        <legend>Which is Bach?</legend>
        <div class="row">
          {letters.map((letter, k) => (
            <label key={letter} class="pick">
              <input type="radio" name="bach" checked={said.value === letter} onChange={() => (said.value = letter)} />
              <span>{letter} is Bach</span>
              <kbd aria-hidden="true">{k + 1}</kbd>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="aside row">
        <fieldset>
          <legend class="visually-hidden">How sure are you?</legend>
          <div class="row">
            <span aria-hidden="true">How sure?</span>
            {degrees.map((degree) => (
              <label key={degree} class="tick">
                <input type="radio" name="sure" checked={sure.value === degree} onChange={() => (sure.value = degree)} />
                {degree}
              </label>
            ))}
          </div>
        </fieldset>
        <label class="tick">
          <input type="checkbox" checked={knew.value} onChange={(event) => (knew.value = event.currentTarget.checked)} />I
          know one of these pieces
        </label>
      </div>
      <div class="row">
        <button class="main" onClick={next} disabled={!said.value || !prepared}>
          {number < of ? "Next pair" : "See the result"}
        </button>
        <button class="quiet" onClick={onEnd}>
          End here
        </button>
        <p class="keys faint">
          <kbd>A</kbd> <kbd>B</kbd> play or stop, <kbd>1</kbd> <kbd>2</kbd> answer, <kbd>Enter</kbd> next
        </p>
      </div>
    </article>
  );
}

interface SideProps {
  letter: Letter;
  seconds: number;
  ready: boolean;
  on: boolean;
  onToggle: () => void;
}

function Side({ letter, seconds, ready, on, onToggle }: SideProps) {
  const at = on ? Math.min(player.seconds.value, seconds) : 0;
  const loading = on && player.state.value === "loading";
  return (
    <button
      class="listen-side"
      aria-pressed={on}
      disabled={!ready}
      onClick={(event) => {
        // Enter belongs to the next pair, for those who point.
        if (event.detail > 0) event.currentTarget.blur();
        onToggle();
      }}
    >
      <span>
        <span class="visually-hidden">{on ? "Stop " : "Play "}</span>
        <span class="letter">{letter}</span>
      </span>
      <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
        <path d={on ? "M6 6h12v12H6z" : "M7 4l13 8-13 8z"} fill="currentColor" />
      </svg>
      <span class="faint clock" aria-hidden="true">
        {!ready ? "preparing" : loading ? "loading the cello" : `${clock(at)} / ${clock(seconds)}`}
      </span>
      <progress value={at} max={seconds || 1} aria-hidden="true" />
    </button>
  );
}
