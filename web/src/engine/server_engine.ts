// Requests to `bach studio`, over HTTP. doc/studio.md describes the addresses.
import { problem, type Engine, type Job, type OnEvent } from "./engine";
import { linesOf } from "./lines";
import type { Event, LastEvent, Request } from "./types";

export class ServerEngine implements Engine {
  readonly kind = "server";

  constructor(
    readonly program: string,
    private readonly token: string,
  ) {}

  async run(request: Request, onEvent: OnEvent = () => undefined, signal?: AbortSignal): Promise<LastEvent> {
    let last: Event | undefined;
    try {
      const answer = await this.call("POST", "api", signal, request);
      for await (const line of linesOf(answer.body!)) {
        last = JSON.parse(line) as Event;
        onEvent(last);
      }
    } catch (error) {
      if (signal?.aborted) return problem("cancelled", "stopped");
      return problem("unreachable", `bach studio does not answer: ${(error as Error).message}`);
    }
    if (last?.event === "done" || last?.event === "problem") return last;
    return problem("unreachable", "bach studio stopped in the middle of its answer");
  }

  async startJob(request: Request): Promise<Job | { problem: string }> {
    const answer = await this.call("POST", "jobs", undefined, request);
    const body = (await answer.json()) as Job | { message: string };
    return "id" in body ? body : { problem: body.message };
  }

  async jobs(): Promise<Job[]> {
    const answer = await this.call("GET", "jobs");
    return answer.ok ? ((await answer.json()) as { jobs: Job[] }).jobs : [];
  }

  async watchJob(id: string, onEvent: OnEvent, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.call("GET", `jobs/${id}/events?from=0`, signal);
      for await (const line of linesOf(answer.body!)) onEvent(JSON.parse(line) as Event);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async stopJob(id: string): Promise<void> {
    await this.call("POST", `jobs/${id}/stop`);
  }

  async forgetJob(id: string): Promise<void> {
    await this.call("DELETE", `jobs/${id}`);
  }

  private call(method: string, address: string, signal?: AbortSignal, body?: Request): Promise<Response> {
    return fetch(address, {
      method,
      headers: { Authorization: `Bearer ${this.token}` },
      cache: "no-store",
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  }
}
