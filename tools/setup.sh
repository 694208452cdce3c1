#!/bin/sh
# Make the checkout ready to run, to test or to check: tools/setup.sh runtime|test|check
#
# Finds Python 3.11 to 3.13, looks for the system's libraries (installs the missing ones through apt-get where it may,
# else stops with the line to run), makes .venv, installs the locked packages and the checkout itself. Costs a few
# milliseconds when nothing changed since the last time. Lives in tools/ and not in installer/: it serves those who work
# on a checkout; users get a package.
set -eu
cd "$(dirname "$0")/.."
level=${1:-runtime}

say() { printf '%s\n' "$*"; }
stop() {
    printf '%s\n' "$@" >&2
    exit 1
}
has_screen() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# ------------------------------------------------------------------ is there anything to do?

# One stamp: the level, where the checkout lies (the environment holds absolute paths), and what it was made from.
# A smaller level is content with the stamp of a larger one.
case $level in
    runtime) enough="runtime test check" ;;
    test) enough="test check" ;;
    check) enough="check" ;;
    *) stop "usage: tools/setup.sh runtime|test|check" ;;
esac
stamp=.venv/stamp
made_from() { # LEVEL SCREEN
    printf '%s\n' "$1 $PWD" "$2" "$(cat pyproject.toml tools/setup.sh "requirements/$1.txt" | cksum)"
}
if has_screen; then screens="screen"; else screens="screen none"; fi
if [ -f "$stamp" ] && [ -x .venv/bin/python ]; then
    for known in $enough; do
        for screen in $screens; do
            if [ "$(cat "$stamp")" = "$(made_from "$known" "$screen")" ]; then exit 0; fi
        done
    done
fi

# ------------------------------------------------------------------ the system

# Python is asked, not trusted by its name: a version manager's shim may exist without the version behind it.
find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# "library package": what Qt's wheel expects of the system.
window_libraries="libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0"
screen_libraries="libxcb-cursor.so.0 libxcb-cursor0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0"

missing_packages() {
    PATH=$PATH:/sbin:/usr/sbin
    known=$(ldconfig -p)
    wanted=$window_libraries
    if has_screen; then
        wanted=$(printf '%s\n%s' "$wanted" "$screen_libraries")
    fi
    printf '%s\n' "$wanted" | while read -r library package; do
        case $known in
            *"$library "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
    if [ "$level" != runtime ]; then # other people's eyes on our PDF and signatures
        command -v pdfsig >/dev/null || printf 'poppler-utils '
        command -v qpdf >/dev/null || printf 'qpdf '
        command -v mutool >/dev/null || printf 'mupdf-tools '
        command -v openssl >/dev/null || printf 'openssl '
        command -v softhsm2-util >/dev/null || printf 'softhsm2 ' # tokens without a token
        # a driver of tokens with faults is compiled by the tests
        { command -v cc >/dev/null && [ -e /usr/include/dlfcn.h ]; } || printf 'gcc libc6-dev '
    fi
    if ! python=$(find_python); then
        printf 'python3 python3-venv '
    elif ! "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2], end=" ")'
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}
apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" </dev/null
}

missing=$(missing_packages)
missing=${missing% }
if [ -n "$missing" ]; then
    if may_install; then
        say "Installing what the system lacks: $missing"
        # shellcheck disable=SC2086 # a list of words is meant
        apt install --no-install-recommends $missing >/dev/null 2>&1 ||
            { apt update && apt install --no-install-recommends $missing; } ||
            stop "The packages could not be installed. Look above, then: sudo apt-get install $missing"
    else
        stop "The system lacks some packages. Run this once, then try again:" "" "    sudo apt-get install $missing" ""
    fi
fi
python=$(find_python) || stop "dvapp needs Python 3.11, 3.12 or 3.13; none of them starts here." \
    "Set PYTHON=/where/it/is when it lies outside PATH."

# ------------------------------------------------------------------ the environment

# Scripts inside an environment name it by its full path: one that was copied or moved is made anew.
if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp" | cut -d ' ' -f 2-)" != "$PWD" ]; then
    say "The checkout was moved: making the environment anew."
    rm -rf .venv
fi
if ! .venv/bin/python -c 'import pip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f "$stamp"

pip() {
    .venv/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input "$@"
}
say "Installing the locked packages ($level); the first time takes a minute or two."
pip install --require-hashes --only-binary :all: -r "requirements/$level.txt"
pip install --no-index --no-build-isolation --no-deps -e .

made_from "$level" "${screens##* }" > "$stamp"
