//! A server that is killed in the middle of an import loses nothing and does nothing twice.

use std::time::Duration;

use client::Client;
use contract::api_keys::CreateApiKey;
use contract::ids::ImportId;
use contract::imports::{ImportState, UserImport};
use contract::page::ListQuery;
use harness::{Backend, Installation, on_both_databases, until};

use rules::role::Permission;

use crate::people::{begin_import, owner, set_up};

on_both_databases!(
    an_import_survives_servers_that_are_killed,
    a_file_is_imported_on_the_command_line,
);

/// The number of users in these tests.
pub const USERS: u32 = 900;
/// Longer than a lease, after which a server goes on with what another one has left.
const PATIENCE: Duration = Duration::from_secs(90);

async fn an_import_survives_servers_that_are_killed(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let import = begin_import(&operator, USERS).await;
    progressed(&operator, import.id, USERS / 3).await;
    server.kill_9().await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    finished_once(&operator, import.id).await;
}

/// Waits until the import has finished, which has created everybody once.
pub async fn finished_once(operator: &Client, id: ImportId) {
    let finished = progressed(operator, id, USERS).await;
    assert_eq!(finished.counts.create, USERS, "{finished:?}");
    until(PATIENCE, "the import to finish", async || {
        let import = operator.import(id).await.unwrap();
        (import.state == ImportState::Finished).then_some(())
    })
    .await;
    let users = operator.users(&ListQuery::default()).await.unwrap();
    assert_eq!(users.total, u64::from(USERS));
    let created = ListQuery {
        filter: Some("action:user.created".to_owned()),
        ..ListQuery::default()
    };
    let events = operator.events(&created).await.unwrap();
    assert_eq!(events.total, u64::from(USERS));
    let result = operator.import_result(id).await.unwrap();
    let result = String::from_utf8(result).unwrap();
    assert_eq!(result.matches(",created,").count(), USERS as usize);
}

/// Waits until this number of rows is processed.
pub async fn progressed(operator: &Client, id: ImportId, rows: u32) -> UserImport {
    until(PATIENCE, &format!("{rows} rows"), async || {
        let import = operator.import(id).await.unwrap();
        let counts = import.counts;
        (counts.rows - counts.waiting >= rows).then_some(import)
    })
    .await
}

async fn a_file_is_imported_on_the_command_line(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let key = CreateApiKey {
        name: "Import".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = operator.create_api_key(&key).await.unwrap().key;
    let path = |name: &str| installation.folder().join(name).display().to_string();
    let (file, result) = (path("people.csv"), path("result.csv"));
    let people = "Address;Vorname;Notes\nada@example.com;Ada;x\nnobody;Bob;y\n";
    std::fs::write(&file, people).unwrap();
    let mut words = vec![
        "import",
        &*file,
        "--url",
        &*server.origin,
        "--api-key",
        &*key,
    ];
    let unmapped = installation.fail(&words).await;
    assert!(unmapped.contains("Map a column"), "{unmapped}");
    words.extend(["--map", "Address=email"]);

    let mut check = words.clone();
    check.push("--dry-run");
    let checked = installation.succeed(&check).await;
    for line in [
        "Address -> email",
        "Vorname -> firstName",
        "Notes -> (ignored)",
        "2 rows: 1 to create, 0 to change, 0 unchanged, 1 with problems",
        "row 3, Address: Enter an email address",
    ] {
        assert!(checked.contains(line), "{line} is not in: {checked}");
    }
    let all = ListQuery::default();
    assert_eq!(operator.users(&all).await.unwrap().total, 0);
    // Nobody can be asked.
    let asked = installation.fail(&words).await;
    assert!(asked.contains("--yes"), "{asked}");

    words.extend(["--yes", "--result", &*result]);
    let done = installation.succeed(&words).await;
    assert!(
        done.contains("1 created, 0 changed, 0 unchanged, 1 with problems"),
        "{done}"
    );
    assert_eq!(
        operator.users(&all).await.unwrap().items[0].email,
        "ada@example.com"
    );
    let result = std::fs::read_to_string(&result).unwrap();
    assert!(
        result.contains("ada@example.com,Ada,x,2,created,,"),
        "{result}"
    );
}
