// The program in a worker: one request at a time.
import type { Event, Request } from "./types";

interface Program {
  run(request: Request, onEvent: (event: Event) => boolean): Event;
}

const { openBach } = (await import(/* the static site has it beside this file */ "./wasm/bach.mjs" as string)) as {
  openBach(): Promise<Program>;
};
const program = await openBach();

self.onmessage = ({ data }: MessageEvent<Request>) => {
  program.run(data, (event) => {
    self.postMessage(event);
    return true;
  });
};
self.postMessage("ready");
