// A piece to see and hear: engraving, roll, keys and chords, player. What pages add (marks, choices, clicks) comes in
// as properties.
import { useComputed, useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Engine } from "../engine/engine";
import type { Base64 } from "../engine/types";
import { Transport } from "../sound/transport";
import { player, type Playable } from "../sound/player";
import { reducedMotion } from "../ui/media";
import { Engraving, type Mark } from "./engraving";
import { findHarmony, findSurprise, type Harmony } from "./harmony";
import {
  pageBars,
  pageNotes,
  secondsOf,
  ticksOf,
  tickOf,
  toSounding,
  toWritten,
  type BarRange,
  type PageNote,
  type Piece,
} from "./piece";
import { Roll, SurpriseLegend } from "./roll";

export interface PieceViewProps {
  engine: Engine;
  piece: Piece;
  // Bars the visitor chooses; without it none can be chosen.
  selection?: Signal<BarRange | null>;
  marks?: Mark[];
  // By default the model in the program.
  model?: Base64;
  // A note of the roll or, of the score, the one that stands where it was clicked.
  onNote?: (note: PageNote) => void;
  chosen?: number | null;
  // Drives the cursor instead of the player, as a written tick.
  cursor?: ReadonlySignal<number | null>;
  surprise?: ReadonlyMap<number, number> | null;
  // What is left out.
  without?: ("score" | "roll" | "transport" | "analysis")[];
}

export function playableOf(piece: Piece): Playable {
  return { title: piece.title, midi: piece.midi, programs: piece.score.tracks.map((track) => track.program) };
}

export function PieceView(props: PieceViewProps) {
  const { engine, piece, selection, marks, model, onNote, without = [] } = props;
  const playable = useMemo(() => playableOf(piece), [piece]);
  const notes = useMemo(() => pageNotes(piece.score), [piece]);
  const bars = useMemo(() => pageBars(piece.score), [piece]);
  const onsets = useMemo(
    () => [...new Set(piece.score.tracks.flatMap((track) => track.notes.map((note) => note[0])))].sort((a, b) => a - b),
    [piece],
  );
  const surprise = useSignal<ReadonlyMap<number, number> | null>(null);
  const harmony = useSignal<Harmony | null>(null);
  const problem = useSignal("");

  useEffect(() => {
    if (without.includes("analysis")) return;
    const stop = new AbortController();
    harmony.value = null;
    surprise.value = null;
    problem.value = "";
    const tell = (error: unknown) => {
      if (!stop.signal.aborted) problem.value = (error as Error).message;
    };
    void (async () => {
      await findHarmony(engine, piece, stop.signal).then((found) => (harmony.value = found), tell);
      if (stop.signal.aborted || props.surprise !== undefined) return;
      await findSurprise(engine, piece, model, stop.signal).then((found) => (surprise.value = found), tell);
    })();
    return () => stop.abort();
  }, [piece, model]);

  const played = useComputed(() => {
    if (player.playing.value !== playable) return null;
    const tick = tickOf(piece.score, player.seconds.value);
    if (!reducedMotion.value) return toWritten(piece.score, tick);
    const last = onsets.findLast((onset) => onset <= tick + 1);
    return toWritten(piece.score, last ?? 0);
  });
  const cursor = props.cursor ?? played;
  const goTo = (tick: number) => {
    if (onNote) {
      const note = notes.findLast((each) => each.onset <= tick + 1);
      if (note) onNote(note);
    }
    if (player.playing.value === playable) {
      player.seek(secondsOf(piece.score, toSounding(piece.score, tick)));
    }
  };
  const chosenSeconds = useComputed<[number, number] | null>(() => {
    const ticks = selection?.value && ticksOf(bars, selection.value);
    if (!ticks) return null;
    const begin = toSounding(piece.score, ticks[0]);
    return [secondsOf(piece.score, begin), secondsOf(piece.score, begin + ticks[1] - ticks[0])];
  });

  return (
    <div class="piece">
      {!without.includes("transport") && (
        <Transport playable={playable} seconds={piece.score.seconds} chosen={chosenSeconds} />
      )}
      {!without.includes("score") && (
        <Engraving piece={piece} cursor={cursor} selection={selection} marks={marks} onPlace={goTo} />
      )}
      {!without.includes("roll") && (
        <>
          <Roll
            label={`Piano roll of ${piece.title}`}
            notes={notes}
            bars={bars}
            ticksPerQuarter={piece.score.ticks_per_quarter}
            surprise={props.surprise === undefined ? surprise.value : props.surprise}
            harmony={harmony.value}
            room={!without.includes("analysis")}
            cursor={cursor}
            chosen={props.chosen}
            onNote={(note) => (onNote ? onNote(note) : goTo(note.onset))}
            keyOf={piece.score.keys[0]?.[1]}
          />
          {!without.includes("analysis") && <SurpriseLegend />}
        </>
      )}
      {problem.value && (
        <p class="problem" role="alert">
          Keys and surprise cannot be shown: {problem.value}
        </p>
      )}
    </div>
  );
}
