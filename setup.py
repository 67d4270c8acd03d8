"""Builds the compiled part of the Python module with CMake; all else is said in pyproject.toml.

BACH_BUILD_FOLDER names a build folder to use, one that is configured already, too: what it has built is
not built again. Otherwise it is .build/wheel.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent


def version() -> str:
    text = (ROOT / "src/bach/version.h").read_text(encoding="utf-8")
    return ".".join(re.findall(r"#define BACH_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", text))


class CMakeBuild(build_ext):
    def build_extension(self, extension: Extension) -> None:
        folder = ROOT / os.environ.get("BACH_BUILD_FOLDER", ".build/wheel")
        if not (folder / "CMakeCache.txt").exists():
            generator = ["-G", "Ninja"] if shutil.which("ninja") else []
            subprocess.run(
                ["cmake", "-S", ROOT, "-B", folder, *generator, "-DCMAKE_BUILD_TYPE=Release",
                 "-DBACH_BUILD_PYTHON=ON", "-DBACH_BUILD_PROGRAM=OFF", "-DBACH_BUILD_TESTS=OFF",
                 f"-DPython_EXECUTABLE={sys.executable}"],
                check=True,
            )
        subprocess.run(
            ["cmake", "--build", folder, "--target", "python", "--parallel", str(os.cpu_count() or 1)],
            check=True,
        )
        # Named for this Python, or this Python could not load it.
        target = pathlib.Path(self.get_ext_fullpath(extension.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "python/bach" / target.name, target)
        subprocess.run(["strip", "--strip-unneeded", target], check=True)


# Out of the way, and without what an earlier build left.
SCRATCH = ROOT / ".build/setuptools"
shutil.rmtree(SCRATCH, ignore_errors=True)
SCRATCH.mkdir(parents=True)

setup(
    version=version(),
    options={"build": {"build_base": str(SCRATCH)}, "egg_info": {"egg_base": str(SCRATCH)}},
    ext_modules=[Extension("bach._bach", sources=[])],
    cmdclass={"build_ext": CMakeBuild},
)
