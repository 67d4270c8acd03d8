#!/usr/bin/env python3
"""The notebook: run from top to bottom, shown as a page, kept without outputs.

tools/notebook.py run examples/bach.ipynb [PAGE.md]   run it; PAGE.md shows it, with pictures in PAGE/
tools/notebook.py strip examples/bach.ipynb           take its outputs out
tools/notebook.py check examples/bach.ipynb           fails if it has outputs

`import bach` has to work: ./run python tools/notebook.py run … It needs nbclient and ipykernel, and for a page
an engraver.
"""

import base64
import json
import re
import sys
import time
import urllib.parse
from pathlib import Path

# For a page of modest size; stands before the first cell, and not in the page.
SETTINGS = """
import bach.display
import matplotlib.pyplot as plt

bach.display.ENGRAVER = "abcm2ps"
bach.display.SECONDS = 8
plt.rcParams["figure.dpi"] = 70
"""
EMBEDDED = re.compile(r'src="data:(image/svg\+xml|audio/ogg)(;base64)?,([^"]*)"')
ENDINGS = {"image/svg+xml": "svg", "audio/ogg": "ogg"}


def stripped(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook


def write(path, notebook):
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def executed(path, page):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    if page:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(SETTINGS))
    NotebookClient(notebook, timeout=180, kernel_name="python3").execute()
    return notebook


class Page:
    """Markdown, with what cells gave in files beside it."""

    def __init__(self, path):
        self.folder = path.with_suffix("")
        self.files = 0
        self.lines = []

    def file(self, ending, data):
        self.files += 1
        self.folder.mkdir(exist_ok=True)
        name = f"{self.files:02d}.{ending}"
        (self.folder / name).write_bytes(data)
        return f"{self.folder.name}/{name}"

    def html(self, text):
        for kind, coded, data in EMBEDDED.findall(text):
            raw = base64.b64decode(data) if coded else urllib.parse.unquote_to_bytes(data)
            name = self.file(ENDINGS[kind], raw)
            self.add(f'<img src="{name}" width="70%">' if kind.startswith("image") else f"[listen]({name})")

    def add(self, text):
        self.lines += [text.rstrip("\n"), ""]

    def output(self, output):
        data = output.get("data", {})
        if "image/png" in data:
            self.add(f'<img src="{self.file("png", base64.b64decode(data["image/png"]))}" width="80%">')
        elif "text/html" in data:
            self.html(data["text/html"])
        elif "text/plain" in data and not data["text/plain"].startswith("<Figure"):
            self.add(f"```\n{data['text/plain']}\n```")

    def cell(self, cell):
        if cell.cell_type == "markdown":
            self.add(cell.source)
            return
        self.add(f"```python\n{cell.source}\n```")
        printed = "".join(each["text"] for each in cell.outputs if each.get("name") == "stdout")
        if printed:
            self.add(f"```\n{printed.rstrip()}\n```")
        for output in cell.outputs:
            self.output(output)


def render(notebook, path, source):
    page = Page(path)
    for old in page.folder.glob("*") if page.folder.is_dir() else []:
        old.unlink()
    page.add(f"<!-- Made by tools/notebook.py from {source}. -->")
    for cell in notebook.cells[1:]:
        page.cell(cell)
    path.write_text("\n".join(page.lines), encoding="utf-8")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("run", "strip", "check"):
        sys.exit(__doc__)
    path = Path(sys.argv[2])
    if sys.argv[1] == "run":
        page = Path(sys.argv[3]) if len(sys.argv) > 3 else None
        begin = time.monotonic()
        notebook = executed(path, page)
        print(f"{path}: ran in {time.monotonic() - begin:.0f} s", file=sys.stderr)
        if page:
            render(notebook, page, path)
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if sys.argv[1] == "strip":
        write(path, stripped(notebook))
    elif any(cell.get("outputs") or cell.get("execution_count") for cell in notebook["cells"]):
        sys.exit(f"{path} has outputs; take them out with tools/notebook.py strip {path}")


if __name__ == "__main__":
    main()
