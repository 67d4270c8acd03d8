// Trainings in this browser. One of its tabs trains, in a worker, and keeps all events; every tab can watch. When that
// tab is closed or reloaded, the next one that has the page open takes the training up from its last checkpoint.
import { Database } from "./database";
import { EventLog, type KeptEvent, type Told } from "./event_log";
import { problem, type Job, type OnEvent, type StopWhen } from "./engine";
import { metadataOf } from "../ui/safetensors";
import type { Event, LastEvent, Request } from "./types";

type Run = (request: Request, onEvent: OnEvent, signal: AbortSignal) => Promise<LastEvent>;
type Order = { stop: string; when: StopWhen };

interface KeptJob extends Job {
  started: number;
}

const lock = "bach-training";
const endedKept = 8;

export class TrainingShelf {
  private readonly database = new Database("bach-trainings", { jobs: "id", events: ["job", "number"] });
  private readonly channel = new BroadcastChannel(lock);
  private own: { id: string; stop(when: StopWhen): void } | undefined;
  private adopting = false;

  constructor(private readonly run: Run) {
    this.channel.onmessage = ({ data }: MessageEvent<Told | Order>) => {
      if ("stop" in data) this.obey(data);
    };
  }

  start(request: Request): Promise<Job | { problem: string }> {
    return new Promise((resolve) => {
      const trained = navigator.locks.request(lock, { ifAvailable: true }, async (granted) => {
        if (!granted) return resolve({ problem: "one training runs already, perhaps in another tab; stop it first" });
        await this.forgetOldest();
        const job = newJob(request);
        const kept = checkpointToResume(job.id, request);
        await this.database.change("events", kept);
        await this.database.change("jobs", [job]);
        resolve(job);
        await this.train(job, kept, request);
      });
      trained.catch((error: Error) => resolve({ problem: error.message }));
    });
  }

  async jobs(): Promise<Job[]> {
    const jobs = await this.kept().catch(() => []);
    if (jobs.some(({ id, state }) => state === "running" && id !== this.own?.id)) this.adopt();
    return jobs;
  }

  async watch(id: string, onEvent: OnEvent, signal: AbortSignal): Promise<void> {
    const channel = new BroadcastChannel(lock);
    let next = 0;
    let early: Told[] | undefined = [];
    const tell = (events: KeptEvent[]) => {
      for (const { number, event } of events) {
        if (number < next || signal.aborted) continue;
        next = number + 1;
        onEvent(event);
      }
    };
    const ended = new Promise<void>((resolve) => {
      const take = (told: Told) => {
        tell(told.events);
        if (told.ended) resolve();
      };
      channel.onmessage = ({ data }: MessageEvent<Told | Order>) => {
        if (!("job" in data) || data.job !== id) return;
        if (early) early.push(data);
        else take(data);
      };
      signal.addEventListener("abort", () => resolve(), { once: true });
      void this.eventsOf(id).then(async (events) => {
        tell(events);
        const job = await this.database.get<KeptJob>("jobs", id);
        for (const told of early!) take(told);
        early = undefined;
        if (job?.state !== "running") resolve();
      }, resolve);
    });
    await ended;
    channel.close();
  }

  async stop(id: string, when: StopWhen): Promise<void> {
    const order: Order = { stop: id, when };
    this.obey(order);
    this.channel.postMessage(order);
  }

  async forget(id: string): Promise<void> {
    await this.stop(id, "now");
    await this.database.change("jobs", [], [id]);
    await this.database.change("events", [], [IDBKeyRange.bound([id, 0], [id, Infinity])]);
  }

  private obey({ stop, when }: Order) {
    if (this.own?.id === stop) this.own.stop(when);
  }

  private async kept(): Promise<KeptJob[]> {
    return (await this.database.all<KeptJob>("jobs")).sort((a, b) => a.started - b.started);
  }

  private eventsOf(id: string): Promise<KeptEvent[]> {
    return this.database.all<KeptEvent>("events", IDBKeyRange.bound([id, 0], [id, Infinity]));
  }

  private async forgetOldest() {
    const ended = (await this.kept()).filter(({ state }) => state === "ended");
    for (const { id } of ended.slice(0, Math.max(0, ended.length - endedKept + 1))) await this.forget(id);
  }

  // Waits until no tab trains; what still counts as running then lost its tab.
  private adopt() {
    if (this.adopting) return;
    this.adopting = true;
    const adopted = navigator.locks.request(lock, async () => {
      for (const job of await this.kept()) {
        if (job.state === "running") await this.train(job, await this.eventsOf(job.id));
      }
    });
    adopted.catch(() => undefined).finally(() => (this.adopting = false));
  }

  // `request`: that of the job for the first time; without it the job is taken up.
  private async train(job: KeptJob, kept: KeptEvent[], first?: Request) {
    const log = new EventLog(this.database, this.channel, job.id, kept);
    const stop = new AbortController();
    let afterEpoch = false;
    this.own = {
      id: job.id,
      stop(when) {
        if (when === "now") stop.abort();
        else afterEpoch = true;
      },
    };
    const request = first ?? takenUp(job.request, kept, log);
    let toldLast = false;
    const last = await this.run(
      request,
      (event) => {
        if (stop.signal.aborted) return;
        toldLast = event.event === "done" || event.event === "problem";
        log.tell(event);
        if (afterEpoch && event.event === lastOfEpoch(request)) stop.abort();
      },
      stop.signal,
    );
    await log.flush(false);
    if (stop.signal.aborted && !toldLast) {
      for (const event of whatWasReached(log, await this.eventsOf(job.id))) log.tell(event);
    } else if (!toldLast) {
      log.tell(last);
    }
    this.own = undefined;
    await log.flush(false);
    await this.database.change("jobs", [{ ...job, state: "ended" }]).catch(() => undefined);
    await log.flush(true);
  }
}

// The event after which all that an epoch leaves behind has been told.
function lastOfEpoch(request: Request): Event["event"] {
  return request.checkpoints ? "checkpoint" : "held_out";
}

function newJob({ resume, ...request }: Request): KeptJob {
  // The checkpoint itself is large, and is kept among the events.
  const kept = resume === undefined ? request : { ...request, resume: {} };
  return { id: crypto.randomUUID(), state: "running", request: kept, started: Date.now() };
}

function checkpointToResume(job: string, { resume }: Request): KeptEvent[] {
  const base64 = (resume as { base64?: string } | undefined)?.base64;
  if (!base64) return [];
  return [{ job, number: 0, event: { event: "checkpoint", step: Number(metadataOf(base64)?.steps), base64 } }];
}

function takenUp({ resume: _, ...request }: Request, kept: KeptEvent[], log: EventLog): Request {
  const checkpoint = log.newestOf("checkpoint") as { step?: number; base64?: string } | undefined;
  const told = kept.some(({ event }) => event.event === "baseline");
  log.tell({
    event: "warning",
    message: checkpoint
      ? `The page was closed or loaded again; training went on from step ${checkpoint.step}, the last one kept.`
      : "The page was closed or loaded again before the first epoch was done; training began again.",
  });
  return {
    ...request,
    ...(told && { baselines: false }),
    ...(checkpoint?.base64 && { resume: { base64: checkpoint.base64 } }),
  };
}

function whatWasReached(log: EventLog, kept: KeptEvent[]): Event[] {
  const model = log.newestOf("model") as { base64?: string } | undefined;
  if (!model?.base64) return [problem("cancelled", "stopped before its first epoch was done: there is no model to keep")];
  const { step } = (log.newestOf("checkpoint") ?? {}) as { step?: number };
  const heldOut = kept.findLast(({ event }) => event.event === "held_out")?.event as { loss: number } | undefined;
  return [
    { event: "file", name: "model.safetensors", base64: model.base64 },
    {
      event: "done",
      end: "stopped",
      ...(step !== undefined && { steps: step }),
      ...(heldOut && { held_out_loss: heldOut.loss }),
    },
  ];
}
