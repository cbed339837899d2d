use std::time::Duration;

use contract::api_keys::CreateApiKey;
use harness::{Backend, TestServer, http, on_both_databases, until};
use rules::role::Permission;

use super::{run, upload};
use crate::groups::events;

on_both_databases!(
    the_result_file_has_each_row_and_calculates_nothing,
    a_slow_client_of_a_result_does_not_delay_a_stop,
    a_result_ends_when_its_key_is_revoked,
);

async fn the_result_file_has_each_row_and_calculates_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let file = "email;title\nada@example.com;=1+1\nbad;\"two, \"\"three\"\"\"\n";
    let import = upload(&owner, file).await;
    run(&owner, import.id).await;
    let id = super::rows(&owner, import.id).await[0].user_id.unwrap();
    let result = owner.import_result(import.id).await.unwrap();
    let expected = format!(
        "\u{feff}email,title,Row,Outcome,Problem,User ID\r\n\
         ada@example.com,'=1+1,2,created,,{id}\r\n\
         bad,\"two, \"\"three\"\"\",3,problem,\"email: Enter an email address like \
         name@example.com, without spaces and with Latin letters before the @\",\r\n"
    );
    assert_eq!(String::from_utf8(result.clone()).unwrap(), expected);
    // The result can be corrected and imported again.
    let corrected = expected.replace("\r\nbad,", "\r\nbob@example.com,");
    let again = upload(&owner, corrected).await;
    let counts = run(&owner, again.id).await.counts;
    assert_eq!((counts.unchanged, counts.create), (1, 1), "{counts:?}");

    let uploaded = events(&owner, "import.uploaded").await;
    assert_eq!(uploaded.len(), 2);
    assert_eq!(uploaded[1].detail["import"], import.id.to_string());
    assert_eq!(uploaded[1].detail["rows"], "2");
    let downloaded = events(&owner, "import.result_downloaded").await;
    assert_eq!(downloaded.len(), 1);
    assert_eq!(downloaded[0].detail["import"], import.id.to_string());
}

/// A file that is larger than the buffers between server and client.
fn large() -> String {
    let row = format!("ada@example.com,{}\n", "x".repeat(60_000));
    format!("email,notes\n{}", row.repeat(400))
}

/// A stop waits for what runs in the background, however long it takes.
async fn a_slow_client_of_a_result_does_not_delay_a_stop(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, large()).await;
    let path = format!("{}/api/v1/imports/{}/result", server.origin, import.id);
    let request = http().get(path).bearer_auth(owner.token().unwrap());
    let unread = request.send().await.unwrap();
    assert_eq!(unread.status(), 200);
    let patience = Duration::from_secs(10);
    until(patience, "nothing in the background", async || {
        let background = server.running.context.background();
        background.is_empty().then_some(())
    })
    .await;
    drop(unread);
}

async fn a_result_ends_when_its_key_is_revoked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, large()).await;
    let new = CreateApiKey {
        name: "HR".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let program = owner.create_api_key(&new).await.unwrap();
    let path = format!("{}/api/v1/imports/{}/result", server.origin, import.id);
    let request = http().get(path).bearer_auth(&program.key);
    let unread = request.send().await.unwrap();
    assert_eq!(unread.status(), 200);
    owner.revoke_api_key(program.api_key.id).await.unwrap();
    unread.bytes().await.unwrap_err();
    owner.import_result(import.id).await.unwrap();
}
