// Makes the page: node build.mjs FOLDER. What stands in FOLDER afterwards can be served as it is; beside it the
// static site has bach.wasm, bach.js and bach.mjs in wasm/.
import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { abcjsPolicy } from "./abcjs_policy.mjs";
import { cutSounds } from "./cut_sounds.mjs";
import { licences } from "./licences.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = process.argv[2];
if (!folder) {
  console.error("usage: node build.mjs FOLDER");
  process.exit(2);
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { app: "src/app.tsx", worker: "src/engine/worker.ts", render: "src/sound/render_worker.ts" },
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  outdir: folder,
  chunkNames: "[name]-[hash]",
  external: ["./wasm/*"],
  plugins: [abcjsPolicy],
  logLevel: "warning",
  legalComments: "none",
});
for (const [from, to] of [
  ["src/index.html", "index.html"],
  ["src/icon.svg", "icon.svg"],
  ["node_modules/spessasynth_lib/dist/spessasynth_processor.min.js", "synthesiser.js"],
  ["node_modules/wasm-media-encoders/wasm/ogg.wasm", "ogg.wasm"],
]) {
  await cp(join(here, from), join(folder, to));
}
const styles = ["theme", "frame", "controls", "piece", "compose", "learn", "explore", "listen"];
const texts = styles.map((name) => join(here, `src/style/${name}.css`)).filter(existsSync);
await writeFile(join(folder, "app.css"), (await Promise.all(texts.map((name) => readFile(name, "utf8")))).join("\n"));
await writeFile(join(folder, "licences.txt"), await licences(here));
await cutSounds(folder);
