# Sourced by `run` for ./run python: builds the Python module and becomes Python. Expects what
# tools/setup.sh sets. Python is the one CMake found, which the module is for.
# shellcheck shell=sh disable=SC2034,SC2154
module=$build/python/interpreter
stamp=$build/stamp.python
sources="$sources python tools/run_python.sh"

if ! up_to_date "$module"; then
  take_lock build || exit 1
  up_to_date "$module" || build_release 'run python' python -DBACH_BUILD_PYTHON=ON || exit 1
  release_lock
fi

PYTHONPATH=$build/python${PYTHONPATH:+:$PYTHONPATH}
export PYTHONPATH
exec "$(cat -- "$module")" "$@"
