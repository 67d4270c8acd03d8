// Work of which so much goes on at a time: more waits for its turn, and much more is refused.
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly mostWaiting: number,
  ) {}

  // Gives what to call when the work is done. Null: too much waits already, or `signal` was aborted first.
  async take(signal?: AbortSignal): Promise<(() => void) | null> {
    if (signal?.aborted) return null;
    if (this.free > 0) {
      this.free -= 1;
      return this.once();
    }
    if (this.waiting.length >= this.mostWaiting) return null;
    return new Promise((resolve) => {
      const begin = () => {
        signal?.removeEventListener("abort", leave);
        resolve(this.once());
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        resolve(null);
      };
      this.waiting.push(begin);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  private once(): () => void {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }
}
