#!/bin/sh
# The first process of the host: follows docs/linux-hosts.md, and becomes sshd.
set -eu
chown -R root:root /etc/sssd /etc/ssh /etc/sudoers.d ~root
chmod 600 /etc/sssd/sssd.conf /etc/sssd/conf.d/latchkey.conf
chmod 440 /etc/sudoers.d/latchkey
chmod 700 ~root/.ssh
# sshd runs no program that others can change.
chmod go-w /usr/bin/latchkey
useradd --system --no-create-home --shell /usr/sbin/nologin latchkey-keys
chown latchkey-keys /etc/latchkey/host.key
chmod 400 /etc/latchkey/host.key
if dpkg --compare-versions "$(sssd --version)" lt 2.10; then
	rm /etc/sssd/conf.d/latchkey.conf
fi
pam-auth-update --package --enable mkhomedir latchkey-changes latchkey-names
sssctl config-check
visudo --check
mkdir -p /run/sshd
sssd --interactive --logger=stderr &
set -- -D -e -p "$1" -o ListenAddress=127.0.0.1
# Newer ones make an address wait that has failed too often, and the test fails often.
if /usr/sbin/sshd -t -o PerSourcePenalties=no; then
	set -- "$@" -o PerSourcePenalties=no
fi
exec /usr/sbin/sshd "$@"
