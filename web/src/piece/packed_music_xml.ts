// The score in packed MusicXML (.mxl), found as the program does where it can unpack: the first root file that the
// container names and that may be a score or, without a container, the one score at the top of the archive.
import { Unzip, UnzipInflate } from "fflate";

const container = "META-INF/container.xml";
const mostBytes = 16 * 1024 * 1024;
// What is unpacked of so much at a time, 1032 times as much at most, stays bounded.
const slice = 16 * 1024;

export function unpackedScore(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Error("it is no packed MusicXML; give the .musicxml file itself");
  const files = unzipped(bytes);
  const root = files.has(container) ? rootOf(new TextDecoder().decode(files.get(container))) : onlyScore(files);
  const score = files.get(root);
  if (!score) throw new Error(`${root}, which its container names, is not in it; pack it again`);
  return score;
}

function unzipped(bytes: Uint8Array): Map<string, Uint8Array> {
  const chunks = new Map<string, Uint8Array[]>();
  let size = 0;
  let damaged = "";
  const unzip = new Unzip((file) => {
    if (!/\.(xml|musicxml)$/i.test(file.name)) return;
    const own: Uint8Array[] = [];
    chunks.set(file.name, own);
    file.ondata = (error, chunk) => {
      if (error) damaged = file.name;
      size += chunk?.length ?? 0;
      if (size <= mostBytes && !error) own.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  // Errors within `push` would be told to ondata.
  for (let at = 0; at < bytes.length; at += slice) {
    unzip.push(bytes.subarray(at, at + slice), at + slice >= bytes.length);
    if (damaged) throw new Error(`${damaged} in it is damaged; pack it again`);
    if (size > mostBytes) throw new Error("it unpacks to more than 16 MiB; no piece of music does");
  }
  return new Map([...chunks].map(([name, own]) => [name, joined(own)]));
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function rootOf(text: string): string {
  const document = new DOMParser().parseFromString(text, "application/xml");
  if (document.querySelector("parsererror")) throw new Error("its container is not XML; pack it again");
  for (const root of document.querySelectorAll("container > rootfiles > rootfile")) {
    const type = root.getAttribute("media-type") ?? "";
    if (!type || type.includes("xml")) return root.getAttribute("full-path") ?? "";
  }
  throw new Error("its container names no score; pack it again");
}

function onlyScore(files: Map<string, Uint8Array>): string {
  const scores = [...files.keys()].filter((name) => /\.(xml|musicxml)$/.test(name) && !name.includes("/"));
  if (scores.length === 1) return scores[0]!;
  throw new Error(
    scores.length ? "it holds several files and no container says which is the score" : "it holds no MusicXML",
  );
}
