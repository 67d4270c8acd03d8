// A piece as MusicXML: by the engine where it can, else from its ABC text. The program for browsers has no XML.
import { ask, Problem, type Engine } from "../engine/engine";
import type { Piece } from "./piece";

export async function musicXmlOf(engine: Engine, piece: Piece, signal: AbortSignal): Promise<string> {
  const music = { name: "piece.abc", text: piece.abc };
  try {
    const [file] = await ask(engine, { version: 1, request: "render", music, as: "musicxml" }, "file", signal);
    return file!.text!;
  } catch (error) {
    if ((error as Problem).code !== "unsupported") throw error;
  }
  const { xmlOfAbc } = await import("./write_music_xml");
  return xmlOfAbc(piece.abc);
}
