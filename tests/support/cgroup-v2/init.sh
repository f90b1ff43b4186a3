#!/bin/sh
# First process of a user-mode Linux whose root is the root of the host, read-only: mounts what Linux needs, with the unified hierarchy of
# control groups, and runs $GUEST with Node. The kernel's command line gives PROGRAM (the Node) and GUEST.
PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
export PATH HOME=/mnt TMPDIR=/mnt
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs tmp /mnt
for controller in memory pids cpu io; do echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control; done
cd /mnt && "$PROGRAM" "$GUEST" 2>&1
# No init system is there to be asked: halts the machine by itself.
echo o >/proc/sysrq-trigger
sleep 5
