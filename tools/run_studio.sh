# Sourced by `run` for ./run studio: builds the page and its server, for --export the program for browsers, too,
# and becomes `bach studio`. Expects what tools/setup.sh sets.
# shellcheck shell=sh disable=SC2034,SC2154
stamp=$build/stamp.studio
page_sources="$sources web tools/run_studio.sh tools/embed_page.mjs"
program_sources=$sources
needs='run studio'
site=
for word; do
  case $word in --export | --export=*) site=yes needs="$needs web" ;; esac
done

sources=$page_sources
if ! up_to_date "$build/bach_studio.so"; then
  take_lock build || exit 1
  up_to_date "$build/bach_studio.so" ||
    build_release "$needs" studio -DBACH_BUILD_STUDIO=ON -DBACH_STUDIO_PAGE= || exit 1
  release_lock
fi

# browser_program: bach.wasm, bach.js and bach.mjs into .build/wasm; all that is said goes to stderr.
browser_program() {
  install_packages run web
  rm -f -- "$stamp"
  set --
  [ -f "$wasm/CMakeCache.txt" ] || set -- -DBACH_BUILD_TESTS=OFF
  (cd -- "$root" && cmake --preset wasm -B "$wasm" "$@") >"$root/.build/configure.log" 2>&1 </dev/null || {
    cat "$root/.build/configure.log" >&2
    explain_missing
    say 'the program for browsers could not be set up'
    return 1
  }
  : >"$stamp.new"
  say "building in $wasm"
  cmake --build "$wasm" --target bach_web --parallel "$(processors)" </dev/null >&2 || {
    say 'the build failed'
    return 1
  }
  mv -f -- "$stamp.new" "$stamp"
}

if [ -n "$site" ]; then
  wasm=$root/.build/wasm stamp=$root/.build/wasm/stamp sources="$program_sources models"
  if ! up_to_date "$wasm/bach.wasm"; then
    take_lock wasm || exit 1
    up_to_date "$wasm/bach.wasm" || browser_program || exit 1
    release_lock
  fi
fi

exec "$build/bach" studio "$@"
