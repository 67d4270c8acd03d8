// Pieces from the engine, ready to be shown and played.
import { ask, type Engine } from "../engine/engine";
import type { InspectionEvent, Music, Score } from "../engine/types";
import type { Piece } from "./piece";

export async function renderedText(engine: Engine, music: Music, as: string, signal?: AbortSignal): Promise<string> {
  const [file] = await ask(engine, { version: 1, request: "render", music, as }, "file", signal);
  return file!.text ?? "";
}

export async function renderedBytes(engine: Engine, music: Music, as: string, signal?: AbortSignal): Promise<string> {
  const [file] = await ask(engine, { version: 1, request: "render", music, as }, "file", signal);
  return file!.base64 ?? "";
}

export async function inspected(engine: Engine, music: Music, signal?: AbortSignal): Promise<InspectionEvent> {
  const [event] = await ask(engine, { version: 1, request: "inspect", music }, "inspection", signal);
  return event!;
}

export async function openMovement(engine: Engine, movement: string, signal?: AbortSignal): Promise<Piece> {
  const music = { movement };
  const { title, score } = await inspected(engine, music, signal);
  const abc = await renderedText(engine, music, "abc", signal);
  const midi = await renderedBytes(engine, music, "mid", signal);
  return { title, composer: "J. S. Bach", abc, midi, score };
}

// Notes as a page: written down by the program.
export async function openScore(engine: Engine, title: string, score: Score, signal?: AbortSignal): Promise<Piece> {
  const abc = await renderedText(engine, { score, title }, "abc", signal);
  const music = { name: "piece.abc", text: abc };
  const midi = await renderedBytes(engine, music, "mid", signal);
  return { title, abc, midi, score: (await inspected(engine, music, signal)).score };
}
