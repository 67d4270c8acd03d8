// Opens the page in Debian's Chromium, through both transports, which serve.mjs has with the variables it needs.
// Screenshots of failures and those that tests take go into BACH_SHOTS, if it is set.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { transports } from "./serve.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

// Of what no engine has a part in: through one of them.
export function scenarioOfPage(name, body, options = {}) {
  scenario(name, body, { ...options, only: [transports.server ? "server" : "static"] });
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
