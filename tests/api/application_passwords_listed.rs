//! The application passwords of all users, as a list and as a file.

use client::{Client, Portal};
use contract::application_passwords::{
    CreateApplicationPassword, OwnedApplicationPassword, ResourceRefusal,
};
use contract::applications::UpdateApplication;
use contract::exports::{ExportFormat, ExportQuery};
use contract::groups::CreateGroup;
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases};
use identity::application_passwords::ExportedApplicationPasswords;
use identity::exports::Export;
use identity::organizations::suspend;
use rules::resource::AfterLoss;

use crate::applications::{application, change};
use crate::ssh_keys::events;

on_both_databases!(
    all_are_listed_and_exported_with_their_users,
    each_says_why_it_is_refused,
    those_of_a_suspended_organization_are_refused,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";

/// Creates an application password. Returns its secret.
async fn create(client: &Client, name: &str, application_id: Option<ApplicationId>) -> String {
    let wanted = CreateApplicationPassword {
        name: name.to_owned(),
        application_id,
    };
    let created = client.create_my_application_password(&wanted).await;
    created.unwrap().password
}

/// The names of the listed application passwords.
async fn names(owner: &Client, filter: Option<String>) -> Vec<String> {
    let query = ListQuery {
        filter,
        ..ListQuery::default()
    };
    let found = owner.application_passwords(&query).await.unwrap().items;
    let names = found.into_iter().map(|one| one.application_password.name);
    names.collect()
}

async fn all_are_listed_and_exported_with_their_users(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let other = server.active_user(&owner, BOB).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    let wiki = application(&owner, "Wiki").await;
    let assigned = owner.assign_application_to_user(wiki.id, user.id).await;
    assigned.unwrap();
    let secret = create(&ada, "Editor", Some(wiki.id)).await;
    create(&bob, "=Printer", None).await;
    create(&ada, "Old phone", None).await;
    let hers = ada.my_application_passwords().await.unwrap().items;
    let old = hers.iter().find(|one| one.name == "Old phone").unwrap();
    ada.revoke_my_application_password(old.id).await.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let stranger = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    assert_eq!(names(&stranger, None).await, [""; 0]);

    let all = owner.application_passwords(&ListQuery::default()).await;
    let all = all.unwrap();
    assert_eq!(all.total, 2);
    let seen: Vec<_> = all
        .items
        .iter()
        .map(|one| (&*one.user_email, &*one.application_password.name))
        .collect();
    assert_eq!(seen, [(BOB, "=Printer"), (ADA, "Editor")]);
    assert_eq!(all.items[1].username, "ada");
    assert_eq!(all.items[1].user_id, user.id);
    // Each is the one of the list of its user.
    assert_eq!(all.items[1].application_password, hers[0]);
    for (filter, expected) in [
        (format!("application:{}", wiki.id), vec!["Editor"]),
        (format!("user:{}", other.id), vec!["=Printer"]),
        (format!("application:{}", user.id), vec![]),
    ] {
        assert_eq!(names(&owner, Some(filter)).await, expected);
    }
    let query = ListQuery {
        limit: Some(1),
        ..ListQuery::default()
    };
    let first = owner.application_passwords(&query).await.unwrap();
    let next = ListQuery {
        cursor: first.next_cursor,
        ..query
    };
    let next = owner.application_passwords(&next).await.unwrap();
    assert_eq!((&next.items[0], next.next_cursor), (&all.items[1], None));

    let columns = "username,applicationPassword.name,applicationPassword.applicationName,applicationPassword.refused";
    let query = ExportQuery {
        columns: Some(columns.to_owned()),
        ..ExportQuery::default()
    };
    let file = owner.export_application_passwords(&query).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    let expected = format!("{columns}\r\nbob,'=Printer,,\r\nada,Editor,Wiki,\r\n");
    assert_eq!(file, expected);
    let lines = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let file = owner.export_application_passwords(&lines).await.unwrap();
    let lines = String::from_utf8(file).unwrap();
    assert!(!lines.contains(&secret));
    let lines: Vec<OwnedApplicationPassword> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, all.items);
    let exported = events(&owner, "application_passwords.exported").await;
    assert_eq!(exported.len(), 2);
}

async fn each_says_why_it_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let other = server.active_user(&owner, BOB).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    let wiki = application(&owner, "Wiki").await;
    let staff = CreateGroup {
        name: "Staff".to_owned(),
        description: None,
    };
    let staff = owner.create_group(&staff, None).await.unwrap();
    owner.add_group_member(staff.id, user.id).await.unwrap();
    let by_group = owner.assign_application_to_group(wiki.id, staff.id).await;
    by_group.unwrap();
    let directly = owner.assign_application_to_user(wiki.id, other.id).await;
    directly.unwrap();
    create(&ada, "Editor", Some(wiki.id)).await;
    create(&ada, "Phone", None).await;
    create(&bob, "Editor", Some(wiki.id)).await;
    // In the list of all, and in that of each user: Bob's, Ada's phone, and her editor.
    let refused = async || {
        let all = owner.application_passwords(&ListQuery::default()).await;
        let all = all.unwrap().items;
        for one in &all {
            let own = owner.user_application_passwords(one.user_id).await;
            let own = own.unwrap().items;
            assert!(own.contains(&one.application_password), "{own:?}");
        }
        let refused = all.iter().map(|one| one.application_password.refused);
        refused.collect::<Vec<_>>()
    };
    let closed = Some(ResourceRefusal::ApplicationClosed);
    assert_eq!(refused().await, [None, None, None]);
    owner.remove_group_member(staff.id, user.id).await.unwrap();
    assert_eq!(refused().await, [None, None, closed]);
    owner.add_group_member(staff.id, user.id).await.unwrap();
    let enable = |enabled| UpdateApplication {
        enabled: Some(enabled),
        ..UpdateApplication::default()
    };
    change(&owner, wiki.id, enable(false)).await;
    assert_eq!(refused().await, [closed, None, closed]);
    change(&owner, wiki.id, enable(true)).await;
    // After wrong passwords, the application decides about its own.
    server.guess_until_locked(Portal::User, ADA).await;
    let locked = Some(ResourceRefusal::Locked);
    assert_eq!(refused().await, [None, locked, None]);
    let remove = UpdateApplication {
        on_lock: Some(AfterLoss::Remove),
        ..UpdateApplication::default()
    };
    change(&owner, wiki.id, remove).await;
    assert_eq!(refused().await, [None, locked, locked]);
    owner.unlock_user(user.id).await.unwrap();
    owner.suspend_user(user.id).await.unwrap();
    let suspended = Some(ResourceRefusal::Suspended);
    assert_eq!(refused().await, [None, suspended, suspended]);
}

async fn those_of_a_suspended_organization_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    create(&ada, "Phone", None).await;
    let context = &server.running.context;
    let organization = owner.organization().await.unwrap().id;
    suspend(context, organization).await.unwrap();
    // The operator can export them all the same.
    let query = ExportQuery {
        format: Some(ExportFormat::Jsonl),
        ..ExportQuery::default()
    };
    let export =
        Export::<ExportedApplicationPasswords>::for_operator(context, organization, &query);
    let mut export = export.await.unwrap();
    let mut file = Vec::new();
    while let Some(part) = export.next().await.unwrap() {
        file.extend(part);
    }
    let one: OwnedApplicationPassword = serde_json::from_slice(&file).unwrap();
    assert_eq!(one.user_email, ADA);
    let refused = one.application_password.refused;
    assert_eq!(refused, Some(ResourceRefusal::OrganizationSuspended));
}
