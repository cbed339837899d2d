//! Whether known and unknown addresses can be told apart by the time that something takes.

use std::time::Duration;

/// Fewer samples are enough if the tolerance is this many standard deviations away.
const CERTAIN: f64 = 4.0;

/// How long something took for known and for unknown addresses, compared by rank (the Mann-Whitney
/// statistic).
#[derive(Default)]
pub struct Times {
    known: Vec<Duration>,
    unknown: Vec<Duration>,
}

impl Times {
    /// Adds a sample.
    pub fn add(&mut self, known: bool, time: Duration) {
        let side = if known {
            &mut self.known
        } else {
            &mut self.unknown
        };
        side.push(time);
    }

    /// The probability that of one sample of each kind, the one for the known address is slower: 0.5
    /// means that they say nothing, 1.0 that one pair is enough to tell the addresses apart. Equal
    /// times count half.
    pub fn known_is_slower(&self) -> f64 {
        let mut unknown = self.unknown.clone();
        unknown.sort_unstable();
        let ranks = self.known.iter().map(|time| {
            let below = unknown.partition_point(|other| other < time);
            let not_above = unknown.partition_point(|other| other <= time);
            below + not_above
        });
        ranks.sum::<usize>() as f64 / (2 * self.known.len() * unknown.len()) as f64
    }

    /// Whether more samples would hardly change on which side of the tolerance the probability is.
    pub fn are_enough(&self, tolerance: f64) -> bool {
        let samples = self.known.len() as f64;
        let deviation = ((2.0 * samples + 1.0) / 12.0).sqrt() / samples;
        let distance = (self.known_is_slower() - 0.5).abs();
        (distance - tolerance).abs() > CERTAIN * deviation
    }
}
