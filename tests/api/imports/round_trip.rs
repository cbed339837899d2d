use client::Client;
use contract::change::{Change, Patch};
use contract::imports::UserImport;
use contract::profile::Address;
use contract::users::UpdateUser;
use harness::{Backend, TestServer, on_both_databases};

use super::{check, upload, user};
use crate::exports::{create, file};

on_both_databases!(an_export_is_imported_without_a_change);

/// What CSV, spreadsheets or careless programs change.
const TEXTS: [&str; 12] = [
    "Zoë Müller-Ångström",
    "O\"Hara, \"Ada\"; Jr.",
    "=1+1",
    "+44 20",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "''+1",
    "'quoted'",
    "'",
    "\"",
    "日本語, 🦀",
];

async fn an_export_is_imported_without_a_change(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for (index, text) in TEXTS.into_iter().enumerate() {
        create_with(&owner, &format!("user{index}"), text).await;
    }
    let users = u32::try_from(TEXTS.len()).unwrap();
    for path in [
        "users/export",
        "users/export?bom=true",
        "users/export?columns=state,jobTitle,email,workAddress.street",
    ] {
        let exported = file(&server, &owner, path).await;
        let counts = imported(&owner, exported).await.counts;
        assert_eq!(counts.rows, users, "{path}");
        assert_eq!(counts.unchanged, users, "{path}: {counts:?}");
    }

    let exported = file(&server, &owner, "users/export").await;
    let edited = exported.replacen("'@SUM(A1)", "'@SUM(A2)", 1);
    assert_ne!(edited, exported);
    let import = imported(&owner, edited).await;
    let counts = import.counts;
    assert_eq!((counts.change, counts.unchanged), (1, users - 1));
    super::run(&owner, import.id).await;
    let changed = user(&owner, "user5@example.com").await.unwrap();
    assert_eq!(changed.profile.job_title.as_deref(), Some("@SUM(A2)"));

    // The result of an import is a file to import, too.
    let result = owner.import_result(import.id).await.unwrap();
    let again = upload(&owner, result).await;
    let counts = check(&owner, again.id).await.counts;
    assert_eq!(counts.unchanged, users, "{counts:?}");
}

/// Uploads the file and checks it, with the mapping that was guessed.
async fn imported(owner: &Client, file: String) -> UserImport {
    let import = upload(owner, file).await;
    check(owner, import.id).await
}

async fn create_with(owner: &Client, name: &str, text: &str) {
    let user = create(owner, name).await;
    let address = Address {
        street: format!("{text}\n1 Main Street\n\"Flat 2\""),
        country: "GB".to_owned(),
        ..Address::default()
    };
    let update = UpdateUser {
        job_title: Change::Set(text.to_owned()),
        work_address: Change::Set(Patch::between(&Address::default(), &address)),
        ..UpdateUser::default()
    };
    owner
        .update_user(user.id, user.version, &update)
        .await
        .unwrap();
}
