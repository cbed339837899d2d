//! The printed table of figures.

/// One figure, its baseline, and its target.
pub struct Row {
    /// What was measured.
    pub figure: String,
    /// The measured value, with its unit.
    pub measured: String,
    /// The baseline, with its unit.
    pub baseline: String,
    /// The value that is compared with the target.
    pub value: f64,
    /// The target.
    pub limit: Limit,
}

/// A target.
#[derive(Clone, Copy)]
pub enum Limit {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

impl Row {
    /// Whether the value meets the target.
    pub fn is_met(&self) -> bool {
        match self.limit {
            Limit::AtLeast(limit) => self.value >= limit,
            Limit::AtMost(limit) => self.value <= limit,
        }
    }
}

/// Prints the rows as a table, in Markdown.
pub fn print(rows: &[Row]) {
    println!();
    println!("| figure | measured | baseline | value | target | |");
    println!("|---|---|---|---:|---:|---|");
    for row in rows {
        let limit = match row.limit {
            Limit::AtLeast(limit) => format!("≥ {limit}"),
            Limit::AtMost(limit) => format!("≤ {limit}"),
        };
        println!(
            "| {} | {} | {} | {:.2} | {limit} | {} |",
            row.figure,
            row.measured,
            row.baseline,
            row.value,
            if row.is_met() { "met" } else { "MISSED" },
        );
    }
    println!();
}
