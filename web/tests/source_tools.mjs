// Sources of the page that need no browser, for tests of them alone.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

// `path` is from this folder.
export async function load(path) {
  const source = fileURLToPath(new URL(path, import.meta.url));
  const made = await build({ entryPoints: [source], bundle: true, format: "esm", write: false, logLevel: "warning" });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].text).toString("base64")}`);
}
