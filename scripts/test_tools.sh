#!/usr/bin/env bash
# What the tests need beyond Python: a PostgreSQL, a Java for Spark, pdfsig, a Chromium, and fonts that have
# Chinese characters.
# JIFEN_CHROMIUM may name another Chromium or Chrome; then only that one is looked for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v initdb >/dev/null && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
    scripts/system_packages.sh postgresql
fi
command -v java >/dev/null || scripts/system_packages.sh openjdk-17-jre-headless
command -v pdfsig >/dev/null || scripts/system_packages.sh poppler-utils
if [ -n "${JIFEN_CHROMIUM:-}" ]; then
    scripts/system_packages.sh fonts-noto-cjk fonts-hanazono
    command -v "$JIFEN_CHROMIUM" >/dev/null ||
        { echo "missing: JIFEN_CHROMIUM names '$JIFEN_CHROMIUM', which is no program here" >&2; exit 1; }
    exit 0
fi
exec scripts/system_packages.sh chromium fonts-noto-cjk fonts-hanazono
