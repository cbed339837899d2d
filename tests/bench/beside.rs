//! Rates beside a baseline.

use crate::load::median;
use crate::table::{Limit, Row};

/// Rates that were measured in turns with their baseline.
#[derive(Default)]
pub struct Beside {
    rates: Vec<f64>,
    baselines: Vec<f64>,
}

impl Beside {
    /// Adds the rates of a round.
    pub fn add(&mut self, rate: f64, baseline: f64) {
        self.rates.push(rate);
        self.baselines.push(baseline);
    }

    /// The row. Its value is the median of the ratios.
    pub fn row(self, figure: &str, at_least: f64) -> Row {
        let ratios = self.rates.iter().zip(&self.baselines);
        let value = median(ratios.map(|(rate, baseline)| rate / baseline).collect());
        Row {
            figure: figure.to_owned(),
            measured: format!("{:.0}/s", median(self.rates)),
            baseline: format!("{:.0}/s", median(self.baselines)),
            value,
            limit: Limit::AtLeast(at_least),
        }
    }
}
