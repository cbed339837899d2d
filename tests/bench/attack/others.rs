//! How the others fare.

use std::time::Duration;

use crate::table::{Limit, Row};

/// The sign-ins of others.
#[derive(Default)]
pub struct Others {
    took: Vec<Duration>,
    turned_away: usize,
}

impl Others {
    /// Adds a sign-in that succeeded.
    pub fn signed_in(&mut self, took: Duration) {
        self.took.push(took);
    }

    /// Adds a sign-in for which the server had too much to do.
    pub fn turned_away(&mut self) {
        self.turned_away += 1;
    }

    /// Adds the sign-ins of somebody else.
    pub fn add(&mut self, other: Self) {
        self.took.extend(other.took);
        self.turned_away += other.turned_away;
    }

    /// The part that succeeded, and their 95th percentile.
    pub fn rows(mut self, when: &str) -> [Row; 2] {
        let all = self.took.len() + self.turned_away;
        let through = self.took.len() as f64 / all.max(1) as f64;
        self.took.sort();
        let slow = self.took.get(self.took.len().saturating_sub(1) * 95 / 100);
        let p95 = slow.map_or(f64::INFINITY, Duration::as_secs_f64);
        [
            Row {
                figure: format!("correct sign-ins of others that succeed {when}"),
                measured: format!("{:.1} %", through * 100.0),
                baseline: format!("{all} sign-ins"),
                value: through,
                limit: Limit::AtLeast(0.95),
            },
            Row {
                figure: format!("correct sign-ins of others {when}, p95 in seconds"),
                measured: format!("{p95:.2} s"),
                baseline: String::new(),
                value: p95,
                limit: Limit::AtMost(2.0),
            },
        ]
    }
}
