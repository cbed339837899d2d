use harness::{Backend, TestServer, on_both_databases};

use super::{run, upload};

on_both_databases!(the_result_file_has_each_row_and_calculates_nothing);

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
}
