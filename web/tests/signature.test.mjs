// The numbers that boil all of the program down to one, as every build has them, in Chromium: tests/app/signature_test.cc
// and sequence_signature_test.cc as WebAssembly.
import assert from "node:assert/strict";
import { scenario } from "./harness.mjs";

scenario(
  "one seed has one result in a browser, too",
  async (page) => {
    const { code, lines } = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const lines = [];
          window.Module = {
            arguments: ["--gtest_filter=Signature.*"],
            print: (line) => lines.push(line),
            printErr: (line) => lines.push(line),
            onExit: (code) => resolve({ code, lines }),
          };
          const script = document.createElement("script");
          script.src = "wasm/core_test.js";
          script.onerror = () => resolve({ lines: ["there is no core_test.js beside bach.js"] });
          addEventListener("error", ({ message }) => resolve({ lines: [message] }));
          document.head.append(script);
        }),
    );
    assert.equal(code, 0, lines.join("\n"));
    assert(lines.some((line) => /\[ {2}PASSED {2}\] [5-9] tests/.test(line)), lines.join("\n"));
  },
  { only: ["static"] },
);
