//! The figures as they are printed.

/// One figure, what it was measured against, and what it has to be.
pub struct Row {
    /// What was measured.
    pub figure: String,
    /// The measured value, with its unit.
    pub measured: String,
    /// What it is measured against, with its unit.
    pub baseline: String,
    /// What is judged.
    pub value: f64,
    /// Where the value has to be.
    pub limit: Limit,
}

/// Where a value has to be.
#[derive(Clone, Copy)]
pub enum Limit {
    /// No less than this.
    AtLeast(f64),
    /// No more than this.
    AtMost(f64),
}

impl Row {
    /// Whether the value is where it has to be.
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
    println!("| figure | measured | beside | value | has to be | |");
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
