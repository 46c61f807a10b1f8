#!/usr/bin/env bash
# Remakes requirements.lock from pyproject.toml: all extras, hashed, no registry named; pins stay unless
# pyproject rules them out or --upgrade is given. The tool lives in a throw-away environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --disable-pip-version-check -qq install uv

[ ! -f requirements.lock ] || cp requirements.lock "$work/requirements.lock"
"$work/venv/bin/uv" pip compile pyproject.toml --quiet --all-extras --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --output-file "$work/requirements.lock" "$@" >/dev/null
{
    echo "# Made by 'make lock' from pyproject.toml, all extras; do not edit."
    grep -v '^#' "$work/requirements.lock"
} >"$work/new"
# cat keeps the mode and the inode of the file that others may have open.
cat "$work/new" >requirements.lock
echo "requirements.lock: $(grep -c '==' requirements.lock) packages"
