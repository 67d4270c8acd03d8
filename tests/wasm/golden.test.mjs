// The requests of tests/data/api and the events that answer them, as tests/api/golden_test.cc has them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answersTo } from "./open.mjs";

const folder = fileURLToPath(new URL("../data/api/", import.meta.url));

// Long texts stand by their digest there. So do long arrays; their digest is of numbers as C++ writes them, so
// that the length is what is compared here.
function shortened(value) {
  if (typeof value === "string") {
    const bytes = Buffer.from(value);
    if (bytes.length <= 400) return value;
    const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    return `sha256 ${digest} of ${bytes.length} bytes`;
  }
  if (Array.isArray(value)) {
    return value.length > 24 ? `${value.length} elements` : value.map(shortened);
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each)]));
}
const withoutDigests = (text) => text.replace(/"sha256 [0-9a-f]{16} of (\d+ elements)"/g, '"$1"');

for (const name of readdirSync(folder)) {
  const request = readFileSync(`${folder}${name}/request.json`, "utf8");
  test(`the golden answer: ${name}`, () => {
    const answers = answersTo(request).map((event) => {
      if (event.event === "file" && event.name === "model.safetensors") delete event.base64;
      return shortened(event);
    });
    const expected = readFileSync(`${folder}${name}/events.jsonl`, "utf8").trim().split("\n");
    assert.deepEqual(answers, expected.map((line) => JSON.parse(withoutDigests(line))));
  });
}
