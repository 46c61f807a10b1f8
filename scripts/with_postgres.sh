#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a PostgreSQL that lives as long as the command, in a folder of its own.
# usage: scripts/with_postgres.sh COMMAND…
# It listens on a socket in that folder only. PostgreSQL refuses to run as root, so root lends it another user.
set -euo pipefail

programs() {
    local folder
    for folder in /usr/lib/postgresql/15/bin $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        if [ -x "$folder/initdb" ]; then echo "$folder"; return; fi
    done
    command -v initdb >/dev/null && dirname "$(readlink -f "$(command -v initdb)")"
}

bin="$(programs)" || { echo "missing: PostgreSQL 15; get it with: apt-get install -y postgresql" >&2; exit 1; }
folder="$(mktemp -d)"
as=()
if [ "$(id -u)" -eq 0 ]; then
    owner=nobody
    if id postgres >/dev/null 2>&1; then owner=postgres; fi
    as=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups env HOME="$folder")
    chown "$owner" "$folder"
    # The tests run as root and must reach the socket; nobody else need.
    chmod 711 "$folder"
fi

stop() {
    "${as[@]}" "$bin/pg_ctl" stop -D "$folder/data" -m immediate -s >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT

cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U jifen -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" ||
    { cat "$folder/log" >&2; exit 1; }
# What is in it is thrown away, so nothing is forced to the disk.
options="-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200"
options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"${as[@]}" "$bin/pg_ctl" start -D "$folder/data" -l "$folder/data/server.log" -o "$options" -w -s ||
    { cat "$folder/data/server.log" >&2; exit 1; }
"${as[@]}" "$bin/createdb" -h "$folder" -U jifen jifen
cd "$OLDPWD"

export DATABASE_URL="postgres://jifen@${folder//\//%2F}/jifen"
"$@"
