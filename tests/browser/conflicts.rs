//! Forms whose object someone else changes in the meantime: nothing is overwritten or lost without a question.

use contract::hosts::{CreateHost, UpdateHost};
use contract::users::UpdateUser;
use contract::views::{CreateView, UpdateView, ViewedList};

use crate::{ADA, owner_signed_in, server};

const STALE: &str = "Someone else changed this while you were editing";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_of_a_host_are_discarded_or_overwrite() {
    let (server, owner) = server().await;
    let new = CreateHost {
        name: "Build".to_owned(),
        everyone: true,
        ..CreateHost::default()
    };
    let host = owner.create_host(&new).await.unwrap().host;
    let rename = async |version, name: &str| {
        let change = UpdateHost {
            name: Some(name.to_owned()),
            ..UpdateHost::default()
        };
        owner.update_host(host.id, version, &change).await.unwrap()
    };
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/hosts").await;
    browser.menu("Actions for Build", "Edit").await;
    browser.fill("Name", "Ours").await;
    let theirs = rename(host.version, "Theirs").await;
    browser.button("Save changes").await;
    browser.see(STALE).await;
    browser.has_value("Name", "Ours").await;
    browser.button("Discard my changes and reload").await;
    browser.has_value("Name", "Theirs").await;
    browser.see_no(STALE).await;

    browser.fill("Name", "Ours").await;
    rename(theirs.version, "Theirs again").await;
    browser.button("Save changes").await;
    browser.see(STALE).await;
    browser.button("Overwrite with my changes").await;
    browser.see("Ours is saved").await;
    browser.at("/admin/settings/hosts").await;
    browser.finish().await;
    assert_eq!(owner.host(host.id).await.unwrap().name, "Ours");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_company_email_of_a_changed_user_is_kept() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.button("Change email").await;
    browser.fill("New company email", "ada.l@example.com").await;
    let change = UpdateUser {
        location: contract::change::Change::Set("London".to_owned()),
        ..UpdateUser::default()
    };
    owner
        .update_user(ada.id, ada.version, &change)
        .await
        .unwrap();
    browser.button("Change email").await;
    browser.see(STALE).await;
    browser
        .has_value("New company email", "ada.l@example.com")
        .await;
    browser.has_value("Location", "London").await;
    browser.button("Change email").await;
    browser
        .see("The company email is now ada.l@example.com")
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_that_was_renamed_meanwhile_is_renamed_again() {
    let (server, owner) = server().await;
    let new = CreateView {
        list: ViewedList::Users,
        name: "Everybody".to_owned(),
        shared: false,
        search: Some("e".to_owned()),
        filter: None,
        sort: None,
        columns: Vec::new(),
    };
    let view = owner.create_view(&new, None).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/users?search=e&view={}", view.id))
        .await;
    browser.menu("Views", "Rename view").await;
    browser.fill("Name", "Ours").await;
    let change = UpdateView {
        name: Some("Theirs".to_owned()),
        ..UpdateView::default()
    };
    owner
        .update_view(view.id, view.version, &change)
        .await
        .unwrap();
    browser.button("Save view").await;
    browser.see(STALE).await;
    browser.has_value("Name", "Ours").await;
    browser.see("Theirs").await;
    browser.button("Save view").await;
    browser.see("View Ours saved").await;
    browser.finish().await;
}
