#!/usr/bin/env python3
"""Many clients composing at a time through `bach studio`: load.py PROGRAM [CLIENTS [SECONDS]]

Each asks for a menuet, reads the answer to its end and asks again with another seed; one request in ten hangs up
once the first notes came. Says how many were answered, what went wrong, how long an answer took, and how much
memory the program holds, before and after each quarter of the time. Leaves 1 when anything went wrong.
"""
import asyncio
import json
import signal
import sys
import time


def resident_mib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


class Load:
    def __init__(self, port, token):
        self.port, self.token = port, token
        self.seed = 0
        self.seconds, self.first_notes, self.problems = [], [], []
        self.hung_up = 0

    async def compose(self, hang_up):
        self.seed += 1
        options = {"kind": "menuet", "bars": "8", "seed": self.seed}
        body = json.dumps({"version": 1, "request": "compose", "options": options}).encode()
        head = (f"POST /api HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode()
        begin = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 24)
        try:
            writer.write(head + body)
            status = (await reader.readline()).decode().strip()
            if " 200 " not in status:
                raise RuntimeError(status)
            last, noted = None, False
            while line := await reader.readline():
                if not line.startswith(b'{"event"'):
                    continue
                last = json.loads(line)
                if last["event"] == "notes" and not noted:
                    noted = True
                    self.first_notes.append(time.monotonic() - begin)
                    if hang_up:
                        self.hung_up += 1
                        return
            if last is None or last["event"] != "done":
                raise RuntimeError(f"ended with {last}")
            self.seconds.append(time.monotonic() - begin)
        finally:
            writer.close()

    async def client(self, until):
        while time.monotonic() < until:
            try:
                await self.compose(self.seed % 10 == 9)
            except (OSError, RuntimeError, ValueError) as problem:
                self.problems.append(str(problem))


async def resident_in_quarters(pid, seconds):
    sizes = [resident_mib(pid)]
    for _ in range(4):
        await asyncio.sleep(seconds / 4)
        sizes.append(resident_mib(pid))
    return sizes


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def main(program, clients=64, seconds=60):
    server = await asyncio.create_subprocess_exec(program, "studio", "--no-open", "--json", "-q",
                                                  stdout=asyncio.subprocess.PIPE)
    opened = json.loads(await server.stdout.readline())
    try:
        warm = Load(opened["port"], opened["token"])
        await asyncio.gather(*(warm.client(time.monotonic() + 10) for _ in range(clients)))
        load = Load(opened["port"], opened["token"])
        load.seed = 100_000
        begin = time.monotonic()
        sizes, *_ = await asyncio.gather(resident_in_quarters(server.pid, seconds),
                                         *(load.client(begin + seconds) for _ in range(clients)))
        took = time.monotonic() - begin
    finally:
        server.send_signal(signal.SIGINT)
        code = await server.wait()
    print(f"{clients} clients, {took:.0f} s: {len(load.seconds)} pieces, {load.hung_up} hung up, "
          f"{len(load.problems)} problems")
    print(f"an answer: median {percentile(load.seconds, 0.5):.2f} s, p95 {percentile(load.seconds, 0.95):.2f} s; "
          f"first notes: median {percentile(load.first_notes, 0.5):.2f} s")
    print(f"resident, MiB: {', '.join(f'{size:.1f}' for size in sizes)}")
    print(f"exit code after Ctrl-C: {code}")
    for problem in sorted(set(load.problems))[:10]:
        print(f"problem: {problem}")
    return 1 if load.problems or code != 130 else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:4]))))
