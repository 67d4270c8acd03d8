// A file as music for the engine. The program for browsers reads no MusicXML: there it becomes ABC first.
import type { Engine } from "../engine/engine";
import type { Music } from "../engine/types";
import { base64Of } from "../ui/bytes";

const most = 16 * 1024 * 1024;

export async function musicOfFile(engine: Engine, file: File): Promise<Music> {
  if (file.size > most) throw new Error("it is larger than 16 MiB");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const ending = /\.(\w+)$/.exec(file.name.toLowerCase())?.[1] ?? "";
  if (!["mid", "midi", "abc", "musicxml", "xml", "mxl"].includes(ending)) {
    throw new Error("its name ends in none of .mid, .abc, .musicxml, .xml and .mxl");
  }
  if (engine.kind === "worker" && /xml|mxl/.test(ending)) {
    const { abcOfXml, unpacked } = await import("../piece/read_music_xml");
    const xml = ending === "mxl" ? unpacked(bytes) : new TextDecoder().decode(bytes);
    return { name: file.name.replace(/\.\w+$/, ".abc"), text: abcOfXml(xml) };
  }
  return { name: file.name, base64: base64Of(bytes) };
}
