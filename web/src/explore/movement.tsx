// One movement: to see and hear, what the model expects at each note, and where other notes would lead.
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { openMovement } from "../piece/open";
import { barAt, keyName, pageBars, pageNotes, secondsOf, tickOf, toWritten } from "../piece/piece";
import type { BarRange, PageNote, Piece } from "../piece/piece";
import { PieceView } from "../piece/piece_view";
import { player } from "../sound/player";
import { handover } from "../ui/handover";
import { reducedMotion } from "../ui/media";
import { addressOf } from "../ui/route";
import { follow, stretchOf, type Branch } from "./branch";
import { BranchCard, branchPlayable } from "./branches";
import { partsOf, type Movement } from "./catalog";
import { Expected } from "./expected";
import { keyAt, readPiece, type Reading } from "./reading";
import { Surprises } from "./surprises";

interface Props {
  engine: Engine;
  name: string;
  movement: Movement | undefined;
}

export function MovementView({ engine, name, movement }: Props) {
  const piece = useSignal<Piece | null>(null);
  const reading = useSignal<Reading | null>(null);
  const problem = useSignal("");

  useEffect(() => {
    const stop = new AbortController();
    void (async () => {
      try {
        const opened = await openMovement(engine, name, stop.signal);
        piece.value = opened;
        reading.value = await readPiece(engine, { movement: name }, opened, stop.signal);
      } catch (error) {
        if (!stop.signal.aborted) problem.value = (error as Error).message;
      }
    })();
    return () => {
      stop.abort();
      player.stop();
    };
  }, []);

  const toCompose = (opened: Piece) => {
    const music = { movement: movement?.name ?? name };
    handover.value = { title: opened.title, steps: [{ request: "open", music }], commands: [""], piece: opened };
    location.hash = addressOf("compose");
  };

  const [work, title] = partsOf(movement ?? piece.value ?? { title: name });
  return (
    <article class="movement" aria-labelledby="movement-title">
      <header>
        <p class="faint work">{work}</p>
        <h2 id="movement-title">{title}</h2>
        {movement && (
          <p class="faint">
            {movement.key.split(", ").map(keyName).join(", ")} · {movement.metre} · {movement.bars} bars as played
          </p>
        )}
        {piece.value && (
          <button class="small" onClick={() => toCompose(piece.value!)}>
            Work on it in Compose
          </button>
        )}
      </header>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {piece.value ? (
        <Opened engine={engine} piece={piece.value} reading={reading.value} />
      ) : (
        !problem.value && <p class="faint opening">Opening the movement …</p>
      )}
    </article>
  );
}

function Opened({ engine, piece, reading }: { engine: Engine; piece: Piece; reading: Reading | null }) {
  const chosen = useSignal<PageNote | null>(null);
  const selection = useSignal<BarRange | null>(null);
  const length = useSignal(4);
  const branches = useSignal<Branch[]>([]);
  const stops = useMemo(() => new Map<number, AbortController>(), [piece]);
  const notes = useMemo(() => pageNotes(piece.score), [piece]);
  const bars = useMemo(() => pageBars(piece.score), [piece]);
  const { ticks_per_quarter: ticksPerQuarter } = piece.score;
  useEffect(() => () => stops.forEach((stop) => stop.abort()), [piece]);
  // Where it plays or, else, the note that is looked at.
  const cursor = useComputed(() => {
    if (player.playing.value?.midi !== piece.midi) return chosen.value?.onset ?? null;
    const at = toWritten(piece.score, tickOf(piece.score, player.seconds.value));
    return reducedMotion.value ? (notes.findLast((note) => note.onset <= at + 1)?.onset ?? 0) : at;
  });

  const change = (number: number, by: Partial<Branch>) =>
    (branches.value = branches.value.map((branch) => (branch.number === number ? { ...branch, ...by } : branch)));
  const grow = async (at: PageNote, pitch: number, bars: number, bar: number) => {
    const number = Math.max(0, ...branches.value.map((branch) => branch.number)) + 1;
    const alike = branches.value.filter((branch) => branch.at.index === at.index && branch.pitch === pitch);
    const seed = Math.max(0, ...alike.map((branch) => branch.seed)) + 1;
    const branch: Branch = { number, at, bar, bars, pitch, seed, progress: "", made: null, problem: "" };
    branches.value = [branch, ...branches.value];
    const stop = new AbortController();
    stops.set(number, stop);
    const before = player.playing.value;
    try {
      const onNotes = (written: number) => change(number, { progress: `${written} notes` });
      const made = await follow(engine, piece, branch, onNotes, stop.signal);
      change(number, { made });
      if (player.playing.value !== before) return;
      player.loop.value = null;
      void player.play(branchPlayable(made.piece), { from: secondsOf(made.piece.score, stretchOf(piece, branch).from) });
    } catch (error) {
      if (stop.signal.aborted) remove(number);
      else change(number, { problem: (error as Error).message });
    }
  };
  const remove = (number: number) => {
    const made = branches.value.find((branch) => branch.number === number)?.made;
    if (made && player.playing.value === branchPlayable(made.piece)) player.stop();
    branches.value = branches.value.filter((branch) => branch.number !== number);
  };
  // A long score has a box of its own, which follows.
  const frame = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    if (cursor.value === null) return;
    requestAnimationFrame(() => {
      const box = frame.current?.querySelector(".engraving");
      const mark = box?.querySelector(".cursor")?.getBoundingClientRect();
      if (!box || !mark) return;
      const seen = box.getBoundingClientRect();
      if (mark.top < seen.top || mark.bottom > seen.bottom) box.scrollTop += mark.top - seen.top - 16;
    });
  });
  const note = chosen.value;
  return (
    <div class="opened" ref={frame}>
      <PieceView
        engine={engine}
        piece={piece}
        surprise={reading?.bits ?? null}
        onNote={(found) => (chosen.value = found)}
        chosen={note?.index ?? null}
        cursor={cursor}
        selection={selection}
      />
      <div class="looking">
        {note ? (
          <Expected
            {...{ note, bars, ticksPerQuarter }}
            keyOf={keyAt(piece, note.onset)}
            read={reading?.notes.get(note.index)}
            program={piece.score.tracks[0]?.program ?? 42}
            length={length.value}
            onLength={(bars) => (length.value = bars)}
            onBranch={(pitch) => void grow(note, pitch, length.value, barAt(bars, note.onset)?.number ?? 1)}
            onStep={(by) => (chosen.value = notes[note.index + by] ?? note)}
          />
        ) : (
          <p class="card nothing">
            Click a note in the score or the roll, or go from note to note in the roll by the arrow keys, to see what the model
            expects there and where other notes would lead.
          </p>
        )}
        <Surprises
          {...{ piece, reading }}
          onChoose={(found) => (chosen.value = found)}
          chosen={note?.index ?? null}
        />
      </div>
      {branches.value.length > 0 && (
        <section aria-labelledby="branches-title">
          <h3 id="branches-title">Where it leads</h3>
          <ol class="branches">
            {branches.value.map((branch) => (
              <BranchCard
                key={branch.number}
                {...{ engine, piece, branch }}
                keyOf={keyAt(piece, branch.at.onset)}
                surprise={reading?.bits ?? null}
                onAnother={() => void grow(branch.at, branch.pitch, branch.bars, branch.bar)}
                onStop={() => stops.get(branch.number)?.abort()}
                onRemove={() => remove(branch.number)}
              />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
