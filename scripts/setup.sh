#!/usr/bin/env bash
# Makes .venv as requirements.lock says and installs the project into it, editable.
# Does nothing but look for changed translations when lock, pyproject and this script are as they were.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PYTHON="${PYTHON:-python3}"
VENV=.venv
STAMP="$VENV/.jifen-setup"

fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }

fingerprint() {
    { pwd -P; cat requirements.lock pyproject.toml scripts/setup.sh; } | sha256sum | cut -d' ' -f1
}

has_python() { command -v "$PYTHON" >/dev/null; }
has_venv() { "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null; }

make_environment() {
    has_python || { scripts/system_packages.sh python3 2>/dev/null && has_python; } ||
        fail "'$PYTHON' is not there: install Python 3.11 or newer, or name one with PYTHON=…"
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "'$PYTHON' is $("$PYTHON" --version), which is too old: name Python 3.11 or newer with PYTHON=…"
    has_venv || { scripts/system_packages.sh python3-venv 2>/dev/null && has_venv; } ||
        fail "'$PYTHON' has no venv module; get it with: apt-get install -y python3-venv"
    "$PYTHON" -m venv --clear "$VENV"
}

install_all() {
    local pip=("$VENV/bin/python" -m pip --disable-pip-version-check -qq)
    "${pip[@]}" install --require-hashes -r requirements.lock
    "${pip[@]}" install --no-deps --no-build-isolation --editable .
}

# A copied .venv points at the tree it came from, so it is made anew.
environment_works() {
    [ "$(cat "$STAMP.place" 2>/dev/null)" = "$(pwd -P)" ] && "$VENV/bin/python" -c 'import pip' 2>/dev/null
}

# Two `make` at once in one tree must not write the same environment.
exec 9>.setup.lock
if command -v flock >/dev/null; then flock 9; fi

want="$(fingerprint)"
have="$(cat "$STAMP" 2>/dev/null || true)"
if [ "$want" != "$have" ] || [ ! -x "$VENV/bin/jifen" ]; then
    echo "setup: installing into $VENV from requirements.lock"
    environment_works || make_environment
    rm -f "$STAMP"
    install_all
    pwd -P >"$STAMP.place"
    printf '%s\n' "$want" >"$STAMP"
fi
if [ -d src/jifen_service/locale ]; then "$VENV/bin/python" scripts/compile_translations.py; fi
