//! Imports of users from a file.

mod deletions;
mod ends;
mod files;
mod matching;
mod permissions;
mod results;
mod round_trip;
mod runs;

use std::time::Duration;

use client::Client;
use contract::ids::ImportId;
use contract::imports::{ImportRow, ImportState, UpdateImport, UploadQuery, UserImport};
use contract::page::ListQuery;
use contract::users::User;
use harness::until;

/// Uploads a file.
pub async fn upload(by: &Client, file: impl Into<Vec<u8>>) -> UserImport {
    let query = UploadQuery::default();
    by.upload_import(&query, file.into()).await.unwrap()
}

/// Waits until the import is in this state.
async fn state(by: &Client, id: ImportId, state: ImportState) -> UserImport {
    let patience = Duration::from_secs(60);
    until(
        patience,
        &format!("the import to be {state:?}"),
        async || {
            let import = by.import(id).await.unwrap();
            (import.state == state).then_some(import)
        },
    )
    .await
}

/// Runs the dry run.
pub async fn check(by: &Client, id: ImportId) -> UserImport {
    by.check_import(id).await.unwrap();
    state(by, id, ImportState::Checked).await
}

/// Runs the import.
pub async fn run(by: &Client, id: ImportId) -> UserImport {
    by.run_import(id).await.unwrap();
    state(by, id, ImportState::Finished).await
}

/// All rows.
pub async fn rows(by: &Client, id: ImportId) -> Vec<ImportRow> {
    let page = by.import_rows(id, &ListQuery::default()).await.unwrap();
    assert_eq!(page.next_cursor, None);
    page.items
}

/// What is wrong, as `row, column: message`.
async fn problems(by: &Client, id: ImportId) -> Vec<String> {
    let rows = rows(by, id).await.into_iter();
    rows.flat_map(|row| {
        row.problems.into_iter().map(move |problem| {
            let column = problem.column.unwrap_or_default();
            format!("{}, {column}: {}", row.number, problem.message)
        })
    })
    .collect()
}

/// The user with this email.
pub async fn user(by: &Client, email: &str) -> Option<User> {
    let query = ListQuery {
        filter: Some(format!("email:{email}")),
        ..ListQuery::default()
    };
    by.users(&query).await.unwrap().items.pop()
}

/// Changes nothing but the value by which rows are matched.
fn matched_by(match_by: contract::imports::MatchBy) -> UpdateImport {
    UpdateImport {
        match_by: Some(match_by),
        ..UpdateImport::default()
    }
}
