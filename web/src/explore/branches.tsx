// Continuations, each with Bach's bars above it.
import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Engine } from "../engine/engine";
import {
  pageBars,
  pageNotes,
  pitchName,
  secondsOf,
  tickOf,
  toWritten,
  type PageBar,
  type PageNote,
  type Piece,
} from "../piece/piece";
import { PieceView, playableOf } from "../piece/piece_view";
import { Roll } from "../piece/roll";
import { player, type Playable } from "../sound/player";
import { handover } from "../ui/handover";
import { addressOf } from "../ui/route";
import { lastSounding, stretchOf, type Branch } from "./branch";

interface Props {
  engine: Engine;
  piece: Piece;
  branch: Branch;
  keyOf: string;
  surprise: ReadonlyMap<number, number> | null;
  onAnother: () => void;
  onStop: () => void;
  onRemove: () => void;
}

export function BranchCard({ engine, piece, branch, keyOf, surprise, onAnother, onStop, onRemove }: Props) {
  const { from, to } = stretchOf(piece, branch);
  const open = useSignal(false);
  const kept = useSignal(false);
  const instead = branch.pitch === branch.at.pitch ? "Bach's own" : "instead of";
  const title = `${branch.number}. ${pitchName(branch.pitch, keyOf)}`;
  const label = `Continuation ${branch.number}`;
  const { made } = branch;
  const keep = () => {
    if (!made) return;
    handover.value = { ...made, title: `${piece.title}, from bar ${branch.bar} on by bach` };
    kept.value = true;
  };
  return (
    <li class="card branch" aria-label={label}>
      <header class="row">
        <h4>
          {title}{" "}
          <span class="faint">
            {instead}
            {branch.pitch !== branch.at.pitch && ` ${pitchName(branch.at.pitch, keyOf)}`} in bar {branch.bar},{" "}
            {branch.bars} bars, seed {branch.seed}
          </span>
        </h4>
        {made || branch.problem ? (
          <button class="quiet" onClick={onRemove} aria-label={`Remove continuation ${branch.number}`}>
            Remove
          </button>
        ) : (
          <button onClick={onStop}>Stop</button>
        )}
      </header>
      {branch.problem && (
        <p class="problem" role="alert">
          The model could not go on from here: {branch.problem}
        </p>
      )}
      {!branch.problem && (
        <>
          <BachsBars piece={piece} from={from} to={to} at={branch.at} surprise={surprise} keyOf={keyOf} />
          {made ? (
            <WrittenBars piece={piece} branch={branch} made={made.piece} from={from} to={to} keyOf={keyOf} />
          ) : (
            <p class="faint writing" role="status">
              {branch.progress || "Reading what comes before"} …
            </p>
          )}
        </>
      )}
      {made && (
        <div class="row">
          <button onClick={onAnother}>Another from here</button>
          <button onClick={() => (open.value = !open.value)} aria-expanded={open.value}>
            {open.value ? "Hide the score" : "Show the score"}
          </button>
          {kept.value ? (
            <span role="status">
              Kept: <a href={addressOf("compose")}>open it in Compose</a>
            </span>
          ) : (
            <button onClick={keep}>Keep in Compose</button>
          )}
        </div>
      )}
      {open.value && made && <PieceView engine={engine} piece={made.piece} />}
    </li>
  );
}

function useStretch(playable: Playable, score: Piece["score"], from: number, to: number, asPage: boolean) {
  const begin = secondsOf(score, asPage ? lastSounding(score, from) : from);
  const end = begin + secondsOf(score, to) - secondsOf(score, from);
  const on = useComputed(() => player.playing.value === playable);
  useSignalEffect(() => {
    if (on.value && player.state.value === "playing" && player.seconds.value > end) player.stop();
  });
  const cursor = useComputed(() => {
    if (!on.value) return null;
    const tick = tickOf(score, player.seconds.value);
    return (asPage ? toWritten(score, tick) : tick) - from;
  });
  const toggle = () => {
    if (on.value) player.stop();
    else {
      player.loop.value = null;
      void player.play(playable, { from: begin });
    }
  };
  return { on: on.value, cursor, toggle };
}

function BachsBars(props: {
  piece: Piece;
  from: number;
  to: number;
  at: PageNote;
  surprise: ReadonlyMap<number, number> | null;
  keyOf: string;
}) {
  const { piece, from, to, at, surprise, keyOf } = props;
  const playable = useMemo(() => playableOf(piece), [piece]);
  const notes = useMemo(() => pageNotes(piece.score).filter(({ onset }) => onset >= from && onset < to), [piece, from, to]);
  const { on, cursor, toggle } = useStretch(playable, piece.score, from, to, true);
  return (
    <Bars
      name="Bach"
      notes={notes}
      {...{ piece, from, to, cursor, on, toggle, surprise, keyOf }}
      chosen={at.index}
    />
  );
}

function WrittenBars(props: { piece: Piece; branch: Branch; made: Piece; from: number; to: number; keyOf: string }) {
  const { piece, branch, made, from, to, keyOf } = props;
  const playable = useMemo(() => branchPlayable(made), [made]);
  const notes = useMemo(() => {
    const all = made.score.tracks.flatMap((track) => track.notes);
    all.sort((a, b) => a[0] - b[0] || a[2] - b[2]);
    return all
      .filter(([onset]) => onset >= from && onset < to)
      .map(([onset, duration, pitch], index): PageNote => ({ index, onset, duration, pitch }));
  }, [made, from, to]);
  const { on, cursor, toggle } = useStretch(playable, made.score, from, to, false);
  const chosen = notes.find((note) => note.onset === branch.at.onset && note.pitch === branch.pitch)?.index ?? null;
  return <Bars name="The model" {...{ piece, notes, from, to, cursor, on, toggle, keyOf, chosen }} surprise={null} />;
}

const playables = new WeakMap<Piece, Playable>();

// One for each continuation, so that whoever starts it and whoever shows it mean the same.
export function branchPlayable(made: Piece): Playable {
  const known = playables.get(made) ?? playableOf(made);
  playables.set(made, known);
  return known;
}

interface BarsProps {
  name: string;
  piece: Piece;
  notes: PageNote[];
  from: number;
  to: number;
  cursor: ReadonlySignal<number | null>;
  on: boolean;
  toggle: () => void;
  surprise: ReadonlyMap<number, number> | null;
  keyOf: string;
  chosen: number | null;
}

function Bars({ name, piece, notes, from, to, cursor, on, toggle, surprise, keyOf, chosen }: BarsProps) {
  const shifted = useMemo(
    () => notes.map((note) => ({ ...note, onset: note.onset - from, duration: Math.min(note.duration, to - note.onset) })),
    [notes],
  );
  const bars = useMemo(() => barsBetween(piece, from, to), [piece, from, to]);
  return (
    <div class="stretch">
      <button onClick={toggle} aria-pressed={on}>
        <span aria-hidden="true">{on ? "■" : "▶"}</span>
        <span>
          <span class="visually-hidden">{on ? "Stop " : "Play "}</span>
          {name}
        </span>
      </button>
      <Roll
        label={`${name}, bars ${bars[0]?.number} to ${bars.at(-1)?.number}`}
        notes={shifted}
        bars={bars}
        ticksPerQuarter={piece.score.ticks_per_quarter}
        end={to - from}
        {...{ surprise, cursor, chosen, keyOf }}
      />
    </div>
  );
}

// Bars go on at the last one's length where Bach's end.
function barsBetween(piece: Piece, from: number, to: number): PageBar[] {
  const bars = pageBars(piece.score).filter((bar) => bar.begin >= from && bar.begin < to);
  const last = bars.at(-1);
  for (let next = last; next && next.end > next.begin && next.end < to; ) {
    next = { number: next.number + 1, begin: next.end, end: Math.min(to, 2 * next.end - next.begin) };
    bars.push(next);
  }
  return bars.map((bar) => ({ ...bar, begin: bar.begin - from, end: bar.end - from }));
}
