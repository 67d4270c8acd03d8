import { render } from "preact";
import { openEngine } from "./engine/open";
import { Frame } from "./ui/frame";

const root = document.getElementById("app")!;
try {
  const engine = await openEngine();
  render(<Frame engine={engine} />, root);
} catch (error) {
  root.textContent = `The page cannot start: ${(error as Error).message}. Reload it, or start bach studio again.`;
}
