//! `latchkey import`, also while its server is killed.

use client::Client;
use contract::api_keys::CreateApiKey;
use contract::ids::ImportId;
use contract::imports::{ImportState, UploadQuery};
use contract::page::ListQuery;
use harness::{Backend, Installation, Server, on_both_databases, said, until};
use rules::role::Permission;

use crate::imports::{PATIENCE, USERS, finished_once};
use crate::people::{owner, set_up, users_file};

on_both_databases!(
    a_file_is_imported_on_the_command_line,
    a_command_continues_after_its_server_is_killed_and_restarted,
    a_stopped_import_is_resumed_on_the_command_line,
);

/// The options with the address of the server and a new API key.
async fn options(server: &Server, operator: &Client) -> [String; 4] {
    let key = CreateApiKey {
        name: "Import".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = operator.create_api_key(&key).await.unwrap().key;
    let [url, api_key] = ["--url", "--api-key"].map(str::to_owned);
    [url, server.origin.clone(), api_key, key]
}

/// `latchkey import` with these arguments.
fn import<'a>(arguments: &[&'a str], options: &'a [String]) -> Vec<&'a str> {
    let options = options.iter().map(String::as_str);
    let arguments = arguments.iter().copied();
    ["import"]
        .into_iter()
        .chain(arguments)
        .chain(options)
        .collect()
}

/// Waits until the run of the latest import has processed this number of rows. Returns its identifier.
async fn running(operator: &Client, rows: u32) -> ImportId {
    until(PATIENCE, "the run", async || {
        let imports = operator.imports(&ListQuery::default()).await.unwrap();
        let import = imports.items.first()?;
        let counts = import.counts;
        let is_running = import.state == ImportState::Running;
        (is_running && counts.rows - counts.waiting >= rows).then_some(import.id)
    })
    .await
}

async fn a_command_continues_after_its_server_is_killed_and_restarted(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let options = options(&server, &operator).await;
    let file = installation.folder().join("people.csv");
    std::fs::write(&file, users_file(USERS)).unwrap();
    let result = installation.folder().join("result.csv");
    let [file, result_path] = [&file, &result].map(|path| path.to_str().unwrap());
    let words = import(&[file, "--yes", "--result", result_path], &options);

    let restart = async {
        let id = running(&operator, USERS / 3).await;
        server.kill_9().await;
        // This takes long enough that several requests of the other command fail.
        let text = id.to_string();
        let resume = import(&["--resume", &text, "--retry-for", "5"], &options);
        let lost = installation.fail(&resume).await;
        assert!(lost.contains("not available for 5 seconds"), "{lost}");
        assert!(lost.contains(&format!("--resume {id}")), "{lost}");
        (id, installation.start().await)
    };
    let (output, (id, server)) = tokio::join!(installation.run(&words), restart);
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    for line in [
        format!("Import {id}\n"),
        format!("{USERS} rows: {USERS} to create"),
        format!("{USERS} created, 0 changed, 0 unchanged, 0 with problems"),
    ] {
        assert!(text.contains(&line), "{line} is not in: {text}");
    }
    for once in [
        "The server is not available",
        "The server is available again",
    ] {
        assert_eq!(text.matches(once).count(), 1, "{text}");
    }
    finished_once(&owner(&server).await, id).await;
    let result = std::fs::read_to_string(&result).unwrap();
    assert_eq!(result.matches(",created,").count(), USERS as usize);
}

async fn a_stopped_import_is_resumed_on_the_command_line(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let options = options(&server, &operator).await;
    let file = installation.folder().join("people.csv");
    std::fs::write(&file, users_file(USERS)).unwrap();
    let file = file.to_str().unwrap();

    let words = import(&[file, "--yes"], &options);
    let stop = async {
        let id = running(&operator, 1).await;
        operator.stop_import(id).await.unwrap();
        id
    };
    let (stopped, id) = tokio::join!(installation.fail(&words), stop);
    let id = id.to_string();
    let advice = format!("latchkey import --resume {id}");
    assert!(stopped.contains(&advice), "{stopped}");
    let resume = import(&["--resume", &id], &options);
    let mut too_late = resume.clone();
    too_late.push("--dry-run");
    let too_late = installation.fail(&too_late).await;
    assert!(too_late.contains("without --dry-run"), "{too_late}");
    // The second command finds that the import has finished.
    for _ in 0..2 {
        let done = installation.succeed(&resume).await;
        let counts = format!("{USERS} created, 0 changed, 0 unchanged, 0 with problems");
        assert!(done.contains(&counts), "{done}");
    }
    finished_once(&operator, id.parse().unwrap()).await;

    let unknown = "0199f3c0-0000-7000-8000-000000000000";
    let unknown = installation
        .fail(&import(&["--resume", unknown], &options))
        .await;
    assert!(unknown.contains("no such import"), "{unknown}");
    let query = UploadQuery::default();
    let uploaded = operator.upload_import(&query, users_file(1).into_bytes());
    let uploaded = uploaded.await.unwrap().id.to_string();
    let unchecked = installation
        .fail(&import(&["--resume", &uploaded], &options))
        .await;
    assert!(unchecked.contains("Import the file again"), "{unchecked}");
    for (arguments, expected) in [
        (vec!["--resume", &*id, file], "cannot be used with"),
        (vec!["--resume", &*id, "--activate"], "cannot be used with"),
        (vec!["--resume", "17"], "invalid value '17'"),
        (vec![], "required arguments were not provided"),
    ] {
        let output = installation.run(&import(&arguments, &options)).await;
        let text = said(&output);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(expected), "{expected} is not in: {text}");
    }
}

async fn a_file_is_imported_on_the_command_line(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let options = options(&server, &operator).await;
    let path = |name: &str| installation.folder().join(name).display().to_string();
    let (file, result) = (path("people.csv"), path("result.csv"));
    let people = "Address;Vorname;Notes\nada@example.com;Ada;x\nnobody;Bob;y\n";
    std::fs::write(&file, people).unwrap();
    let mut words = import(&[&file], &options);
    let mut readable = words.clone();
    readable.extend(["--retry-for", "0"]);
    for word in &mut readable {
        if *word == server.origin {
            *word = "http://id.example.com";
        }
    }
    let refused = installation.fail(&readable).await;
    assert!(refused.contains("begins with https"), "{refused}");
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
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&result).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let result = std::fs::read_to_string(&result).unwrap();
    assert!(
        result.contains("ada@example.com,Ada,x,2,created,,"),
        "{result}"
    );
}
