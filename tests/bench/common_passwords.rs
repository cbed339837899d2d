//! Checking whether the costliest passwords are common, compared with hashing one.

use std::time::{Duration, Instant};

use harness::USER_PASSWORD;
use identity::passwords::is_common;

use crate::Pace;
use crate::bare::verifications;
use crate::table::{Limit, Row};

/// Passwords that take long to check, each for a different reason: look-alike characters,
/// repetitions, sequences, dates, keyboard patterns, and words in many places.
fn corpus() -> Vec<String> {
    let parts = [
        "4@8({[<369!1|705$%+2",
        "1|7",
        "1!|",
        "({[<",
        "4@({[<69",
        "p@ssw0rd",
        "1aA!",
        "qwer1234",
        "qwertyuiop[]",
        "12/20/91",
        "aaab",
        "ab",
        "a",
        "iloveyou",
        "theandofto",
        "!@#$%^&*()_+1234567890",
        "\u{e9}1\u{e8}7",
    ];
    let lengths = [16, 17, 24, 32, 48, 64];
    parts
        .iter()
        .flat_map(|part| lengths.map(|length| part.chars().cycle().take(length).collect()))
        .collect()
}

/// The row of the costliest one.
pub async fn measure(hash: &str, pace: Pace) -> Row {
    let (hash, time) = (hash.to_owned(), pace.seconds(2.0));
    let measured = tokio::task::spawn_blocking(move || {
        let alone = 1.0 / verifications(&hash, USER_PASSWORD, 1, time);
        let costliest = corpus()
            .into_iter()
            .map(|password| (fastest(&password), password))
            .max()
            .unwrap();
        (alone, costliest)
    });
    let (alone, (checked, password)) = measured.await.unwrap();
    let checked = checked.as_secs_f64();
    eprintln!("the password that takes longest to check: {password}");
    Row {
        figure: "checking the costliest password ÷ an Argon2id verification".to_owned(),
        measured: format!("{:.1} ms", checked * 1000.0),
        baseline: format!("{:.1} ms", alone * 1000.0),
        value: checked / alone,
        limit: Limit::AtMost(2.0),
    }
}

/// The shortest of a few measurements, because other load only makes them longer.
fn fastest(password: &str) -> Duration {
    (0..5)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(is_common(password));
            begun.elapsed()
        })
        .min()
        .unwrap()
}
