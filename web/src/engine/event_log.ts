// The events of a training, numbered, kept in this browser and told to all its tabs. What is told is kept already: who
// reads first what is kept and then listens misses nothing.
import type { Database, Key } from "./database";
import type { Event } from "./types";

export interface KeptEvent {
  job: string;
  number: number;
  event: Event;
}

export interface Told {
  job: string;
  events: KeptEvent[];
  ended: boolean;
}

// Of these only the newest counts, and they are large.
const replaced = new Set<string>(["checkpoint", "model"]);
const pauseMilliseconds = 150;

export class EventLog {
  private waiting: KeptEvent[] = [];
  private written: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly newest = new Map<string, KeptEvent>();

  // `kept`: what there is of it already.
  constructor(
    private readonly database: Database,
    private readonly channel: BroadcastChannel,
    private readonly job: string,
    kept: KeptEvent[],
    private next = (kept.at(-1)?.number ?? -1) + 1,
  ) {
    for (const each of kept) if (replaced.has(each.event.event)) this.newest.set(each.event.event, each);
  }

  newestOf(kind: "checkpoint" | "model"): Event | undefined {
    return this.newest.get(kind)?.event;
  }

  tell(event: Event) {
    this.waiting.push({ job: this.job, number: this.next++, event });
    this.timer ??= setTimeout(() => this.flush(false), pauseMilliseconds);
  }

  flush(ended: boolean): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const events = this.waiting;
    this.waiting = [];
    const old: Key[] = [];
    for (const each of events) {
      if (!replaced.has(each.event.event)) continue;
      const before = this.newest.get(each.event.event);
      if (before) old.push([before.job, before.number]);
      this.newest.set(each.event.event, each);
    }
    this.written = this.written
      // A browser that keeps nothing can still show what goes on.
      .then(() => this.database.change("events", events, old).catch(() => undefined))
      .then(() => this.channel.postMessage({ job: this.job, events, ended } satisfies Told));
    return this.written;
  }
}
