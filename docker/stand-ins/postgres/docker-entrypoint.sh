#!/usr/bin/env bash
# Makes the data folder at the first start, as root or as postgres, and runs the server as postgres. As in the official image,
# the first start has a server for this work alone, so that its log says twice that it is ready.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    chown -R postgres "$(dirname "$PGDATA")" /var/run/postgresql
    chmod 700 "$PGDATA"
    exec gosu postgres "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    mkdir -p "$PGDATA"
    initdb -D "$PGDATA" -U "${POSTGRES_USER:-postgres}" --encoding=UTF8 \
        --auth-local=trust --auth-host=scram-sha-256 --pwfile=<(printf '%s' "${POSTGRES_PASSWORD:?}")
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    if [ "${POSTGRES_DB:-postgres}" != postgres ]; then
        pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -c unix_socket_directories=/var/run/postgresql" start
        psql -q -h /var/run/postgresql -U "${POSTGRES_USER:-postgres}" -d postgres -c "CREATE DATABASE \"$POSTGRES_DB\""
        pg_ctl -D "$PGDATA" -w stop
    fi
fi
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
