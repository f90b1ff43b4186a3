#!/usr/bin/env bash
# A Docker engine for the tests, from Debian's packages.
#   engine.sh up [pid]     starts one where none answers on the socket, and notes that the process pid uses it
#   engine.sh down [pid]   ends the engine that `up` started, when no other process that noted itself is alive
# Both may be called any number of times. An engine that was there before is used and never ended. Settings, for a second engine:
#   ENGINE_SOCKET  where it listens                        /var/run/docker.sock
#   ENGINE_STATE   lock, log, pid and sockets of its own   /run/vitest-slo-engine
#   ENGINE_DATA    images and containers                   /var/lib/vitest-slo-engine
#   ENGINE_ALONE   not empty: in a network of its own, so that it leaves the bridge and the rules of the first alone
set -euo pipefail

socket=${ENGINE_SOCKET:-/var/run/docker.sock}
state=${ENGINE_STATE:-/run/vitest-slo-engine}
data=${ENGINE_DATA:-/var/lib/vitest-slo-engine}
pid_file=$state/dockerd.pid
log=$state/dockerd.log

answers() { [ -S "$socket" ] && timeout 5 docker -H "unix://$socket" version >/dev/null 2>&1; }
# A process that was killed stays as a zombie where no init reaps it.
alive() { grep -qs '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$1/status"; }
engine_pid() {
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] && alive "$pid" && echo "$pid"
}
die() { echo "engine: $*" >&2; exit 1; }

up() {
  mkdir -p "$state/users"
  if ! command -v docker >/dev/null || ! answers; then
    install_packages
    mount_groups
    clear_leftovers
    start
  fi
  [ -n "${ENGINE_ALONE:-}" ] || install_compose
  # Only who uses an engine of ours has a say in its end.
  if engine_pid >/dev/null && [ -n "${1:-}" ]; then echo >"$state/users/$1"; fi
}

install_packages() {
  command -v docker >/dev/null && command -v dockerd >/dev/null && return
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends docker.io ca-certificates >/dev/null
}

# The program of compose, for the test that needs it: it is skipped where there is none.
install_compose() {
  command -v docker-compose >/dev/null && return
  apt-get update -qq && apt-get install -y -qq --no-install-recommends docker-compose >/dev/null || echo 'engine: no docker-compose' >&2
}

# Where no init system has mounted the control groups, Debian's own helper does. On a machine that has them, a second mount would make
# the engine's statistics zeros.
mount_groups() {
  grep -q ' /sys/fs/cgroup' /proc/mounts && return
  command -v cgroupfs-mount >/dev/null || apt-get install -y -qq --no-install-recommends cgroupfs-mount >/dev/null
  cgroupfs-mount
}

# An engine that was killed leaves its pid file, its containers with their supervisors, and notes about them. The next one stumbles over
# each of these, or waits 15 s for it. What it had mounted stays, too.
clear_leftovers() {
  engine_pid >/dev/null && die "there is an engine of ours (pid $(cat "$pid_file")) that does not answer; see $log"
  rm -f "$pid_file" "$state"/users/*
  local process
  for process in /proc/[0-9]*; do
    [[ "$({ tr '\0' ' ' <"$process/cmdline"; } 2>/dev/null || true)" == *containerd*"$state/exec/"* ]] || continue
    # shellcheck disable=SC2046
    kill -KILL $(cat "$process"/task/*/children 2>/dev/null || true) "${process#/proc/}" 2>/dev/null || true
  done
  awk -v data="$data" -v state="$state" '$2 == data || index($2, data "/") == 1 || index($2, state "/") == 1 { print $2 }' /proc/mounts |
    sort -r | xargs -r umount -l
  rm -rf "$state/exec"
}

start() {
  local prefix=()
  [ -z "${ENGINE_ALONE:-}" ] || prefix=(unshare --net --)
  # A session of its own: what ends a step of a CI, or Ctrl-C, must not take the engine away in the middle. Nor may it hold our lock.
  setsid "${prefix[@]}" dockerd -H "unix://$socket" --data-root "$data" --exec-root "$state/exec" --pidfile "$pid_file" \
    >"$log" 2>&1 </dev/null 9>&- &
  local started=$! tries
  for tries in $(seq 1 150); do
    answers && break
    alive "$started" || die "dockerd ended before it answered: $(tail -n 3 "$log")"
    sleep 0.2
  done
  answers || die "dockerd did not answer within 30 s: $(tail -n 3 "$log")"
  # What an earlier engine with this data was running when it was killed.
  docker -H "unix://$socket" ps -aq | xargs -r docker -H "unix://$socket" rm -f >/dev/null
}

down() {
  local pid user
  [ -n "${1:-}" ] && rm -f "$state/users/$1"
  if ! pid=$(engine_pid); then
    # Ours, and somebody has killed it.
    [ ! -e "$pid_file" ] || clear_leftovers
    return 0
  fi
  for user in "$state"/users/*; do
    if alive "${user##*/}"; then return 0; fi
  done
  # dockerd would give each container ten seconds.
  timeout 20 docker -H "unix://$socket" ps -q | xargs -r timeout 20 docker -H "unix://$socket" kill >/dev/null 2>&1 || true
  kill -TERM "$pid"
  for _ in $(seq 1 150); do
    alive "$pid" || break
    sleep 0.1
  done
  if alive "$pid"; then kill -KILL "$pid"; fi
  while alive "$pid"; do sleep 0.1; done
  clear_leftovers
}

[ "$(id -u)" = 0 ] || die 'needs root'
case ${1:-} in
  up | down) ;;
  *) die "up or down, not '${1:-}'" ;;
esac
mkdir -p "$state"
exec 9>"$state/lock"
flock -w 120 9 || die "another test run has kept $state/lock for two minutes"
"$@"
