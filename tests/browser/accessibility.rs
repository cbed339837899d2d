//! Every screen, wide and on a phone, light and dark: the rules of WCAG 2.2 A and AA that a
//! program can check (axe-core), and nothing wider than a phone of 360 px.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::drive::Browser;
use crate::screens::Stage;

const CHECK: &str = "
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const options = { runOnly: tags, resultTypes: ['violations'], preload: false };
axe.run(document, options).then(
  ({ violations }) => done(violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
  }))),
  (error) => done([{ id: 'axe', help: String(error), nodes: [] }]),
);";

const LOOKS: [(u32, u32, &str); 4] = [
    (1280, 900, "light"),
    (1280, 900, "dark"),
    (390, 844, "light"),
    (390, 844, "dark"),
];

fn axe() -> String {
    let path = std::env::var("LATCHKEY_TEST_AXE").unwrap_or_else(|_| {
        let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools");
        format!("{tools}/axe-core-4.14.1/node_modules/axe-core/axe.min.js")
    });
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("axe-core: {path}: {error}"))
}

/// What is wrong, each with the screens on which it is: empty when nothing is.
async fn check(browser: &Browser, axe: &str, screens: &[(String, &str)]) -> String {
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, heading) in screens {
        for (width, height, colors) in LOOKS {
            browser.look(width, height, colors).await;
            browser.show(path, heading).await;
            browser.script(axe, vec![]).await;
            let found = browser.client.execute_async(CHECK, vec![]).await.unwrap();
            for problem in problems(&found) {
                let screen = format!("{path} ({width} px, {colors})");
                wrong.entry(problem).or_default().push(screen);
            }
        }
    }
    let mut report = String::new();
    for (problem, screens) in wrong {
        let screens = screens.join("\n      ");
        writeln!(report, "{problem}\n    on\n      {screens}").unwrap();
    }
    report
}

/// One text for each element that breaks a rule.
fn problems(violations: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for violation in violations.as_array().into_iter().flatten() {
        let (id, help) = (&violation["id"], &violation["help"]);
        for node in violation["nodes"].as_array().into_iter().flatten() {
            let node = node.as_str().unwrap_or_default();
            all.push(format!(
                "{id}: {help}\n    {}",
                node.replace('\n', "\n    ")
            ));
        }
        if violation["nodes"].as_array().is_none_or(Vec::is_empty) {
            all.push(format!("{id}: {help}"));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens_for_everybody_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = Browser::open(&stage.server.origin).await;
    let report = check(&browser, &axe(), &stage.public).await;
    assert!(report.is_empty(), "{report}");
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens_of_the_user_portal_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = Browser::open(&stage.server.origin).await;
    browser.sign_in_to_both(&stage.server).await;
    let report = check(&browser, &axe(), &stage.user).await;
    assert!(report.is_empty(), "{report}");
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens_of_the_admin_portal_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = Browser::open(&stage.server.origin).await;
    browser.sign_in_to_both(&stage.server).await;
    let report = check(&browser, &axe(), &stage.admin).await;
    assert!(report.is_empty(), "{report}");
    browser.finish().await;
}

/// What sticks out, so that the report names the culprit.
const OVERFLOW: &str = "
const width = innerWidth;
if (document.documentElement.scrollWidth <= width) return null;
return [...document.querySelectorAll('body *')]
  .filter((it) => it.getBoundingClientRect().right > width + 1)
  .map((it) => `${it.tagName.toLowerCase()}.${it.className} to ${it.getBoundingClientRect().right}`)
  .slice(0, 8);";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_wider_than_a_small_phone() {
    let stage = Stage::set().await;
    let browser = Browser::open(&stage.server.origin).await;
    browser.look(360, 740, "light").await;
    let mut report = String::new();
    wide(&browser, &stage.public, &mut report).await;
    browser.sign_in_to_both(&stage.server).await;
    wide(&browser, &stage.user, &mut report).await;
    wide(&browser, &stage.admin, &mut report).await;
    assert!(report.is_empty(), "{report}");
    browser.finish().await;
}

async fn wide(browser: &Browser, screens: &[(String, &str)], report: &mut String) {
    for (path, heading) in screens {
        browser.show(path, heading).await;
        let found = browser.script(OVERFLOW, vec![]).await;
        if found != json!(null) {
            writeln!(report, "{path}: {found}").unwrap();
        }
    }
}
