use std::time::Duration;

use latchkey::server::{Overrides, StartError, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Server, config};

#[tokio::test]
async fn a_stopped_server_can_be_started_again_on_its_data() {
    let server = Server::start().await;
    let (folder, address) = (server.folder, server.running.address);
    server.running.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    let again = start(config(&folder), Overrides::default()).await.unwrap();
    let link = identity::set_up::link_if_empty(&again.context)
        .await
        .unwrap();
    assert!(link.is_none(), "the organization is still there");
    again.stop().await;
}

#[tokio::test]
async fn two_servers_do_not_share_one_sqlite_database() {
    let server = Server::start().await;
    let second = start(config(&server.folder), Overrides::default()).await;
    assert!(matches!(second, Err(StartError::InUse(_))));
}

#[tokio::test]
async fn another_master_key_stops_the_start() {
    let server = Server::start().await;
    let folder = server.folder;
    server.running.stop().await;
    let key = folder.path().join("master.key");
    std::fs::remove_file(&key).unwrap();
    let lost = start(config(&folder), Overrides::default()).await;
    assert!(matches!(lost, Err(StartError::MasterKeyLost { .. })));
    let other = identity::crypto::MasterKey::generate_base64().unwrap();
    std::fs::write(&key, other).unwrap();
    let other = start(config(&folder), Overrides::default()).await;
    let error = other.err().unwrap();
    assert!(matches!(error, StartError::Identity(_)), "{error}");
}

#[tokio::test]
async fn requests_that_run_are_finished() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.running.address).await.unwrap();
    let body = r#"{"purpose":"user_activation","token":"x"}"#;
    let head = format!(
        "POST /api/v1/links/inspect HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let stopping = tokio::spawn(server.running.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!stopping.is_finished());
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert!(
        answer.ends_with(b"410"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    stopping.await.unwrap();
}
