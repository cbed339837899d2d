//! What an administrator is told about requests of an application that failed.

use std::time::Duration;

use harness::Surfer;

use crate::ADA;
use crate::connected_applications::Setting;
use crate::help_desk::lacks;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_request_says_what_was_wrong() {
    let here = Setting::new().await;
    let browser = &here.browser;
    here.open("activity").await;
    browser.see("No request has failed.").await;
    let surfer = Surfer::signed_in(&here.server, ADA).await;
    let received = "https://evil.example/<b>cb</b>";
    let path = here.rp.authorize_path(&[("redirect_uri", received)]);
    for _ in 0..3 {
        surfer.get(&path).await;
        // Those within a second are counted as one.
        here.server.clock.advance(Duration::from_secs(1));
    }
    browser.button("Refresh requests").await;
    browser
        .see("The redirect URI of the request is not registered")
        .await;
    // As text, and without a button that would register it.
    browser.see(received).await;
    browser.see("The user saw an error page").await;
    browser.see("3 times").await;
    lacks(browser, "button", &["Add", "Register"]).await;
    assert_eq!(here.rp.redeem("x").await.0, 400);
    browser.button("Refresh requests").await;
    browser
        .see("The application got the error invalid_grant")
        .await;
    here.browser.finish().await;
}
