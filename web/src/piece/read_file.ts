// A file of the visitor's as music for the engine. The program for browsers reads no zip archives: packed MusicXML is
// unpacked for it.
import type { Engine } from "../engine/engine";
import { base64Of } from "../ui/bytes";

const endings = ["mid", "midi", "abc", "musicxml", "xml", "mxl"];
// For `accept` of an input.
export const acceptedMusic = endings.map((ending) => `.${ending}`).join();

const most = 16 * 1024 * 1024;

export async function musicOfFile(engine: Engine, file: File): Promise<{ name: string; base64: string }> {
  const ending = /\.(\w+)$/.exec(file.name.toLowerCase())?.[1] ?? "";
  if (!endings.includes(ending)) throw new Error("its name ends in none of .mid, .abc, .musicxml, .xml and .mxl");
  if (file.size > most) throw new Error("it is larger than 16 MiB");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (ending !== "mxl" || engine.kind === "server") return { name: file.name, base64: base64Of(bytes) };
  const { unpackedScore } = await import("./packed_music_xml");
  return { name: file.name.replace(/\.mxl$/i, ".musicxml"), base64: base64Of(unpackedScore(bytes)) };
}
