#!/usr/bin/env bash
# Makes the images of the tests that are missing or out of date, from Debian's packages and this machine's Node: no registry is asked.
#   local/busybox:1   a shell; by default a web server on 8080
#   local/redis:7     Redis on 6379
#   local/postgres:15 PostgreSQL on 5432 with test/test/test, or what POSTGRES_USER, _PASSWORD and _DB say
#   local/node:20     Node; by default an HTTP service on 8080 with a health check
#   local/hog:1       Node that takes as much memory, CPU and disk as it is told, and tells what it took
#   local/ryuk:1      stands in for the reaper of testcontainers: RYUK_CONTAINER_IMAGE=local/ryuk:1
set -euo pipefail
cd "$(dirname "$0")/images"

export DOCKER_HOST=${DOCKER_HOST:-unix:///var/run/docker.sock}
node=$(readlink -f "$(command -v node)")
content=$({ cat ./*; "$node" --version; cat /etc/debian_version; } | sha256sum | cut -c1-16)
names=(busybox:1 redis:7 postgres:15 node:20 hog:1 ryuk:1)

# Two test runs at once make them once.
exec 9>"${TMPDIR:-/tmp}/vitest-slo-images.lock"
flock -w 300 9

missing=()
for name in "${names[@]}"; do
  [ "$(docker image inspect -f '{{index .Config.Labels "content"}}' "local/$name" 2>/dev/null)" = "$content" ] || missing+=("${name%:*}")
done
[ ${#missing[@]} -gt 0 ] || exit 0

work=$(mktemp -d "${TMPDIR:-/tmp}/vitest-slo-images.XXXXXX")
clear_up() { rm -rf "$work"; docker rm -f vitest-slo-draft >/dev/null 2>&1 || true; }
trap clear_up EXIT
docker rm -f vitest-slo-draft >/dev/null 2>&1 || true
# shellcheck source=SCRIPTDIR/images/root-folder.sh
. ./root-folder.sh
fetch_packages busybox-static redis-server redis-tools postgresql-15 postgresql-client-15 libpq5 tzdata
for name in "${missing[@]}"; do
  # shellcheck source=/dev/null
  . "./$name.sh"
done
