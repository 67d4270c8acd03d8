// Trainings in this page: their events are kept for those who come to watch later.
import { problem, type Job, type OnEvent } from "./engine";
import type { Event, LastEvent, Request } from "./types";

type Run = (request: Request, onEvent: OnEvent, signal: AbortSignal) => Promise<LastEvent>;

interface Training extends Job {
  events: Event[];
  watchers: Set<OnEvent>;
  stop: AbortController;
  ended: Promise<void>;
}

export class TrainingShelf {
  private readonly trainings = new Map<string, Training>();

  constructor(private readonly run: Run) {}

  async start(request: Request): Promise<Job | { problem: string }> {
    for (const each of this.trainings.values()) {
      if (each.state === "running") return { problem: "one training runs already; stop it first" };
    }
    const training: Training = {
      id: crypto.randomUUID(),
      state: "running",
      request,
      events: [],
      watchers: new Set(),
      stop: new AbortController(),
      ended: Promise.resolve(),
    };
    const tell = (event: Event) => {
      training.events.push(event);
      for (const watcher of training.watchers) watcher(event);
    };
    training.ended = this.run(request, tell, training.stop.signal).then((last) => {
      if (training.events.at(-1) !== last) tell(last);
      training.state = "ended";
    });
    this.trainings.set(training.id, training);
    return training;
  }

  async jobs(): Promise<Job[]> {
    return [...this.trainings.values()].map(({ id, state, request }) => ({ id, state, request }));
  }

  async watch(id: string, onEvent: OnEvent, signal: AbortSignal): Promise<void> {
    const training = this.trainings.get(id);
    if (!training) return onEvent(problem("not_found", "no such training"));
    for (const event of training.events) onEvent(event);
    if (training.state === "ended") return;
    training.watchers.add(onEvent);
    const left = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([training.ended, left]);
    training.watchers.delete(onEvent);
  }

  async stop(id: string): Promise<void> {
    this.trainings.get(id)?.stop.abort();
  }

  async forget(id: string): Promise<void> {
    await this.stop(id);
    this.trainings.delete(id);
  }
}
