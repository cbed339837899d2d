#!/bin/sh
# The first process of the host: follows docs/linux-hosts.md, and becomes sshd.
set -eu
chown -R root:root /etc/sssd /etc/ssh /etc/sudoers.d /root
chmod 600 /etc/sssd/sssd.conf
chmod 440 /etc/sudoers.d/latchkey
chmod 700 /root/.ssh
# sshd runs no program that others can change.
chmod go-w /usr/bin/latchkey
useradd --system --no-create-home --shell /usr/sbin/nologin latchkey-keys
chown latchkey-keys /etc/latchkey/host.key
chmod 400 /etc/latchkey/host.key
pam-auth-update --package --enable mkhomedir latchkey
sssctl config-check
visudo --check
mkdir -p /run/sshd
sssd --interactive --logger=stderr &
exec /usr/sbin/sshd -D -e -o ListenAddress=127.0.0.1 -p "$1"
