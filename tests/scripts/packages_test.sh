#!/bin/sh
# How ./run installs what is missing, with stand-ins for the system's tools that note their calls.
# Argument: the real project's folder.
set -u
project=$1
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
work=$(cd "$work" && pwd -P)
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1

# stand_in NAME: a command of this name, its text from standard input
stand_in() {
  { echo '#!/bin/sh'; cat; } >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

mkdir bin
unset DEBIAN_FRONTEND
toy "$work/home"
printf 'run sun\nrun moon\npython comet\ntest star\n' >home/tools/packages
export WORK="$work"
PATH=$work/bin:$PATH
# Installed is what the file `installed` says.
: >installed
stand_in dpkg-query <<'END'
for name; do
  grep -qx -e "$name" "$WORK/installed" && printf '%s=installed ' "$name"
done
[ "$#" -eq 0 ]
END
stand_in apt-get <<'END'
echo "apt-get $* (frontend ${DEBIAN_FRONTEND-}, input $(cat | wc -c))" >>"$WORK/calls"
echo 'apt-get talks on stdout'
case $1 in install) echo sun >>"$WORK/installed"; echo moon >>"$WORK/installed" ;; esac
END
stand_in id <<'END'
echo 0
END

echo '-- root: the lists first, then what is missing and nothing else, asking nothing'
echo moon >installed
echo typed | home/run echo >out 2>err
expect 'exit code' $? 0
expect 'stdout is the program'\''s' "$(cat out)" typed
expect_line 'messages go to stderr' err 'apt-get talks'
sed 's/ -o [^ ]*//g' calls >short
expect 'calls' "$(cat short)" 'apt-get update -q (frontend , input 0)
apt-get install -y -q --no-install-recommends sun (frontend noninteractive, input 0)'

echo '-- with everything there apt-get is not run'
rm calls
touch home/src/main.cc
home/run say hello >out 2>err
[ ! -e calls ] || fail "apt-get was called: $(cat calls)"

echo '-- ./run python asks for what Python needs, too'
home/run python >out 2>err
expect 'exit code' $? 0
sed 's/ -o [^ ]*//g' calls >short
expect 'calls' "$(tail -n 1 short)" \
  'apt-get install -y -q --no-install-recommends comet (frontend noninteractive, input 0)'

echo '-- no root, sudo without a password: through sudo'
: >installed
stand_in id <<'END'
echo 1000
END
stand_in sudo <<'END'
echo "sudo $1" >>"$WORK/calls"
shift
exec "$@"
END
touch home/src/main.cc
home/run say hello >out 2>err
expect 'exit code' $? 0
expect 'sudo asks nothing' "$(grep -c '^sudo -n$' calls)" 3
expect_line 'installs' calls 'apt-get install .* sun moon'

echo '-- no root, sudo wants a password: goes on when the build can be set up all the same'
: >installed
rm calls
stand_in sudo <<'END'
exit 1
END
touch home/src/main.cc
home/run say hello >out 2>err
expect 'exit code' $? 0
expect 'the program ran' "$(cat out)" '[hello]'
[ ! -e calls ] || fail "apt-get was called: $(cat calls)"

echo '-- and names the packages when it cannot'
echo 'find_package(Nowhere REQUIRED)' >>home/CMakeLists.txt
home/run say hello >out 2>err
expect 'exit code' $? 1
expect 'nothing ran' "$(cat out)" ''
expect_line 'the packages' err 'apt-get install --no-install-recommends sun moon'
"$work/home/test" >out 2>err
expect 'exit code of ./test' $? 1
expect_line 'those of the tests too' err 'apt-get install --no-install-recommends sun moon star'

finish
