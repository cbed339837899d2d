//! Every screen, on a desktop and a phone, light and dark: the rules of WCAG 2.2 A and AA that a
//! program can check (axe-core), and nothing wider than its place, nor than a phone of 360 px.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use client::Portal;
use contract::users::SetTemporaryPassword;
use harness::{USER_PASSWORD, code_at};
use serde_json::{Value, json};

use crate::drive::Browser;
use crate::screens::{Screens, Stage, settings};
use crate::{ADA, ada_signed_in, owner_signed_in, server};

const CHECK: &str = "
const [onlyColors] = arguments;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const runOnly = onlyColors ? { type: 'rule', values: ['color-contrast'] } : tags;
// The only frames are those of emails, in which no script may run.
const options = { runOnly, resultTypes: ['violations'], preload: false, iframes: false };
return axe.run(document, options).then(
  ({ violations }) => violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
  })),
  (error) => [{ id: 'axe', help: String(error), nodes: [] }],
);";

/// The windows, panels, dialogs, menus and tables that are wider than their place, with the elements that
/// stick out.
const OVERFLOW: &str = "
const named = (it) => `${it.tagName.toLowerCase()}.${it.getAttribute('class') ?? ''}`;
const sticking = (frame, edge) => [...frame.querySelectorAll('*')]
  .filter((it) => it.getBoundingClientRect().right > edge + 1)
  .slice(0, 8)
  .map((it) => `${named(it)} to ${Math.round(it.getBoundingClientRect().right)}`);
const told = (frame, edge, width) =>
  `${named(frame)} has ${frame.scrollWidth} px in ${width}: ${sticking(frame, edge).join(', ')}`;
const page = document.documentElement;
const found = page.scrollWidth > innerWidth ? [told(page, innerWidth, innerWidth)] : [];
const places = 'dialog[open], .drawer, .drawer-body, .menu-list:popover-open, .table-frame';
for (const frame of document.querySelectorAll(places)) {
  const edge = frame.getBoundingClientRect().left + frame.clientWidth;
  if (frame.scrollWidth > frame.clientWidth + 1) found.push(told(frame, edge, frame.clientWidth));
}
return found;";

fn axe() -> String {
    let path = std::env::var("LATCHKEY_TEST_AXE").unwrap_or_else(|_| {
        let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools");
        format!("{tools}/axe-core-4.14.1/node_modules/axe-core/axe.min.js")
    });
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("axe-core: {path}: {error}"))
}

/// The violations, each with its screens.
pub struct Report {
    axe: String,
    wrong: BTreeMap<String, Vec<String>>,
}

impl Report {
    pub const LOOKS: [(u32, u32, &str); 4] = [
        (1280, 900, "light"),
        (1280, 900, "dark"),
        (390, 844, "light"),
        (390, 844, "dark"),
    ];

    pub fn new() -> Self {
        Self {
            axe: axe(),
            wrong: BTreeMap::new(),
        }
    }

    /// Checks these screens in every size and theme, and whether they fit on a small phone.
    async fn screens(&mut self, browser: &Browser, screens: &Screens) {
        for (path, heading) in screens {
            browser.show(path, heading).await;
            browser.look(360, 740, "light").await;
            browser.still(path).await;
            self.note_overflow(browser, path, 360).await;
            self.now(browser, path).await;
        }
    }

    /// Checks the current screen in every size and theme.
    pub async fn now(&mut self, browser: &Browser, what: &str) {
        for look in Self::LOOKS {
            browser.look(look.0, look.1, look.2).await;
            // A target that is half covered by the top bar would count as too small.
            browser.script("window.scrollTo(0, 0)", vec![]).await;
            browser.still(what).await;
            self.note(browser, what, look).await;
        }
        let [wide, ..] = Self::LOOKS;
        browser.look(wide.0, wide.1, wide.2).await;
    }

    /// Checks the current screen in this size and theme. Both themes have the same widths.
    pub async fn note(
        &mut self,
        browser: &Browser,
        what: &str,
        (width, _, colors): (u32, u32, &str),
    ) {
        let loaded = browser.script("return 'axe' in window", vec![]).await;
        if loaded != json!(true) {
            browser.script(&self.axe, vec![]).await;
        }
        // The themes differ in nothing but colors.
        let only_colors = vec![json!(colors == "dark")];
        let found = browser.script(CHECK, only_colors).await;
        for problem in problems(&found) {
            let screen = format!("{what} ({width} px, {colors})");
            self.wrong.entry(problem).or_default().push(screen);
        }
        if colors == "light" {
            self.note_overflow(browser, what, width).await;
        }
    }

    /// Notes elements that are wider than their place.
    async fn note_overflow(&mut self, browser: &Browser, what: &str, width: u32) {
        let found = browser.script(OVERFLOW, vec![]).await;
        for wide in found.as_array().into_iter().flatten() {
            let screen = format!("{what} ({width} px)");
            let problem = format!("wider than its place: {wide}");
            self.wrong.entry(problem).or_default().push(screen);
        }
    }

    pub fn assert_empty(self) {
        let mut report = String::new();
        for (problem, screens) in self.wrong {
            let screens = screens.join("\n      ");
            writeln!(report, "{problem}\n    on\n      {screens}").unwrap();
        }
        assert!(report.is_empty(), "{report}");
    }
}

/// One text for each element that violates a rule.
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
async fn public_screens_and_screens_of_the_user_portal_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = Browser::open(&stage.server.origin).await;
    let mut report = Report::new();
    report.screens(&browser, &stage.public).await;
    browser.open_session(Portal::User, ADA, USER_PASSWORD).await;
    report.screens(&browser, &stage.user).await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens_of_the_admin_portal_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = owner_signed_in(&stage.server).await;
    let mut report = Report::new();
    report.screens(&browser, &stage.admin).await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens_of_applications_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = owner_signed_in(&stage.server).await;
    let mut report = Report::new();
    report.screens(&browser, &stage.applications).await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn screens_of_the_settings_keep_the_rules() {
    let stage = Stage::set().await;
    let browser = owner_signed_in(&stage.server).await;
    let mut report = Report::new();
    report.screens(&browser, &stage.settings).await;
    let tabs = settings(&browser).await;
    report.screens(&browser, &tabs).await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_of_a_sign_in_keep_the_rules() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let temporary = SetTemporaryPassword { password: None };
    let set = owner.set_temporary_password(user.id, &temporary).await;
    let given = set.unwrap().password.unwrap();
    let browser = Browser::open(&server.origin).await;
    let mut report = Report::new();
    browser.go("/sign-in").await;
    browser.button("Continue").await;
    browser.see("Enter your company email").await;
    report.now(&browser, "no email").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    browser.heading("Enter your password").await;
    report.now(&browser, "the password step").await;
    browser.fill("Password", "not the password").await;
    browser.button("Sign in").await;
    browser.see("or reset your password").await;
    report.now(&browser, "a wrong password").await;
    browser.fill("Password", &given).await;
    browser.button("Sign in").await;
    browser.heading("Choose a new password").await;
    browser.fill("New password", "short").await;
    report.now(&browser, "the replacement step").await;
    owner.suspend_user(user.id).await.unwrap();
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, &given).await;
    browser.see("You can't sign in until").await;
    report.now(&browser, "a suspended account").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_opens_over_a_screen_keeps_the_rules() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/users").await;
    browser.button("Actions for ada").await;
    browser.find("menuitem", "Suspend", false).await;
    report.now(&browser, "the acts of a user").await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.menu("Actions for ada", "Delete").await;
    browser.heading("Delete ada?").await;
    report.now(&browser, "a confirmation").await;
    browser.button("Cancel").await;
    browser.button("Set temporary password").await;
    browser.heading("Temporary password for ada").await;
    report.now(&browser, "a dialog with a form").await;
    browser.button("Set temporary password").await;
    browser.see("Shown only once.").await;
    report.now(&browser, "a secret shown once").await;
    browser.button("Done").await;
    browser.fill("Job title", "Countess").await;
    browser.button("Save user").await;
    browser.see("User saved").await;
    report.now(&browser, "a toast").await;
    browser.go("/admin/users").await;
    browser.heading("Users").await;
    browser.look(390, 844, "light").await;
    browser.button("Menu").await;
    browser.find("link", "Administrators", false).await;
    for colors in ["light", "dark"] {
        browser.look(390, 844, colors).await;
        browser.still("the menu").await;
        report.note(&browser, "the menu", (390, 844, colors)).await;
    }
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_steps_of_a_second_factor_keep_the_rules() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/security").await;
    browser.button("Add an authenticator app").await;
    let secret = browser.setup_key().await;
    report.now(&browser, "adding an authenticator app").await;
    let code = code_at(&secret, server.clock_now());
    browser.enter_code("Code", &code).await;
    browser.see("Save them now, away from this device").await;
    report.now(&browser, "recovery codes").await;
    browser.button("I have saved them").await;
    report.now(&browser, "a list of factors").await;
    server.clock.advance(std::time::Duration::from_secs(301));
    browser.button("Remove “My phone”").await;
    browser.button("Remove").await;
    browser.heading("Confirm it's you").await;
    report.now(&browser, "a proof that is due").await;
    let other = Browser::open(&server.origin).await;
    other.go("/sign-in").await;
    other.sign_in("Company email", ADA, USER_PASSWORD).await;
    other.heading("Verify it's you").await;
    other.button("Sign in").await;
    other.see("Enter the six digits").await;
    report.now(&other, "the factor step").await;
    other.button("Use a recovery code instead").await;
    report.now(&other, "a recovery code").await;
    report.assert_empty();
    browser.finish().await;
    other.finish().await;
}
