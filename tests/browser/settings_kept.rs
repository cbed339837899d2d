//! Every switch and checkbox of the settings pages: leaving the page asks about it, it is saved, and it is
//! shown again. A new one is found without a change here, unless the page cannot be saved with it: what it
//! needs for that is set up first.

use std::collections::BTreeSet;
use std::time::Duration;

use harness::turn_directory_on;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::drive::Browser;
use crate::screens::settings;
use crate::terms::publish;
use crate::{ADA, owner_signed_in, server};

/// What the scripts here use: the controls of the page's forms, the label of one, and whether leaving the page
/// asks now.
const HELPERS: &str = "
    const boxes = [...document.querySelectorAll('.section-content form input[type=checkbox]')];
    const label = (box) => box.labels[0].querySelector('.choice-text > span').textContent;
    const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
";

/// What is changed and saved together: every so many controls, from this one on. Neighbors are changed apart,
/// because two that are mixed up would otherwise look right. The last two rounds are for controls that
/// another one had disabled.
const ROUNDS: [(usize, usize); 4] = [(2, 1), (2, 0), (1, 0), (1, 0)];

/// Runs a script after [`HELPERS`].
async fn run<T: DeserializeOwned>(browser: &Browser, script: &str, arguments: Vec<Value>) -> T {
    let script = format!("{HELPERS}{script}");
    let found = browser.script(&script, arguments).await;
    serde_json::from_value(found).unwrap()
}

/// The label of each control, and whether it is on.
async fn controls(browser: &Browser) -> Vec<(String, bool)> {
    let script = "return boxes.map((box) => [label(box), box.checked])";
    run(browser, script, vec![]).await
}

/// The enabled controls that leaving the page does not ask about after they are changed, or still asks about
/// after they are changed back.
async fn wrongly_asked(browser: &Browser) -> Vec<String> {
    let script = "return boxes.filter((box) => !box.disabled).filter((box) => {
        box.click();
        const asked = asks();
        box.click();
        return !asked || asks();
    }).map(label)";
    run(browser, script, vec![]).await
}

/// Changes the enabled controls of a round. Returns their labels.
async fn change(browser: &Browser, (step, first): (usize, usize)) -> Vec<String> {
    // The last one first: a control can disable those below it.
    let script = "const [step, first] = arguments;
        const changed = boxes.filter((box, n) => !box.disabled && n % step === first);
        for (const box of [...changed].reverse()) box.click();
        return changed.map(label)";
    run(browser, script, vec![json!(step), json!(first)]).await
}

/// Saves, also if that affects people at once, and waits until the page can be left.
async fn save(browser: &Browser) {
    browser.button("Save changes").await;
    let script = "document.querySelector('dialog[open] .dialog-foot .danger')?.click();
        return asks()";
    browser
        .until("the settings being saved", async || {
            let asks: bool = run(browser, script, vec![]).await;
            (!asks && browser.text().await.contains("Saved")).then_some(())
        })
        .await;
}

/// Changes each control of a page, and checks that it is kept. Returns the number of controls.
async fn keeps_its_controls(browser: &Browser, path: &str, heading: &str) -> usize {
    browser.show(path, heading).await;
    let mut shown = controls(browser).await;
    let mut left: BTreeSet<_> = shown.iter().map(|(label, _)| label.clone()).collect();
    for round in ROUNDS {
        if left.is_empty() {
            break;
        }
        let wrongly_asked = wrongly_asked(browser).await;
        assert!(wrongly_asked.is_empty(), "{path}: {wrongly_asked:?}");
        let changed = change(browser, round).await;
        if changed.is_empty() {
            continue;
        }
        for (label, on) in &mut shown {
            *on ^= changed.contains(label);
        }
        browser.link("Users").await;
        browser.heading("Discard your changes?").await;
        browser.button("Keep editing").await;
        assert_eq!(controls(browser).await, shown, "{path} before saving");
        save(browser).await;
        browser.show(path, heading).await;
        assert_eq!(controls(browser).await, shown, "{path} after saving");
        left.retain(|label| !changed.contains(label));
    }
    assert!(left.is_empty(), "{path}: never enabled: {left:?}");
    shown.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_switch_of_the_settings_is_asked_about_and_kept() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    turn_directory_on(&owner, "dc=example,dc=com").await;
    publish(&owner, "Be kind.").await;
    // If passwords expire, Ada's does at once, so saving asks.
    server.clock.advance(Duration::from_secs(91 * 24 * 60 * 60));
    let browser = owner_signed_in(&server).await;
    browser.look(1280, 900, "light").await;
    let mut count = 0;
    for (path, heading) in settings(&browser).await {
        count += keeps_its_controls(&browser, &path, heading).await;
    }
    assert!(count > 0, "no page has a switch");
    browser.finish().await;
}
