#!/bin/bash
# tools/check_docs.sh, tried on documents that are right and on documents that are wrong. Argument: the
# project's folder.
set -u
project=$1
# shellcheck source=tests/scripts/toy.sh
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1
cat >program <<'END'
#!/bin/sh
case $1 in
  greet) echo "hello $2"; echo 'took 3.25 s' ;;
  draw) echo picture >"$2" ;;
  *) echo "no such thing: $1" >&2; exit 1 ;;
esac
END
chmod +x program

# check NAME WANTED-CODE [OPTION…]: the document NAME.md from standard input
check() {
  local name=$1 wanted=$2
  shift 2
  cat >"$name.md"
  "$project/tools/check_docs.sh" -p program "$@" "$name.md" >out 2>err
  expect "$name" $? "$wanted"
}

check right 0 <<'END'
Some text, [a link](program), [another](https://example.org/nowhere).

    not a command

    $ ./run greet you
    hello you
    took 1.5 s
    $ ./run greet \
        them
    hel…em

<!-- check: not run: it is not there -->

    $ ./run nonsense

<!-- check: instead: ./run greet her -->

    $ ./run nonsense
    whatever

<!-- check: other output: it varies -->

    $ ./run greet him
    whatever
END
expect_line 'what was run' out '4 commands, 0 complaints'

check wrong_output 1 <<'END'
    $ ./run greet you
    hello them
END
expect_line 'where it is wrong' err 'wrong_output.md:1: does not print: hello them'
check wrong_order 1 <<'END'
    $ ./run greet you
    took 3.25 s
    hello you
END
check failing 1 <<'END'
    $ ./run greet you
    $ ./run nonsense
END
expect_line 'which one failed' err 'failing.md:2: failed: ./run nonsense'
check untried 1 <<'END'
    $ ./run greet you

Text.

    ./run greet them
END
expect_line 'a command without a mark' err 'untried.md:5: write it as'
check no_command 1 <<'END'
<!-- check: not run: nothing here -->

Text.

    $ ./run greet you
END
check misspelt 1 <<'END'
<!-- check: instaed: ./run greet you -->

    $ ./run greet you
END
check dead_link 1 <<'END'
[nowhere](nowhere.md)

    $ ./run greet you
END
check nothing 1 <<'END'
No commands at all.
END
check shown 1 <<'END'
    $ ./run draw p.png

![a picture](shown/p.png)
END
check shown 0 --update <<'END'
    $ ./run draw p.png

![a picture](shown/p.png)
END
expect 'the picture' "$(cat shown/p.png)" picture

# Without the files there is nothing to download, nor to do with what was.
mkdir -p lonely/tools && cp "$project/tools/check_docs.sh" lonely/tools/ && cp program lonely/
cat >lonely/fetching.md <<'END'
    $ ./run fetch midi_bach
    $ ./run greet you
    hello you
    $ ./run inspect midi_bach/
END
lonely/tools/check_docs.sh -p lonely/program lonely/fetching.md >out 2>&1
expect 'downloads left out' $? 0
expect_line 'downloads left out' out '1 commands, 0 complaints'
finish
