// The licences of what the page is made of, as one text.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const parts = ["preact", "@preact/signals", "@preact/signals-core", "abcjs", "spessasynth_lib", "spessasynth_core", "fflate",
               "wasm-media-encoders"];
const sounds = "/usr/share/doc/fluidr3mono-gm-soundfont/copyright";

export async function licences(folder) {
  let text = "This page contains, beside bach itself:\n";
  for (const part of parts) {
    const place = join(folder, "node_modules", part);
    const about = JSON.parse(await readFile(join(place, "package.json"), "utf8"));
    const name = (await readdir(place)).find((each) => /^licen[cs]e/i.test(each));
    if (!name) throw new Error(`${part} has no licence file`);
    text += `\n\n=== ${about.name} ${about.version} (${about.license})\n\n${await readFile(join(place, name), "utf8")}`;
  }
  return `${text}\n\n=== The sounds, cut from FluidR3 Mono GM\n\n${await readFile(sounds, "utf8")}`;
}
