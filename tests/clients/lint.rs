//! What linters of OpenAPI documents say about ours.

use std::path::Path;

use tokio::process::Command;

use crate::{Setting, module, run};

/// The rules that Spectral has for OpenAPI documents.
const RULES: &str = "extends: [\"spectral:oas\"]\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_linters_have_no_complaints() {
    let setting = Setting::new().await;
    let document = setting.document();
    let mut redocly = Command::new(module("redocly"));
    redocly.args(["lint", "--format", "json"]).arg(&document);
    redocly.current_dir(setting.folder());
    let found: serde_json::Value = serde_json::from_str(&run(&mut redocly).await).unwrap();
    assert_eq!(found["problems"], serde_json::json!([]));

    let rules = setting.folder().join("spectral.yaml");
    std::fs::write(&rules, RULES).unwrap();
    let found = run(&mut spectral(&document, &rules)).await;
    assert!(found.contains("No results"), "{found}");
}

fn spectral(document: &Path, rules: &Path) -> Command {
    let mut spectral = Command::new(module("spectral"));
    spectral.arg("lint").arg(document);
    spectral.args(["--fail-severity", "hint", "--ruleset"]);
    spectral.arg(rules);
    spectral
}
