// The page on 127.0.0.1 through both transports: `bach studio`, and the static site as any host would serve it.
//   BACH_PROGRAM  the program, built with the studio; without it only the static site is tried
//   BACH_PAGE     the folder that build.mjs made
//   BACH_WASM     the folder with bach.mjs; without it only the server is tried
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const pageFolder = process.env.BACH_PAGE;
const wasmFolder = process.env.BACH_WASM;
const program = process.env.BACH_PROGRAM;

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
};

async function serveStatic() {
  const server = createServer((request, answer) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)).replace(/\/$/, "/index.html");
    if (path === "/engine.json") {
      answer.setHeader("Content-Type", types[".json"]);
      answer.end('{"engine":"worker","version":1,"program":"test"}');
      return;
    }
    const file = path.startsWith("/wasm/") ? join(wasmFolder, path.slice(6)) : join(pageFolder, path);
    if (path.includes("..") || !existsSync(file)) {
      answer.writeHead(404).end();
      return;
    }
    answer.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(answer);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function serveNatively() {
  const child = spawn(program, ["studio", "--no-open", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const found = /http:\/\/\S+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`bach studio left with ${code}: ${text}`)));
  });
  return { address, close: () => child.kill("SIGINT") };
}

// Each gives the address to open, and how to end it.
export const transports = { ...(wasmFolder && { static: serveStatic }), ...(program && { server: serveNatively }) };
assert.notDeepEqual(Object.keys(transports), [], "neither BACH_WASM nor BACH_PROGRAM is set");
assert(pageFolder, "BACH_PAGE is not set");
