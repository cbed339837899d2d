//! A Linux host with the configuration of `deploy/sssd` and `deploy/sshd`: SSSD, sshd, PAM and sudo of Debian.

mod access;
mod busy;
mod host;
mod keys;
mod maintained;
mod names;
mod open_sessions;
mod passwords;
mod renewals;
mod ssh;
mod sudo;
