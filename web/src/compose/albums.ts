// Suites: six movements in one key, kept together.
import { signal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { Problem } from "../engine/engine";
import type { Options, WholeEvent } from "../engine/types";
import { keyName, type PageNote, type Piece } from "../piece/piece";
import { say } from "../ui/say";
import { pieceOf, type Made } from "./steps";
import { composing, growing, grown } from "./studio";
import { suiteOptions, type Wishes } from "./wishes";

export interface Movement {
  title: string;
  metre: string;
  bars: number[];
  made: Made;
}

export interface Album {
  id: string;
  title: string;
  seed: number;
  options: Options;
  movements: Movement[];
  whole: Piece;
  command?: string;
}

// Newest first.
export const albums = signal<Album[]>([]);

export async function composeSuite(engine: Engine, asked: Wishes): Promise<void> {
  const options = suiteOptions(asked);
  const title = asked.key ? `Suite in ${keyName(asked.key).replace(/ major$/, "")}` : "Suite";
  await composing(async (signal) => {
    const movements: Movement[] = [];
    let whole: WholeEvent | undefined;
    let notes: PageNote[] = [];
    let of = 0;
    const tell = (stage: string) => (growing.value = { title, stage, notes, ticksPerQuarter: 480 });
    tell("Composing movement 1 of 6");
    const last = await engine.run(
      { version: 1, request: "suite", options, files: ["mid", "abc"] },
      (event) => {
        if (event.event === "notes") {
          if (event.index !== of) [of, notes] = [event.index, []];
          notes = grown(notes, event);
          tell(`Composing movement ${of + 1} of 6`);
        } else if (event.event === "score") {
          const { index, name = "", title, metre = "", bars = [], command } = event;
          const made: Made = {
            steps: [{ request: "suite", options, movement: index, name }],
            commands: [command],
            piece: pieceOf(event),
          };
          movements.push({ title, metre, bars, made });
        } else if (event.event === "whole") whole = event;
      },
      signal,
    );
    if (last.event === "problem") throw new Problem(last.message, last.code, last.argument);
    if (!whole) throw new Error("the program made no suite");
    const album: Album = {
      id: crypto.randomUUID(),
      title: whole.title,
      seed: asked.seed,
      options,
      movements,
      whole: pieceOf(whole),
      command: whole.command ?? movements[0]?.made.commands[0],
    };
    albums.value = [album, ...albums.value];
    say(`${album.title} is ready`);
  });
}

export function removeAlbum(album: Album) {
  albums.value = albums.value.filter((each) => each !== album);
}
