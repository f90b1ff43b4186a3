#!/bin/sh
# Understands POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB as the official image does. `make-cluster` is for the making of the image.
set -e

make_cluster() {
  initdb -D "$PGDATA" -U postgres -E UTF8 --locale=C --wal-segsize=1 --no-sync --auth=trust --no-instructions
  cat >>"$PGDATA/postgresql.conf" <<END
listen_addresses = '*'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 16MB
max_wal_size = 64MB
min_wal_size = 5MB
END
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
}

# Nothing to do for the role and the database that were made last.
make_role() {
  user=${POSTGRES_USER:-postgres} password=${POSTGRES_PASSWORD:-postgres}
  database=${POSTGRES_DB:-$user}
  [ "$(cat "$PGDATA/made-role" 2>/dev/null)" != "$user/$password/$database" ] || return 0
  {
    if [ "$user" = postgres ]; then echo "ALTER ROLE postgres PASSWORD '$password';"
    else echo "CREATE ROLE \"$user\" SUPERUSER LOGIN PASSWORD '$password';"; fi
    [ "$database" = postgres ] || echo "CREATE DATABASE \"$database\" OWNER \"$user\";"
  } | postgres --single -D "$PGDATA" postgres >/dev/null
  echo "$user/$password/$database" >"$PGDATA/made-role"
}

case ${1:-postgres} in
  make-cluster) make_cluster && make_role ;;
  postgres | -*)
    [ "${1:-}" != postgres ] || shift
    make_role
    exec postgres -D "$PGDATA" "$@"
    ;;
  *) exec "$@" ;;
esac
