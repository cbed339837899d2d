//! The help desk finds out why somebody cannot sign in, and mends it.

use client::Portal;
use harness::USER_PASSWORD;

use crate::help_desk::lacks;
use crate::{ADA, help_desk_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_user_is_found_explained_and_unlocked() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    let browser = help_desk_signed_in(&server, &owner).await;
    browser.link("Users").await;
    browser.rows(1).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.click("tab", "Sign-in").await;
    browser.heading("Sign-in problems").await;
    browser.see("Prevents sign-in").await;
    browser.see("Wrong password, 6 times").await;
    browser.see("The email or password is incorrect").await;
    browser.button("Unlock").await;
    browser.see("ada unlocked").await;
    browser.see("None. If the sign-in still fails").await;
    browser.see_no("Prevents sign-in").await;
    browser.see("The user is signed in.").await;
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;

    // What the role does not allow is explained, but not offered.
    owner.suspend_user(user.id).await.unwrap();
    browser
        .go(&format!("/admin/users/{}?tab=sign-in", user.id))
        .await;
    browser.see("The user is suspended").await;
    browser.see("Your account is suspended").await;
    lacks(&browser, "button", &["Activate"]).await;
    browser.finish().await;
}
