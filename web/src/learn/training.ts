// A training as its events tell it. They may be told again from an earlier step on, when it was resumed: what comes
// later counts.
import { signal } from "@preact/signals";
import type { Event, Score } from "../engine/types";

export interface Loss {
  step: number;
  epoch: number;
  loss: number;
}
export interface HeldOut {
  step: number;
  loss: number;
  best: boolean;
}
export interface Sample {
  // From 1.
  epoch: number;
  score: Score;
}
export interface Checkpoint {
  step: number;
  base64: string;
}
export interface EpochSummary {
  epoch: number;
  lastStep: number;
  loss: number;
  heldOut?: number;
}

export class Training {
  // Changes with everything below.
  readonly version = signal(0);
  losses: Loss[] = [];
  heldOut: HeldOut[] = [];
  samples: Sample[] = [];
  readonly baselines = new Map<string, number>();
  readonly warnings: string[] = [];
  steps = 0;
  checkpoint: Checkpoint | undefined;
  model: string | undefined;
  // How it ended: "finished", "stopped_early", "stopped" or, with `problem`, "problem".
  end: string | undefined;
  problem: string | undefined;
  parameters: number | undefined;
  // Of `model`, when it ended.
  modelLoss: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly began = performance.now();
  private arrivals: [milliseconds: number, step: number][] = [];

  get step(): number {
    return this.losses.at(-1)?.step ?? 0;
  }

  // The least held-out loss, in nats per note.
  get best(): number | undefined {
    return this.heldOut.length === 0 ? undefined : Math.min(...this.heldOut.map(({ loss }) => loss));
  }

  take(event: Event) {
    switch (event.event) {
      case "loss":
        this.takeLoss(event);
        break;
      case "held_out":
        this.heldOut = this.heldOut.filter(({ step }) => step < event.step);
        this.heldOut.push({ step: event.step, loss: event.loss, best: event.best });
        break;
      case "baseline":
        this.baselines.set(String(event.name), Number(event.loss));
        break;
      case "sample": {
        const epoch = Number(event.epoch) + 1;
        this.samples = this.samples.filter((each) => each.epoch < epoch);
        this.samples.push({ epoch, score: event.score as Score });
        break;
      }
      case "checkpoint":
        this.checkpoint = { step: Number(event.step), base64: String(event.base64) };
        break;
      case "model":
        this.model = String(event.base64);
        break;
      case "file":
        if (event.base64) this.model = event.base64;
        break;
      case "warning":
        if (!this.warnings.includes(event.message)) this.warnings.push(event.message);
        break;
      case "done":
        this.end = String(event.end);
        if (event.held_out_loss !== undefined) this.modelLoss = Number(event.held_out_loss);
        if (event.parameters !== undefined) this.parameters = Number(event.parameters);
        break;
      case "problem":
        this.end = "problem";
        this.problem = event.message;
        break;
      default:
        return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.version.value++;
    }, 60);
  }

  // What went before, when another training resumed from its checkpoint.
  follow() {
    this.end = undefined;
    this.problem = undefined;
    this.version.value++;
  }

  epochs(): EpochSummary[] {
    const found: (EpochSummary & { of: number })[] = [];
    for (const { epoch, step, loss } of this.losses) {
      let last = found.at(-1);
      if (!last || last.epoch !== epoch + 1) {
        last = { epoch: epoch + 1, lastStep: step, loss: 0, of: 0 };
        found.push(last);
      }
      last.loss = (last.loss * last.of + loss) / (last.of + 1);
      last.of++;
      last.lastStep = step;
    }
    for (const each of found) {
      const first = found[found.indexOf(each) - 1]?.lastStep ?? 0;
      each.heldOut = this.heldOut.findLast(({ step }) => step > first && step <= each.lastStep)?.loss;
    }
    return found;
  }

  // Judged by the pace of the last steps; undefined while that is not known.
  secondsLeft(): number | undefined {
    const [first, last] = [this.arrivals[0], this.arrivals.at(-1)];
    if (!first || !last || last[1] - first[1] < 3) return undefined;
    return (((last[0] - first[0]) / (last[1] - first[1])) * (this.steps - last[1])) / 1000;
  }

  private takeLoss({ step, steps, epoch, loss }: Loss & { steps: number }) {
    if (step <= this.step) {
      this.losses = this.losses.filter((each) => each.step < step);
      this.heldOut = this.heldOut.filter((each) => each.step < step);
    }
    this.losses.push({ step, epoch, loss });
    this.steps = steps;
    const now = performance.now();
    // The events from before this page came are told all at once.
    if (now - this.began > 1500) this.arrivals.push([now, step]);
    if (this.arrivals.length > 40) this.arrivals.shift();
  }
}

// The losses without their jumping up and down: a running mean, each step of less weight than the next one.
export function smoothed(losses: Loss[]): Loss[] {
  const share = 2 / (Math.max(8, losses.length / 15) + 1);
  let sum = 0;
  let weight = 0;
  return losses.map(({ step, epoch, loss }) => {
    sum += share * (loss - sum);
    weight += share * (1 - weight);
    return { step, epoch, loss: sum / weight };
  });
}
