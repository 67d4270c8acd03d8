// What the page Learn knows: the trainings of its engine, the one that is shown, and the visitor's models.
import { signal } from "@preact/signals";
import { type Engine, type Job, type StopWhen } from "../engine/engine";
import type { Event, Request } from "../engine/types";
import { say } from "../ui/say";
import { keepModel, keepRequest, loadModels, markKept, requestOfJob } from "./models";
import { Training } from "./training";
import { nameOf, presetOf, sameTraining } from "./training_request";

export interface Shown {
  job: Job;
  training: Training;
  // Trainings begun in this browser leave their model in it.
  mine: boolean;
}

export class LearnState {
  readonly shown = signal<Shown | undefined>(undefined);
  readonly problem = signal("");
  readonly starting = signal(false);
  // A model file stands in the list of models from when its training ended.
  readonly kept = signal<string | undefined>(undefined);
  // The training goes on, or so it is hoped, where it cannot be seen.
  readonly lost = signal(false);
  // A stop after the running epoch was asked for.
  readonly stopping = signal(false);
  private watching = new AbortController();

  private get running(): boolean {
    const shown = this.shown.peek();
    return shown !== undefined && shown.training.end === undefined;
  }

  constructor(readonly engine: Engine) {
    void loadModels();
    void this.look();
  }

  // Shows the newest training there is, here or begun by another visitor.
  private async look() {
    if (!this.starting.peek() && !this.running && document.visibilityState === "visible") {
      const jobs = await this.engine.jobs().catch(() => []);
      const newest = jobs.at(-1);
      if (newest && newest.id !== this.shown.peek()?.job.id && !this.starting.peek()) void this.watch(newest, jobs);
    }
    setTimeout(() => void this.look(), 3000);
  }

  async start(request: Request) {
    this.starting.value = true;
    this.problem.value = "";
    const answer = await this.engine.startJob(request).catch((error: Error) => ({ problem: error.message }));
    if ("problem" in answer) {
      this.problem.value = answer.problem;
      this.starting.value = false;
    } else {
      await keepRequest(answer.id, request).catch(() => undefined);
      say("Training begins");
      void this.watch({ ...answer, state: "running", request }, await this.engine.jobs().catch(() => []));
    }
  }

  async resume() {
    const shown = this.shown.peek();
    const checkpoint = shown?.training.checkpoint;
    if (!shown || !checkpoint) return;
    const request = (await requestOfJob(shown.job.id))?.request ?? shown.job.request;
    await this.start({ ...request, resume: { base64: checkpoint.base64 } });
  }

  stop(when: StopWhen) {
    const shown = this.shown.peek();
    this.stopping.value = when === "epoch";
    if (shown) void this.engine.stopJob(shown.job.id, when).catch((error: Error) => (this.problem.value = error.message));
  }

  private async watch(job: Job, jobs: Job[]) {
    this.watching.abort();
    this.watching = new AbortController();
    const { signal } = this.watching;
    const training = new Training();
    const asked = await requestOfJob(job.id);
    const mine = asked !== undefined;
    if (signal.aborted) return;
    this.kept.value = undefined;
    this.stopping.value = false;
    this.lost.value = false;
    this.shown.value = { job, training, mine };
    this.starting.value = false;
    for (const before of predecessors(job, jobs)) {
      await this.engine.watchJob(before.id, (event) => !signal.aborted && training.take(event), signal).catch(() => undefined);
      training.follow();
    }
    const take = (event: Event) => {
      if (signal.aborted) return;
      this.lost.value = false;
      training.take(event);
      if (event.event === "held_out" && mine) say(`Step ${event.step}: held-out loss ${event.loss.toFixed(3)} nats per note`);
    };
    while (!signal.aborted && training.end === undefined) {
      await this.engine.watchJob(job.id, take, signal).catch(() => undefined);
      if (signal.aborted || training.end !== undefined) break;
      // The server went away in the middle, or this machine slept.
      this.lost.value = true;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    if (signal.aborted || training.end === undefined) return;
    if (training.end !== "problem") say("Training has ended");
    if (mine && training.model && !asked.kept) await this.keep();
  }

  // Puts the model of the training shown among the visitor's own.
  async keep() {
    const shown = this.shown.peek();
    if (!shown) return;
    const { job, training } = shown;
    const { model } = training;
    const heldOut = training.modelLoss ?? training.best;
    if (model === undefined) return;
    await keepModel({
      id: job.id,
      name: nameOf(job.request),
      preset: presetOf(job.request),
      date: Date.now(),
      ...(heldOut !== undefined && { heldOut }),
      base64: model,
    }).catch((error: Error) => (this.problem.value = `The model cannot be kept in this browser: ${error.message}`));
    await markKept(job.id).catch(() => undefined);
    this.kept.value = job.id;
  }
}

// Those that it resumed one after another, the first one first.
function predecessors(job: Job, jobs: Job[]): Job[] {
  const found: Job[] = [];
  let from = jobs.findIndex(({ id }) => id === job.id);
  for (let next = job; next.request.resume !== undefined && from > 0; ) {
    from = jobs.slice(0, from).findLastIndex(({ request }) => sameTraining(request, next.request));
    if (from < 0) break;
    next = jobs[from]!;
    found.unshift(next);
  }
  return found;
}
