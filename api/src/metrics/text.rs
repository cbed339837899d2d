//! The figures that are not counted by requests, in the OpenMetrics text format.

use std::fmt::{Display, Write as _};
use std::time::Duration;

use identity::Context;
use identity::outbox::Waiting;

use super::process;

/// Text that lines are added to.
pub(super) struct Text(pub String);

impl Text {
    /// A value that goes up and down.
    pub(super) fn gauge(
        &mut self,
        name: &str,
        help: &str,
        value: impl Display,
    ) -> std::fmt::Result {
        self.family(name, "gauge", help)?;
        writeln!(self.0, "{name} {value}")
    }

    /// A value that only grows, for each value of a label.
    fn counters<'a>(
        &mut self,
        (name, help): (&str, &str),
        label: &str,
        values: impl Iterator<Item = (&'a str, u64)>,
    ) -> std::fmt::Result {
        self.family(name, "counter", help)?;
        for (of, value) in values {
            writeln!(self.0, "{name}_total{{{label}=\"{of}\"}} {value}")?;
        }
        Ok(())
    }

    pub(super) fn family(&mut self, name: &str, kind: &str, help: &str) -> std::fmt::Result {
        writeln!(self.0, "# HELP {name} {help}.\n# TYPE {name} {kind}")
    }

    /// What the use cases have counted, and what waits.
    pub fn of_context(&mut self, context: &Context, mail: Option<Waiting>) -> std::fmt::Result {
        let events = context.figures().events();
        self.counters(
            ("latchkey_events", "Events recorded by this server"),
            "action",
            events.map(|(action, count)| (action.as_str(), count)),
        )?;
        let mails = context.figures().mails();
        self.counters(
            ("latchkey_mail_deliveries", "Attempts to deliver an email"),
            "outcome",
            mails.map(|(outcome, count)| (outcome.as_str(), count)),
        )?;
        if let Some(mail) = mail {
            let help = "Emails waiting for delivery";
            self.gauge("latchkey_mail_queue", help, mail.count)?;
            let help = "Age of the oldest email that waits";
            let age = seconds(mail.oldest);
            self.gauge("latchkey_mail_oldest_age_seconds", help, age)?;
        }
        self.of_hashing(context)?;
        self.of_database(context)?;
        if let Some(age) = context.signing_keys().age(context.now()) {
            let help = "How long the current signing key is in use";
            self.gauge("latchkey_signing_key_age_seconds", help, seconds(age))?;
        }
        Ok(())
    }

    fn of_hashing(&mut self, context: &Context) -> std::fmt::Result {
        let hasher = context.hasher();
        self.gauge(
            "latchkey_password_hash_queue",
            "Requests whose passwords are being hashed or checked, or waiting for it",
            hasher.queue_length(),
        )?;
        let name = "latchkey_password_hash_duration_seconds";
        self.family(name, "summary", "Time to hash or verify a password")?;
        let (count, time) = hasher.hashed();
        writeln!(self.0, "{name}_count {count}\n{name}_sum {}", seconds(time))
    }

    fn of_database(&mut self, context: &Context) -> std::fmt::Result {
        let name = "latchkey_database_connections";
        self.family(name, "gauge", "Open database connections")?;
        let pools = context.database().pools();
        for pool in &pools {
            for (state, count) in [("in_use", pool.in_use), ("idle", pool.idle)] {
                let labels = format!("pool=\"{}\",state=\"{state}\"", pool.name);
                writeln!(self.0, "{name}{{{labels}}} {count}")?;
            }
        }
        let name = "latchkey_database_connections_max";
        let help = "While this number is in use, work waits for a connection";
        self.family(name, "gauge", help)?;
        for pool in &pools {
            writeln!(self.0, "{name}{{pool=\"{}\"}} {}", pool.name, pool.max)?;
        }
        let name = "latchkey_database_waiting";
        let help = "Transactions waiting for a connection (statements in the read pool of SQLite)";
        self.family(name, "gauge", help)?;
        for pool in &pools {
            writeln!(self.0, "{name}{{pool=\"{}\"}} {}", pool.name, pool.waiting)?;
        }
        Ok(())
    }

    /// The version, and what the operating system says about this process.
    pub fn of_program(&mut self) -> std::fmt::Result {
        let version = env!("CARGO_PKG_VERSION");
        self.family("latchkey_build_info", "gauge", "The version that runs")?;
        writeln!(self.0, "latchkey_build_info{{version=\"{version}\"}} 1")?;
        let Some(process) = process::read() else {
            return Ok(());
        };
        self.family("process_cpu_seconds", "counter", "User and system CPU time")?;
        writeln!(self.0, "process_cpu_seconds_total {}", process.cpu_seconds)?;
        let memory = process.resident_bytes;
        self.gauge("process_resident_memory_bytes", "Resident memory", memory)?;
        let start = process.started_at;
        let help = "Start time since the epoch";
        self.gauge("process_start_time_seconds", help, start)?;
        self.gauge("process_open_fds", "Open files", process.open_files)
    }
}

pub(super) fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}
