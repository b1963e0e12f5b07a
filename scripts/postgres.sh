#!/usr/bin/env bash
# A private PostgreSQL server on a free port of this machine's loopback, for tests and measurements.
#
#   scripts/postgres.sh start DIR   makes the server in DIR, or starts it again on the same port;
#                                   prints the connection string
#   scripts/postgres.sh halt DIR    stops it as an administrator would; start brings it back
#   scripts/postgres.sh kill DIR    ends it as a power cut would; start brings it back
#   scripts/postgres.sh stop DIR    stops it and removes DIR
#   scripts/postgres.sh hold        starts one in a new directory, prints the connection string, and
#                                   stops and removes it when standard input ends
set -euo pipefail

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# PostgreSQL refuses to run as root, and leaves the caller's directory if its user may not read it.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && exec runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

find_programs() {
  local version
  for version in 15 16 17 18; do
    programs=/usr/lib/postgresql/$version/bin
    [ ! -x "$programs/initdb" ] || return 0
  done
  fail "缺少 PostgreSQL 15，请安装：apt-get install postgresql-15（./test 会自动安装）" \
    "PostgreSQL 15 is missing; install it with: apt-get install postgresql-15 (./test does so by itself)"
}

# Below the range from which the system gives out ports of its own.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
      printf '%s\n' "$port"
      return
    }
  done
  fail "no free port on 127.0.0.1"
}

make_server() {
  mkdir -p "$1"
  [ -z "$(ls -A "$1")" ] || fail "$1 is neither empty nor a server of ours"
  [ "$(id -u)" != 0 ] || chown postgres: "$1"
  as_owner "$programs/initdb" -D "$1/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    >"$1/initdb.log" 2>&1 || fail "initdb failed:" "$(cat "$1/initdb.log")"
}

run_server() {
  as_owner "$programs/pg_ctl" start -w -t 60 -s -D "$1/data" -l "$1/server.log" -o \
    "-c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories=$1 -c max_connections=200" \
    >/dev/null 2>"$1/start.log" </dev/null
}

start() {
  local directory=$1 port
  find_programs
  [ -f "$directory/data/PG_VERSION" ] || make_server "$directory"
  for _ in {1..20}; do
    # A port once given stays, so that clients find the server again after a crash.
    if [ -f "$directory/port" ]; then port=$(cat "$directory/port"); else port=$(free_port); fi
    if run_server "$directory" "$port"; then
      printf '%s\n' "$port" >"$directory/port"
      printf 'Host=127.0.0.1;Port=%s;Username=postgres\n' "$port"
      return
    fi
    sleep 0.5
  done
  fail "PostgreSQL did not start:" "$(cat "$directory/start.log"; tail -n 20 "$directory/server.log" 2>/dev/null)"
}

crash() {
  local postmaster children
  postmaster=$(head -n 1 "$1/data/postmaster.pid") || fail "no PostgreSQL is running in $1"
  mapfile -t children < <(pgrep -P "$postmaster")
  # The parent first, or it would notice the loss of a child and recover by itself.
  kill -KILL "$postmaster"
  kill -KILL "${children[@]}" 2>/dev/null || true
}

halt() {
  find_programs
  as_owner "$programs/pg_ctl" stop -w -t 30 -s -m fast -D "$1/data" >/dev/null 2>&1 || fail "PostgreSQL did not stop"
}

stop() {
  [ -d "$1" ] || return 0
  [ -f "$1/initdb.log" ] || rmdir "$1" || fail "$1 is no server of ours"
  find_programs
  if [ -f "$1/data/postmaster.pid" ]; then
    as_owner "$programs/pg_ctl" stop -w -t 30 -s -m fast -D "$1/data" >/dev/null 2>&1 ||
      as_owner "$programs/pg_ctl" stop -w -t 30 -s -m immediate -D "$1/data" >/dev/null 2>&1 || true
  fi
  rm -rf "$1"
}

hold() {
  find_programs
  directory=$(mktemp -d /tmp/hejie-postgres.XXXXXX)
  trap 'stop "$directory"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  start "$directory"
  while read -r _; do :; done
}

case "${1:-} $#" in
  'start 2') start "$2" ;;
  'halt 2') halt "$2" ;;
  'kill 2') crash "$2" ;;
  'stop 2') stop "$2" ;;
  'hold 1') hold ;;
  *) fail "usage: ${BASH_SOURCE[0]} start|halt|kill|stop DIR, or hold" ;;
esac
