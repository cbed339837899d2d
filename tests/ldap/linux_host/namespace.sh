#!/bin/sh
# Begins a Linux host, in mount, PID, UTS and IPC namespaces of its own: nothing of this machine changes, and
# what the host has started ends with it. The network is shared. Arguments: the archive with the file system, an
# empty folder, a folder with files to add, the program latchkey, and the port for sshd.
set -eu
archive=$1 root=$2 files=$3 latchkey=$4 port=$5

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root"
# Only root of the machine may create device files.
tar --extract --file "$archive" --directory "$root" --exclude './dev/*'
mount -t proc proc "$root/proc"
for device in null zero full random urandom tty; do
	touch "$root/dev/$device"
	mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
hostname build-1
cp -R "$files/." "$root"
touch "$root/usr/bin/latchkey"
mount --bind "$latchkey" "$root/usr/bin/latchkey"
exec chroot "$root" /bin/sh /begin.sh "$port"
