// Finds out which engine this page has.
import type { Engine } from "./engine";
import { ServerEngine } from "./server_engine";
import { WorkerEngine } from "./worker_engine";

export async function openEngine(): Promise<Engine> {
  const answer = await fetch("engine.json");
  if (!answer.ok) throw new Error(`engine.json: ${answer.status}`);
  const { engine, program } = (await answer.json()) as { engine: string; program: string };
  return engine === "server" ? new ServerEngine(program, takeToken()) : new WorkerEngine(program);
}

// The address that `bach studio` opens has the token behind #; it is kept for reloads of this tab alone.
function takeToken(): string {
  const found = /^#token=([\w-]+)$/.exec(location.hash);
  if (found) {
    sessionStorage.setItem("token", found[1]!);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem("token") ?? "";
}
