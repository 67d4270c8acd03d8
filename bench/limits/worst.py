#!/usr/bin/env python3
"""The seconds and megabytes that the worst files of up to 1 MB take: worst.py BACH [--only TEXT] [--all]

Each kind of file is put through the verbs that read it. Prints, as Markdown, of each verb and kind the file that took
most seconds of the processor, with the most memory of any; --all prints every run. Ends with 1 when a run takes more
than 10 s of the processor or 500 MB, ends by a signal, or fails without a line that says why.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

MOST_SECONDS, MOST_MB = 10, 500
MUSIC = {
    "inspect": "inspect FILE",
    "inspect --harmony": "inspect --harmony FILE",
    "inspect --form": "inspect --form FILE",
    "render to MIDI": "render FILE -o out.mid --force",
    "render to ABC": "render FILE -o out.abc --force",
    "render to MusicXML": "render FILE -o out.musicxml --force",
    "plot roll": "plot roll FILE -o out.png --force",
    "plot surprise": "plot surprise FILE -o out.png --force",
    "compose --primer": "compose --primer FILE --bars 4 --seed 1 -o out.mid --force",
    "evaluate --against": "evaluate --against bach FILE",
    "corpus pack": "corpus pack FILE -o set --force",
}
MODEL = {
    "inspect MODEL": "inspect FILE",
    "compose -m": "compose -m FILE --bars 4 --seed 1 -o out.mid --force",
}
BY_KIND = {
    "midi": MUSIC,
    "abc": MUSIC,
    "musicxml": MUSIC,
    "model": MODEL,
    "text": {"inspect": "inspect FILE", "plot loss": "plot loss FILE -o out.png --force",
             "compose --plan": "compose --plan FILE --seed 1 -o out.mid --force"},
}


def measure(bach, command, name, folder):
    words = [bach, "-q", *(name if word == "FILE" else word for word in command.split())]
    with open(os.path.join(folder, "said"), "wb+") as said:
        begin = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=said,
                                   env=dict(os.environ, OMP_NUM_THREADS="1"))
        while True:
            done, status, used = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() - begin > 300:
                process.kill()
            time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace").strip()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, process.returncode, text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bach")
    parser.add_argument("--only", default="", help="verbs and files, VERB FILE, that hold this")
    parser.add_argument("--all", action="store_true", help="print every run")
    options = parser.parse_args()
    bach = os.path.abspath(options.bach)
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: what this one holds would count as the memory of those it starts.
        maker = pathlib.Path(__file__).with_name("worst_files.py")
        made = json.loads(subprocess.run([sys.executable, maker, folder], stdout=subprocess.PIPE, check=True).stdout)
        print("| verb | files | slowest | s | most MB |\n| --- | --- | --- | --- | --- |")
        for kind, verbs in BY_KIND.items():
            for verb, command in verbs.items():
                runs = []
                for name in made[kind]:
                    if options.only not in f"{verb} {name}":
                        continue
                    seconds, mb, code, said = measure(bach, command, name, folder)
                    runs.append((seconds, mb, name))
                    promised = code in (0, 1, 2) and (code == 0 or said.startswith("bach: "))
                    if not promised or seconds > MOST_SECONDS or mb > MOST_MB:
                        broken.append(f"{verb} {name}: {seconds:.1f} s, {mb:.0f} MB, exit code {code}: {said[:200]}")
                        print(broken[-1], file=sys.stderr, flush=True)
                    if options.all:
                        print(f"{verb} {name}: {seconds:.2f} s, {mb:.0f} MB, {code} {said[:90]}", file=sys.stderr)
                if runs:
                    seconds, _, name = max(runs)
                    most = max(mb for _, mb, _ in runs)
                    print(f"| `{verb}` | {len(runs)} {kind} | `{name}` | {seconds:.1f} | {most:.0f} |", flush=True)
    sys.exit(1 if broken else 0)


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
main()
