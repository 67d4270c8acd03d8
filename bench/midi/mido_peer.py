#!/usr/bin/env python3
"""How fast mido reads MIDI files from memory, beside midi_bench's "given".

    mido_peer.py FILE|FOLDER...

mido gives single messages; midi_bench's notes/ are paired on top of that.
"""

import io
import pathlib
import sys
import time

try:
    import mido
except ImportError:
    print("mido is not installed (Debian: python3-mido): comparison skipped", file=sys.stderr)
    sys.exit(0)


def files_of(argument):
    path = pathlib.Path(argument)
    return sorted(path.rglob("*.mid")) if path.is_dir() else [path]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: mido_peer.py FILE|FOLDER...")
    contents = [file.read_bytes() for argument in sys.argv[1:] for file in files_of(argument)]
    size = 0
    failed = 0
    begin = time.process_time()
    for content in contents:
        try:
            mido.MidiFile(file=io.BytesIO(content), clip=True)
            size += len(content)
        except Exception as error:  # what mido raises on damaged files is not one family
            failed += 1
            print(f"mido: {error}", file=sys.stderr)
    seconds = time.process_time() - begin
    print(f"mido {mido.version_info if hasattr(mido, 'version_info') else ''}: "
          f"{len(contents) - failed} files, {size} bytes, {seconds:.3f} s of CPU, "
          f"{size / seconds / 1e6:.2f} MB/s; {failed} files refused")


main()
