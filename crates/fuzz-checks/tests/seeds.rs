//! Runs the checks of every fuzz target on its seeds.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

use std::fs;
use std::path::Path;

use latchkey_fuzz_checks::TARGETS;

const FUZZ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fuzz");

/// The names of what is in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

/// One test for all, because the limit of memory counts what the whole process allocates.
#[test]
fn every_target_accepts_its_seeds() {
    let fuzz = Path::new(FUZZ);
    let files = TARGETS.map(|(target, _)| format!("{target}.rs"));
    assert_eq!(names(&fuzz.join("targets")), files);
    for (target, check) in TARGETS {
        let folder = fuzz.join("seeds").join(target);
        let seeds = names(&folder);
        assert!(!seeds.is_empty(), "{target} has no seeds");
        for seed in seeds {
            // Shown if a check panics.
            println!("{target}/{seed}");
            check(&fs::read(folder.join(seed)).unwrap());
        }
    }
}
