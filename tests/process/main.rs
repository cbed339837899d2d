//! Tests of the program `latchkey` as an operator runs it: processes, signals, files, real SMTP.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test, that is how it fails"
)]

mod backup;
mod bulk_jobs;
mod commands;
mod crash;
mod event_chain;
mod exports;
mod fuzz;
mod import_command;
mod imports;
mod mail;
mod mail_encrypted;
mod master_key;
mod metrics;
mod observe;
mod organizations;
mod password_aging;
mod people;
mod proxy;
mod readme;
mod secrets;
mod smtp;
mod ssh_keys;
mod two_servers;
mod webhooks;
