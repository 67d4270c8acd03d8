// Debian's Firefox, driven by Marionette, the protocol that it speaks itself: JSON over a socket.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const program = (...names) =>
  process.env.PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(existsSync);
const firefox = program("firefox-esr", "firefox");
// Firefox makes no sound at all where there is no way out for it, which this one gives without a sound card.
const pulseaudio = program("pulseaudio");

// What is missing to try it, if anything is.
export const missing = firefox ? (pulseaudio ? "" : "there is no pulseaudio") : "there is no Firefox";

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

const preferences = (downloads) => ({
  "marionette.port": 0,
  "browser.download.folderList": 2,
  "browser.download.dir": downloads,
  "browser.download.always_ask_before_handling_new_types": false,
  // Where the page's console goes, and nothing else.
  "devtools.console.stdout.content": true,
  "devtools.console.stdout.chrome": false,
  // Nothing is asked of other hosts.
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "app.normandy.enabled": false,
  "nimbus.rollouts.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
});

export class Firefox {
  #child;
  #sound;
  #socket;
  #folder;
  #said = "";
  #waiting = new Map();
  #last = 0;

  static async open() {
    const opened = new Firefox();
    await opened.#open();
    return opened;
  }

  async #open() {
    this.#folder = mkdtempSync(join(tmpdir(), `bach-firefox-${process.pid}-`));
    const profile = join(this.#folder, "profile");
    this.downloads = join(this.#folder, "downloads");
    mkdirSync(profile);
    mkdirSync(this.downloads);
    const lines = Object.entries(preferences(this.downloads)).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, "user.js"), lines.join(""));
    const sink = join(this.#folder, "sink");
    const env = { ...process.env, HOME: this.#folder, XDG_RUNTIME_DIR: this.#folder, PULSE_SERVER: `unix:${sink}` };
    this.#sound = spawn(
      pulseaudio,
      ["-n", "--exit-idle-time=-1", "-L", "module-null-sink", "-L", `module-native-protocol-unix socket=${sink} auth-anonymous=1`],
      { stdio: "ignore", env },
    );
    await until("sound opens", () => existsSync(sink));
    this.#child = spawn(firefox, ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", profile], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...env, MOZ_DISABLE_CONTENT_SANDBOX: "1" },
    });
    this.#child.stdout.on("data", (bytes) => (this.#said += bytes));
    const port = await until("Firefox opens", () => {
      const file = join(profile, "MarionetteActivePort");
      return existsSync(file) && Number(readFileSync(file, "utf8"));
    });
    this.#socket = connect(port, "127.0.0.1");
    this.#listen();
    await this.command("WebDriver:NewSession");
  }

  // Each message is its length, a colon, and JSON: [1, id, error, result] answers [0, id, name, parameters].
  #listen() {
    let rest = Buffer.alloc(0);
    this.#socket.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (;;) {
        const colon = rest.indexOf(":");
        const size = Number(rest.toString("latin1", 0, Math.max(0, colon)));
        if (colon < 0 || rest.length < colon + 1 + size) return;
        const message = JSON.parse(rest.toString("utf8", colon + 1, colon + 1 + size));
        rest = rest.subarray(colon + 1 + size);
        if (!Array.isArray(message)) continue;
        const [, id, error, result] = message;
        const { resolve, reject } = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (error) reject(new Error(`${error.error}: ${error.message}`));
        else resolve(result?.value ?? result);
      }
    });
  }

  command(name, parameters = {}) {
    const id = ++this.#last;
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  goto(url) {
    return this.command("WebDriver:Navigate", { url });
  }

  // Runs a function in the page; elements come back as what the commands take.
  evaluate(body, ...args) {
    return this.command("WebDriver:ExecuteScript", { script: `return (${body})(...arguments)`, args, sandbox: null });
  }

  // Until the function gives something, which comes back.
  wait(what, body, ...args) {
    return until(what, () => this.evaluate(body, ...args));
  }

  // The button, link or field of that name, as soon as it is there.
  named(name, within = "body") {
    return this.wait(`"${name}"`, findNamed, name, within);
  }

  async click(name, within) {
    const element = await this.named(name, within);
    await this.command("WebDriver:ElementClick", { id: element[elementKey] });
  }

  // Keys, or the paths of files where it is a choice of files.
  async type(element, text) {
    await this.command("WebDriver:ElementSendKeys", { id: element[elementKey], text });
  }

  download(name) {
    const path = join(this.downloads, name);
    // It is there from the begin, but empty until all of it has come.
    return until(name, () => {
      const bytes = existsSync(path) && readFileSync(path);
      return bytes.length > 0 && bytes;
    });
  }

  async shot(path) {
    writeFileSync(path, Buffer.from(await this.command("WebDriver:TakeScreenshot", { full: true }), "base64"));
  }

  // What the page wrote to its console, and what Firefox says of it: errors, warnings, what its policy refused.
  async complaints(address) {
    await this.command("Marionette:SetContext", { value: "chrome" });
    const errors = await this.evaluate(
      (origin) =>
        Services.console
          .getMessageArray()
          .filter((each) => each instanceof Ci.nsIScriptError && each.sourceName.startsWith(origin))
          .map((each) => `${each.errorMessage} (${each.sourceName}:${each.lineNumber})`),
      new URL(address).origin,
    );
    await this.command("Marionette:SetContext", { value: "content" });
    return [...errors, ...this.#said.split("\n").filter((line) => line.startsWith("console.") && !line.includes("RSLoader"))];
  }

  async close() {
    this.#socket?.destroy();
    for (const child of [this.#child, this.#sound]) {
      if (!child || child.exitCode !== null) continue;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function until(what, found) {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
    const value = await found();
    if (value) return value;
  }
  throw new Error(`waited in vain: ${what}`);
}

function findNamed(name, within) {
  return [...document.querySelectorAll(`:is(${within}) :is(a, button, input, select)`)].find((each) => {
    const label = each.getAttribute("aria-label") ?? [...(each.labels ?? [])].map((one) => one.textContent).join(" ");
    return each.checkVisibility() && (label || each.textContent).trim() === name;
  });
}
