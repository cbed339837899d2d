//! How an organization's pages look.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rules::appearance::Appearance;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{owner_signed_in, server};

/// The color of the mark next to the organization's name.
async fn mark(browser: &Browser) -> String {
    let script = "return getComputedStyle(document.querySelector('.brand-plate')).fill;";
    let color = browser.script(script, vec![]).await;
    color.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_readable_color_and_a_help_text_are_shown_before_sign_in() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/appearance").await;
    browser
        .fill("Accent color in the light theme", "#d8b364")
        .await;
    browser.see("too light to be read in the light theme").await;
    browser.button("Save changes").await;
    let stored = owner.organization().await.unwrap().settings.appearance;
    assert_eq!(stored, Appearance::default());
    browser
        .fill("Accent color in the light theme", "#1d5993")
        .await;
    browser.see_no("too light").await;
    browser
        .fill("Accent color in the dark theme", "#1d5993")
        .await;
    browser.see("too dark to be read in the dark theme").await;
    browser
        .fill("Accent color in the dark theme", "#8fbfec")
        .await;
    browser.fill("Help text", "Help desk: extension 4321").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;

    for page in ["/sign-in", "/admin/account"] {
        browser.go(page).await;
        if page == "/sign-in" {
            browser.see("Help desk: extension 4321").await;
        } else {
            browser.heading("My account").await;
        }
        let accent =
            "return getComputedStyle(document.documentElement).getPropertyValue('--accent')";
        browser
            .until("the accent color", async || {
                let accent = browser.script(accent, vec![]).await;
                let accent = accent.as_str()?.to_owned();
                accent.contains("#1d5993").then_some(())
            })
            .await;
    }
    browser.go("/sign-in").await;
    browser.see("Help desk: extension 4321").await;
    let mut report = Report::new();
    report
        .now(&browser, "a sign-in page with other colors")
        .await;
    report.assert_empty();
    for (theme, color) in [
        ("light", "rgb(29, 89, 147)"),
        ("dark", "rgb(143, 191, 236)"),
    ] {
        browser.look(1280, 800, theme).await;
        // The page is drawn in the new theme a moment later.
        browser
            .until("the color of the mark", async || {
                (mark(&browser).await == color).then_some(())
            })
            .await;
    }
    browser.finish().await;
}

/// One pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_uploaded_logo_replaces_the_mark_until_it_is_removed() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    let folder = tempfile::tempdir().unwrap();
    let choose = async |name: &str, content: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let field = browser.find("field", "Choose an image", false).await;
        field.send_keys(&file.display().to_string()).await.unwrap();
    };
    browser.go("/admin/settings/appearance").await;
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    choose("logo.svg", svg.as_bytes()).await;
    browser.see("Use a PNG, JPEG or WebP image").await;
    let large = "x".repeat(256 * 1024 + 1);
    choose("large.png", large.as_bytes()).await;
    browser.see("Choose an image of at most 256 KB").await;
    assert_eq!(owner.organization().await.unwrap().logo, None);
    choose("logo.png", &STANDARD.decode(PNG).unwrap()).await;
    browser.see("Saved").await;
    browser.see_no("Choose an image of at most 256 KB").await;
    assert!(owner.organization().await.unwrap().logo.is_some());
    let loaded = "const logo = document.querySelector('.brand .brand-logo'); return logo !== null && logo.complete && logo.naturalWidth > 0;";
    for page in ["/sign-in", "/admin/settings/appearance"] {
        browser.go(page).await;
        browser
            .until("the logo", async || {
                let loaded = browser.script(loaded, vec![]).await;
                (loaded == true).then_some(())
            })
            .await;
    }
    let mut report = Report::new();
    report.now(&browser, "settings with a logo").await;
    report.assert_empty();
    browser.button("Remove logo").await;
    browser.see("Saved").await;
    browser
        .until("the mark", async || {
            let mark = "return document.querySelector('.brand .brand-mark') !== null";
            (browser.script(mark, vec![]).await == true).then_some(())
        })
        .await;
    assert_eq!(owner.organization().await.unwrap().logo, None);
    browser.finish().await;
}
