// Mends abcjs as it is bundled. It writes style attributes and a <style> element, which the page's
// Content-Security-Policy forbids: what it means by the attributes is set through the CSSOM instead, the element is
// for dragging notes, which no page does. And where lines are wrapped, keys that change were drawn as a debug message.
import { readFile } from "node:fs/promises";

const mended = {
  "write/svg.js": [
    /Svg\.prototype\.insertStyles = function \(styles\) \{[^}]*\}/,
    "Svg.prototype.insertStyles = function () {}",
  ],
  "write/engraver-controller.js": [
    "svg.appendChild(style.cloneNode(true))",
    "style && svg.appendChild(style.cloneNode(true))",
  ],
  "write/creation/abstract-engraver.js": [/case "key":/, 'case "key":\n\t\tcase "keySignature":'],
};

export const abcjsPolicy = {
  name: "abcjs-policy",
  setup(build) {
    build.onLoad({ filter: /abcjs\/src\/.*\.js$/ }, async ({ path }) => {
      let text = await readFile(path, "utf8");
      text = text.replace(/(\w[\w.]*)\.setAttribute\((["'])style\2, (.*)\)(;?)$/gm, "$1.style.cssText = $3$4");
      for (const [file, [from, to]] of Object.entries(mended)) {
        if (!path.endsWith(`abcjs/src/${file}`)) continue;
        const before = text;
        text = text.replace(from, to);
        if (text === before) throw new Error(`${file} of abcjs has changed; see abcjs_policy.mjs`);
      }
      return { contents: text, loader: "js" };
    });
  },
};
