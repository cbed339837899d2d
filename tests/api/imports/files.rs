use contract::imports::{ImportState, UploadQuery};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::user_import::Entity;
use harness::{Backend, TestServer, http, on_both_databases, problem_type};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{check, problems, run, upload, user};

on_both_databases!(
    the_exports_of_other_products_are_imported_by_the_guess_alone,
    each_encoding_and_delimiter_is_imported,
    what_is_no_file_of_users_is_refused,
    passwords_in_a_file_are_not_stored,
);

const VENDORS: [(&str, &str); 4] = [
    (
        "jumpcloud.csv",
        include_str!("../../../crates/import/src/tests/jumpcloud.csv"),
    ),
    (
        "okta.csv",
        include_str!("../../../crates/import/src/tests/okta.csv"),
    ),
    (
        "google.csv",
        include_str!("../../../crates/import/src/tests/google.csv"),
    ),
    (
        "entra.csv",
        include_str!("../../../crates/import/src/tests/entra.csv"),
    ),
];

async fn the_exports_of_other_products_are_imported_by_the_guess_alone(backend: Backend) {
    for (name, file) in VENDORS {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let query = UploadQuery {
            file_name: Some(name.to_owned()),
            match_by: None,
        };
        let import = owner.upload_import(&query, file.into()).await.unwrap();
        assert_eq!((&*import.file_name, import.counts.rows), (name, 1));
        let checked = check(&owner, import.id).await;
        assert_eq!(problems(&owner, import.id).await, [""; 0], "{name}");
        assert_eq!(checked.counts.create, 1, "{name}");
        assert!(user(&owner, "ada.lovelace@example.com").await.is_none());
        let done = run(&owner, import.id).await;
        assert_eq!((done.counts.create, done.counts.waiting), (1, 0), "{name}");
        let ada = user(&owner, "ada.lovelace@example.com").await.unwrap();
        assert_eq!(ada.profile.first_name.as_deref(), Some("Ada"), "{name}");
        assert_eq!(
            ada.profile.department.as_deref(),
            Some("Research"),
            "{name}"
        );
        let all = owner.imports(&ListQuery::default()).await.unwrap();
        assert_eq!(all.items, [done]);
    }
}

async fn each_encoding_and_delimiter_is_imported(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let text = |number: u8| format!("Email;Vorname\r\nzoe{number}@example.com;\"Zoë\"\r\n");
    let utf16 = |text: String| format!("\u{feff}{text}").encode_utf16().collect::<Vec<_>>();
    let files: [Vec<u8>; 5] = [
        text(0).into_bytes(),
        format!("\u{feff}{}", text(1)).into_bytes(),
        utf16(text(2))
            .into_iter()
            .flat_map(u16::to_le_bytes)
            .collect(),
        utf16(text(3))
            .into_iter()
            .flat_map(u16::to_be_bytes)
            .collect(),
        // Windows-1252
        text(4)
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect(),
    ];
    for (number, file) in files.into_iter().enumerate() {
        let import = upload(&owner, file).await;
        run(&owner, import.id).await;
        let zoe = user(&owner, &format!("zoe{number}@example.com")).await;
        let name = zoe.unwrap().profile.first_name;
        assert_eq!(name.as_deref(), Some("Zoë"), "file {number}");
    }
}

async fn what_is_no_file_of_users_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let columns = vec!["x"; 101].join(",");
    let unclosed = format!("email\n\"{}", "x".repeat(70_000));
    for (file, message) in [
        (
            "email,name\n",
            "The file has no rows. The first row must be the header, with a user in each row below it",
        ),
        (
            "PK\u{3}\u{4}workbook",
            "This is a workbook, not a CSV file. In Excel, save it as CSV UTF-8",
        ),
        (
            &*columns,
            "Row 1 has more than 100 columns. Remove the columns that you do not need",
        ),
        (
            &*unclosed,
            "Row 2 is longer than 64 KiB. Check whether a quotation mark in it is never closed",
        ),
    ] {
        let query = UploadQuery::default();
        let refused = owner.upload_import(&query, file.into()).await.unwrap_err();
        let client::Error::Problem(problem) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(problem.kind, ProblemType::InvalidFields);
        assert_eq!(problem.errors[0].message, message);
    }
    let json = http()
        .post(format!("{}/api/v1/imports", server.origin))
        .bearer_auth(owner.token().unwrap())
        .json(&serde_json::json!({}));
    assert_eq!(json.send().await.unwrap().status(), 415);
    // Nothing that was not completed is listed.
    let all = owner.imports(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 0);
    let read = server.running.context.database().read();
    let stored = Entity::find().count(read).await.unwrap();
    assert_eq!(stored, 0, "what is refused is deleted at once");
    // Without a column to match by, nothing begins.
    let import = upload(&owner, "something\nelse\n").await;
    assert_eq!(import.state, ImportState::Ready);
    let begun = owner.run_import(import.id).await;
    assert_eq!(problem_type(begun), ProblemType::InvalidFields);
}

async fn passwords_in_a_file_are_not_stored(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, "email,Password\nada@example.com,correct horse\n").await;
    assert_eq!(import.columns[1].examples, [""; 0]);
    let row = super::rows(&owner, import.id).await.pop().unwrap();
    assert_eq!(row.cells, ["ada@example.com", ""]);
}
