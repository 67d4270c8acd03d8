// The program in this browser. A request holds its worker until it is done; to stop it, the worker is ended.
import { problem, type Engine, type Job, type OnEvent, type StopWhen } from "./engine";
import type { Event, LastEvent, Request } from "./types";
import { TrainingShelf } from "./training_shelf";
import { Turns } from "./turns";

class Program {
  private readonly worker = new Worker("worker.js", { type: "module" });
  private readonly ready: Promise<void>;

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.worker.onmessage = () => resolve();
      this.worker.onerror = (event) => reject(new Error(event.message || "the program does not load"));
    });
  }

  async run(request: Request, onEvent: OnEvent): Promise<LastEvent> {
    await this.ready;
    return new Promise((resolve, reject) => {
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.onmessage = ({ data }: MessageEvent<Event>) => {
        onEvent(data);
        if (data.event === "done" || data.event === "problem") resolve(data);
      };
      this.worker.postMessage(request);
    });
  }

  end() {
    this.worker.terminate();
  }
}

// Each holds the program, its model and its memory.
const mostIdle = 2;
const mostAtWork = Math.min(4, Math.max(2, navigator.hardwareConcurrency || 2));
// As the server has it.
const mostWaiting = 128;

export class WorkerEngine implements Engine {
  readonly kind = "worker";
  private readonly idle: Program[] = [];
  private readonly turns = new Turns(mostAtWork, mostWaiting);
  // One training goes on at a time, for long: it takes nobody's turn.
  private readonly shelf = new TrainingShelf((request, onEvent, signal) => this.answer(request, onEvent, signal));

  constructor(readonly program: string) {
    this.idle.push(new Program());
  }

  async run(request: Request, onEvent: OnEvent = () => undefined, signal?: AbortSignal): Promise<LastEvent> {
    const done = await this.turns.take(signal);
    if (signal?.aborted) {
      done?.();
      return problem("cancelled", "stopped");
    }
    if (!done) return problem("limit", "too much waits to be computed in this browser; try again when some of it is done");
    return this.answer(request, onEvent, signal).finally(done);
  }

  private async answer(request: Request, onEvent: OnEvent, signal?: AbortSignal): Promise<LastEvent> {
    const program = this.idle.pop() ?? new Program();
    const stopped = new Promise<LastEvent>((resolve) => {
      signal?.addEventListener("abort", () => resolve(problem("cancelled", "stopped")), { once: true });
    });
    let live = true;
    try {
      const last = await Promise.race([program.run(request, (event) => live && onEvent(event)), stopped]);
      if (signal?.aborted || this.idle.length >= mostIdle) program.end();
      else this.idle.push(program);
      return last;
    } catch (error) {
      program.end();
      return problem("unreachable", `the program in this page failed: ${(error as Error).message}`);
    } finally {
      live = false;
    }
  }

  startJob(request: Request): Promise<Job | { problem: string }> {
    return this.shelf.start(request);
  }
  jobs(): Promise<Job[]> {
    return this.shelf.jobs();
  }
  watchJob(id: string, onEvent: OnEvent, signal: AbortSignal): Promise<void> {
    return this.shelf.watch(id, onEvent, signal);
  }
  stopJob(id: string, when: StopWhen = "now"): Promise<void> {
    return this.shelf.stop(id, when);
  }
  forgetJob(id: string): Promise<void> {
    return this.shelf.forget(id);
  }
}
