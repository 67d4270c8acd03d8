// Opens the page in Debian's Chromium, through both transports: `bach studio`, and the static site.
//   BACH_PROGRAM  the program, built with the studio; without it only the static site is tried
//   BACH_PAGE     the folder that build.mjs made
//   BACH_WASM     the folder with bach.mjs; without it only the server is tried
// Screenshots of failures and those that tests take go into BACH_SHOTS, if it is set.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";

const pageFolder = process.env.BACH_PAGE;
const wasmFolder = process.env.BACH_WASM;
const program = process.env.BACH_PROGRAM;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

// The static site as any host would serve it.
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

const transports = { ...(wasmFolder && { static: serveStatic }), ...(program && { server: serveNatively }) };
assert.notDeepEqual(Object.keys(transports), [], "neither BACH_WASM nor BACH_PROGRAM is set");
assert(pageFolder, "BACH_PAGE is not set");

// A test for each transport. `body` gets an opened page and `tools`: see below. The test fails, too, if the page wrote
// to its console, threw, or asked another host for something.
export function scenario(name, body, { only = Object.keys(transports), width = 1280, height = 900, context = {} } = {}) {
  for (const transport of Object.keys(transports).filter((each) => only.includes(each))) {
    test(`${name} (${transport})`, { timeout: 180_000 }, async () => {
      const server = await transports[transport]();
      const browser = await chromium.launch({
        executablePath: process.env.BACH_CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
      });
      const complaints = [];
      try {
        const browserContext = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...context });
        const watch = (page) => {
          page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
          page.on("pageerror", (error) => complaints.push(`error: ${error.stack}`));
          page.on("request", (request) => {
            const url = request.url();
            if (!/^(blob|data):/.test(url) && new URL(url).origin !== new URL(server.address).origin) {
              complaints.push(`asked ${url}`);
            }
          });
        };
        browserContext.on("page", watch);
        const page = await browserContext.newPage();
        await page.goto(server.address);
        const tools = { transport, address: server.address, context: browserContext, server, complaints };
        try {
          await body(page, tools);
        } catch (error) {
          await shot(page, `failed ${name} ${transport}`);
          throw error;
        }
        assert.deepEqual(complaints, []);
      } finally {
        await browser.close();
        server.close();
      }
    });
  }
}

export async function shot(page, name) {
  if (!process.env.BACH_SHOTS) return;
  mkdirSync(process.env.BACH_SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.BACH_SHOTS, `${name.replace(/\W+/g, "-")}.png`), fullPage: true });
}

// Nothing that axe-core finds.
export async function assertAccessible(page) {
  // The policy of the page allows no script from elsewhere; this one comes from the debugger.
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const told = found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).join("; ")}`);
  assert.deepEqual(told, []);
}
