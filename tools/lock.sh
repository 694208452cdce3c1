#!/bin/sh
# Write requirements/*.txt: every package pinned and hashed, for Python 3.11 to 3.13 on Linux and Windows, from
# pyproject.toml. `make lock` keeps the versions that still fit; `make lock UPGRADE=--upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."

lock() { # lock FILE [uv options]: runtime and whatever groups the options name
    file=$1
    shift
    [ ! -e "$file" ] || sed -i '/^#/d' "$file"
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-python-downloads \
        --generate-hashes --only-binary :all: --no-emit-index-url --no-annotate --no-header \
        pyproject.toml --group build "$@" --output-file "$file"
    sed -i '1i # Written by tools/lock.sh (make lock) from pyproject.toml; do not edit.' "$file"
    case $(cat "$file") in
        *://*) echo "$file names an address: it must not" >&2; exit 1 ;;
    esac
}

# The largest first: the smaller ones then take its versions, so that one environment can grow into the next.
lock requirements/check.txt --group test --group check ${1:+"$1"}
lock requirements/test.txt --group test --constraint requirements/check.txt
lock requirements/runtime.txt --constraint requirements/check.txt
