# Shared by run, test and .ci/run, which set `root` to the project's folder and then source this.
# Installs missing packages and builds bach into .build/release. All that is said goes to stderr.
# shellcheck shell=sh disable=SC2154

build=$root/.build/release
# What bach is made from, relative to the root: a change in one of these calls for a build.
sources='CMakeLists.txt cmake corpus src run tools/setup.sh tools/packages'

say() { printf 'bach: %s\n' "$*" >&2; }

# The file whose time tells when the last build began that came to its end.
stamp=$build/stamp

# Is the program, or another PRODUCT, newer than everything it is made from? Folders count too: their time
# changes when a file comes or goes. A complaint of find's counts as a change.
up_to_date() {
  [ -e "${1:-$build/bach}" ] && [ -f "$stamp" ] || return 1
  # shellcheck disable=SC2086  # a list of words
  [ -z "$(cd -- "$root" && find $sources -newer "$stamp" -print -quit 2>&1)" ]
}

# missing_packages NEED… prints the packages on the lists of these needs that are not installed, or
# all of them where there is no dpkg to ask.
missing_packages() {
  wanted=$(awk -v needs=" $* " '!/^#/ && index(needs, " " $1 " ") && !seen[$2]++ { print $2 }' \
    "$root/tools/packages")
  # shellcheck disable=SC2016,SC2086  # dpkg's own variables; a list of words
  there=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' $wanted 2>/dev/null) "
  for package in $wanted; do
    case $there in *" $package=installed "*) continue ;; esac
    # Node often comes from elsewhere, with a package that has both.
    case $package in
      nodejs) ! command -v node >/dev/null || continue ;;
      npm) ! command -v npm >/dev/null || continue ;;
    esac
    printf '%s ' "$package"
  done
}

# install_packages NEED… installs what is missing, asking nothing. Leaves in `missing` the packages
# that could not be installed; the build may still find their contents elsewhere.
install_packages() {
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 0
  as_root=
  if [ "$(id -u)" != 0 ]; then
    sudo -n true </dev/null >/dev/null 2>&1 || return 0
    as_root='sudo -n'
  fi
  say "installing $missing"
  # Package scripts may start services, which must not inherit the lock (9).
  {
    $as_root apt-get update -q || say 'apt-get update failed; trying with the lists there are'
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
      -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 $missing
  } </dev/null >&2 9>&-
  missing=$(missing_packages "$@")
}

# Names what to install when the build cannot be set up.
explain_missing() {
  [ -n "$missing" ] || return 0
  say 'these packages (names of Debian 12) are missing and could not be installed:'
  say "  $missing"
  say 'install them, on Debian with'
  say "  apt-get update && apt-get install --no-install-recommends $missing"
  say '(as root), elsewhere under the names your system gives them; then try again.'
}

# take_lock NAME: one holder at a time, on descriptor 9, until release_lock or the end of the shell.
take_lock() {
  if ! mkdir -p -- "$root/.build" || [ ! -w "$root/.build" ]; then
    say "cannot write to $root/.build"
    return 1
  fi
  exec 9>>"$root/.build/$1.lock"
  command -v flock >/dev/null || return 0
  flock -n 9 && return 0
  say "waiting for another ./run or ./test to finish here ($1)"
  flock 9
}

release_lock() { exec 9>&-; }

processors() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN; }

# configure [CMAKE ARGUMENT…]: sets up the build folder, quietly unless it fails. A new folder builds
# no tests unless the arguments say so; an old one keeps its setting, since a change would throw the
# tests' objects away.
configure() {
  cache=$build/CMakeCache.txt
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
    say 'the project was moved; building from scratch'
    rm -rf -- "$build"
  fi
  if [ ! -f "$cache" ]; then
    set -- -DBACH_BUILD_TESTS=OFF "$@"
    if command -v ninja >/dev/null; then set -- -G Ninja "$@"; fi
  fi
  mkdir -p -- "$build" || return 1
  cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release "$@" \
    >"$root/.build/configure.log" 2>&1 </dev/null && return 0
  cat "$root/.build/configure.log" >&2
  # What was not found would be remembered, the choice of make or ninja too.
  [ -f "$build/build.ninja" ] || [ -f "$build/Makefile" ] || rm -rf -- "$build"
  return 1
}

# build_release NEEDS TARGET [CMAKE ARGUMENT…]: packages of the NEEDS (words in one argument), then
# TARGET in release mode. The lock must be held. On failure says why and returns 1; whatever program
# is there then is not up to date.
build_release() {
  needs=$1 target=$2
  shift 2
  rm -f -- "$stamp"
  # shellcheck disable=SC2086
  install_packages $needs
  configure "$@" || {
    explain_missing
    say 'the build could not be set up'
    return 1
  }
  # Set before the build, so that what changes while it runs counts as newer.
  : >"$stamp.new"
  say "building in $build"
  cmake --build "$build" --target "$target" --parallel "$(processors)" </dev/null >&2 || {
    say 'the build failed'
    return 1
  }
  mv -f -- "$stamp.new" "$stamp"
}
