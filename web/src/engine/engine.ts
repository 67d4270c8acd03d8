// What answers requests: the server this page came from, or the program in this browser. The page does not know
// which.
import type { Event, LastEvent, Request } from "./types";

export type OnEvent = (event: Event) => void;

// A training can stop at once or when its epoch is done. The server always does the first, with what was learned so far;
// a worker keeps what was reached by the last epoch.
export type StopWhen = "now" | "epoch";

// A training that outlives the page's visit.
export interface Job {
  id: string;
  state: "running" | "ended";
  request: Request;
}

export interface Engine {
  readonly kind: "server" | "worker";
  // The program's version.
  readonly program: string;
  // Answers with the last event; "problem" with the code "cancelled" once `signal` is aborted, "unreachable" if
  // the engine is gone. Never rejects.
  run(request: Request, onEvent?: OnEvent, signal?: AbortSignal): Promise<LastEvent>;

  startJob(request: Request): Promise<Job | { problem: string }>;
  jobs(): Promise<Job[]>;
  // Tells all events of the job from the first on, then those to come, until its last one or `signal`.
  watchJob(id: string, onEvent: OnEvent, signal: AbortSignal): Promise<void>;
  // It ends with what it has learned.
  stopJob(id: string, when?: StopWhen): Promise<void>;
  forgetJob(id: string): Promise<void>;
}

export function problem(code: string, message: string): LastEvent {
  return { event: "problem", code, message };
}

// All events of a kind that a request is answered with, `onEvent` is told the others, too; a problem is thrown.
export async function ask<Kind extends Event["event"]>(
  engine: Engine,
  request: Request,
  kind: Kind,
  signal?: AbortSignal,
  onEvent: OnEvent = () => undefined,
): Promise<Extract<Event, { event: Kind }>[]> {
  const found: Extract<Event, { event: Kind }>[] = [];
  const last = await engine.run(
    request,
    (event) => {
      onEvent(event);
      if (event.event === kind) found.push(event as Extract<Event, { event: Kind }>);
    },
    signal,
  );
  if (last.event === "problem") throw new Problem(last.message, last.code, last.argument);
  return found;
}

export class Problem extends Error {
  constructor(
    message: string,
    readonly code: string,
    // The option or field it is about.
    readonly argument = "",
  ) {
    super(message);
  }
}
