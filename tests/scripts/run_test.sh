#!/bin/sh
# ./run and ./test, tried on a project of three files. Argument: the real project's folder.
set -u
project=$1
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
work=$(cd "$work" && pwd -P)
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1

echo '-- a first call builds, then hands over; the folder has a space and a quote in its name'
home="$work/it's a home"
toy "$home"
"$home/run" say 'a b' '' '*' >out 2>err
expect 'exit code' $? 0
expect 'arguments' "$(cat out)" '[a b][][*]'
expect_line 'messages go to stderr' err 'bach: building in'
[ ! -e "$home/.build/release/CTestTestfile.cmake" ] || fail 'tests were set up'

echo '-- the next call only hands over: folder, standard input, exit code, no descriptor of ours'
"$home/run" say again >out 2>err
expect 'nothing is said' "$(cat err)" ''
mkdir elsewhere
expect 'folder' "$(cd elsewhere && "$home/run" where)" "$work/elsewhere"
expect 'standard input' "$(printf 'one\ntwo\n' | "$home/run" echo 2>/dev/null)" "$(printf 'one\ntwo\n')"
"$home/run" exit 42
expect 'exit code' $? 42
expect 'open files' "$("$home/run" descriptors)" "$("$home/.build/release/bach" descriptors)"

echo '-- through symbolic links, and as the argument of sh'
ln -s "$home/run" elsewhere/bach-link
ln -s bach-link elsewhere/link-to-link
expect 'a link' "$(elsewhere/link-to-link say hello)" '[hello]'
expect 'sh run' "$(cd "$home" && sh run say hello)" '[hello]'

echo '-- a changed, an added and a removed file each cause a build, with standard input kept'
echo 'int extra() { return 2; }' >"$home/src/extra.cc"
expect 'a changed file' "$("$home/run" extra 2>err)" 2
expect_line 'a changed file' err 'building in'
echo 'int more() { return 3; }' >"$home/src/more.cc"
echo 'int more(); int extra() { return more(); }' >"$home/src/extra.cc"
expect 'an added file' "$("$home/run" extra 2>err)" 3
echo 'int extra() { return 4; }' >"$home/src/extra.cc"
rm "$home/src/more.cc"
expect 'a removed file' "$(echo input | "$home/run" echo 2>err)" input
expect_line 'a removed file' err 'building in'
echo 'a new tune' >"$home/corpus/tune.abc"
"$home/run" extra >out 2>err
expect_line 'a new text in the corpus' err 'building in'

echo '-- what does not compile is not run, nor is what was built before'
echo 'int extra() { return wrong; }' >"$home/src/extra.cc"
for attempt in first second; do
  "$home/run" extra >out 2>err
  expect "exit code, $attempt time" $? 1
  expect "nothing ran, $attempt time" "$(cat out)" ''
  expect_line "the reason, $attempt time" err 'bach: the build failed'
done
echo 'int extra() { return 5; }' >"$home/src/extra.cc"
expect 'mended' "$("$home/run" extra 2>err)" 5

echo '-- of two at once one builds and the other waits'
echo 'int extra() { return 6; }' >"$home/src/extra.cc"
"$home/run" extra >out1 2>err1 &
"$home/run" extra >out2 2>err2
wait $!
expect 'both answers' "$(cat out1 out2)" "$(printf '6\n6')"
expect 'builds' "$(cat err1 err2 | grep -c 'building in')" 1

echo '-- a running program holds no lock'
mkfifo pipe
"$home/run" echo <pipe >out1 2>err1 &
exec 7>pipe
wait_for err1 reading
echo 'int extra() { return 7; }' >"$home/src/extra.cc"
expect 'a build meanwhile' "$("$home/run" extra 2>err 7>&-)" 7
echo bye >&7
exec 7>&-
wait $!
expect 'the first one ends' "$(cat out1)" bye

echo '-- a moved project is built from scratch'
mv "$home" "$work/moved"
home=$work/moved
echo 'int extra() { return 8; }' >"$home/src/extra.cc"
expect 'moved' "$("$home/run" extra 2>err)" 8
expect_line 'moved' err 'was moved'

echo '-- without arguments: the main job, into out/'
TOY_NAME=first "$home/run" >out 2>err
expect 'exit code' $? 0
expect 'the suite' "$(cat "$home/out/suite.mid")" 'suite.mid of first'
expect 'the files' "$(cd "$home/out" && echo *)" 'suite.flac suite.mid'
expect_line 'how long it took' out 'Done in [0-9.]* s. In '
expect_line 'how to listen' out '^Listen: .*suite[.]'
TOY_NAME=second TOY_FAILS=yes "$home/run" >out 2>err
expect 'a failure is passed on' $? 7
expect 'and leaves what was there' "$(cat "$home/out/suite.mid")" 'suite.mid of first'
expect 'and makes no other folder' "$(cd "$home" && echo out*)" out
TOY_NAME=third "$home/run" >out 2>err
expect 'a second success leaves it, too' "$(cat "$home/out/suite.mid")" 'suite.mid of first'
expect 'and has a folder of its own' "$(cat "$home"/out-2/*)" \
  "$(printf 'suite.flac of third\nsuite.mid of third')"
expect_line 'and says so' out 'In .*out-2, beside the earlier ones:'
rm "$home"/out/*
TOY_NAME=fourth "$home/run" >out 2>err
expect 'an empty folder is used' "$(cat "$home/out/suite.mid")" 'suite.mid of fourth'
[ ! -e "$home/.build/out.new" ] || fail 'the temporary folder is left'

echo '-- studio is a word for ./run itself: builds the page, then the verb runs'
expect 'arguments' "$("$home/run" studio 'a b' --no-open 2>err)" '[a b][--no-open]'
expect_line 'it is built' err 'building in'
expect 'the page' "$(cat "$home/.build/release/bach_studio.so")" 'page 1'
"$home/run" studio >out 2>err
expect 'nothing is said the second time' "$(cat err)" ''
echo 'page 2' >"$home/web/page"
"$home/run" studio >out 2>err
expect 'a changed page' "$(cat "$home/.build/release/bach_studio.so")" 'page 2'

echo '-- python, too: builds the module, becomes Python'
modules=$home/.build/release/python
expect 'arguments' "$(env -u PYTHONPATH "$home/run" python 'a b' -c '' 2>err)" "[a b][-c][] $modules module 1"
expect_line 'it is built' err 'building in'
expect 'modules of others' "$(PYTHONPATH=/theirs "$home/run" python 2>err)" " $modules:/theirs module 1"
expect 'nothing is said the second time' "$(cat err)" ''
"$home/run" python exit 42 >out 2>err
expect 'exit code' $? 42
echo 'module 2' >"$home/python/module"
expect 'the program is as it was' "$("$home/run" say hello 2>&1)" '[hello]'
expect 'a changed file of the module' "$(env -u PYTHONPATH "$home/run" python 2>err)" " $modules module 2"
echo 'int extra() { return 9; }' >"$home/src/extra.cc"
"$home/run" python >out 2>err
expect_line 'a changed file of the library' err 'building in'
expect 'is still to be built into the program' "$("$home/run" extra 2>err)" 9

echo '-- ./test builds the tests, passes arguments on and ends with the summary'
"$home/test" -R runs >out 2>err
expect 'exit code' $? 0
expect 'last line' "$(tail -n 1 out)" '100% tests passed, 0 tests failed out of 1'
! "$home/test" -R nothing >out 2>err || fail 'no tests at all passed'
sed -i 's/bach say tested/bach exit 3/' "$home/CMakeLists.txt"
! "$home/test" >out 2>err || fail 'a failing test passed'
expect 'last line' "$(tail -n 1 out)" '0% tests passed, 1 tests failed out of 1'
expect 'no build after ./test' "$("$home/run" say hello 2>&1)" '[hello]'

finish
