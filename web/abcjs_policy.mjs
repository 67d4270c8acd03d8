// abcjs writes style attributes and a <style> element, which the page's Content-Security-Policy forbids. What it
// means by the attributes is set through the CSSOM instead; the element is for dragging notes, which no page does.
import { readFile } from "node:fs/promises";

export const abcjsPolicy = {
  name: "abcjs-policy",
  setup(build) {
    build.onLoad({ filter: /abcjs\/src\/.*\.js$/ }, async ({ path }) => {
      let text = await readFile(path, "utf8");
      text = text.replace(/(\w[\w.]*)\.setAttribute\((["'])style\2, (.*)\);/g, "$1.style.cssText = $3;");
      if (path.endsWith("write/svg.js")) {
        const before = text;
        text = text.replace(/Svg\.prototype\.insertStyles = function \(styles\) \{[^}]*\}/, "Svg.prototype.insertStyles = function () {}");
        if (text === before) throw new Error("abcjs has another insertStyles; see abcjs_policy.mjs");
      }
      return { contents: text, loader: "js" };
    });
  },
};
