// Makes a C++ source that has the page's files in it, as src/studio/page_files.h tells:
// node tools/embed_page.mjs FOLDER SOURCE COMPRESSED_FOLDER
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const types = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  wasm: "application/wasm",
  woff2: "font/woff2",
  ogg: "audio/ogg",
  mid: "audio/midi",
};

const [folder, source, compressedFolder] = process.argv.slice(2).map((name) => resolve(name));

function filesIn(directory) {
  const names = readdirSync(directory).sort();
  return names.flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

function text(value) {
  if (!/^[\x20-\x7e]*$/.test(value)) throw new Error(`a name that is not plain ASCII: ${value}`);
  return JSON.stringify(value);
}

rmSync(compressedFolder, { recursive: true, force: true });
mkdirSync(compressedFolder, { recursive: true });
const assembly = [];
const entries = [];

// The bytes of a file under a label; returns the expression that views them.
function embed(label, path, size) {
  assembly.push(`asm(".section .rodata\\n.balign 16\\n.globl ${label}\\n.hidden ${label}\\n${label}:\\n.incbin \\"${path}\\"\\n.text\\n");`);
  assembly.push(`extern "C" __attribute__((visibility("hidden"))) const char ${label}[];`);
  return `{${label}, ${size}}`;
}

filesIn(folder).forEach((path, index) => {
  const name = relative(folder, path).split(sep).join("/");
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const bytes = readFileSync(path);
  const tag = createHash("sha256").update(bytes).digest("hex").slice(0, 24);
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  let brotli = "{}";
  if (packed.length < bytes.length * 0.9) {
    const packedPath = join(compressedFolder, `${index}.br`);
    writeFileSync(packedPath, packed);
    brotli = embed(`bach_page_${index}_br`, packedPath, packed.length);
  }
  const type = types[ending] ?? "application/octet-stream";
  const plain = embed(`bach_page_${index}`, path, bytes.length);
  entries.push(`    {${text(name)}, ${text(type)}, ${text(tag)}, ${plain}, ${brotli}},`);
});
if (!entries.some((entry) => entry.includes('"index.html"'))) {
  throw new Error(`no index.html in ${folder}`);
}

writeFileSync(
  source,
  `// Made by tools/embed_page.mjs.
#include "studio/page_files.h"

${assembly.join("\n")}

namespace bach::studio {
namespace {

constexpr api::PageFile kFiles[] = {
${entries.join("\n")}
};

}  // namespace

std::span<const api::PageFile> page_files() { return kFiles; }

}  // namespace bach::studio
`,
);
