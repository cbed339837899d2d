use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::bytes::{Search, who_am_i};
use super::limits::listening;
use super::memory::Memory;
use super::talk::bound;
use crate::connection::End;

#[tokio::test]
async fn idle_clients_are_told_that_the_server_stops() {
    let mut talk = bound(&Memory::default()).await;
    talk.stop.cancel();
    let notice = talk.next().await.unwrap();
    assert_eq!((notice.id, notice.tag, notice.code), (0, 0x78, 52));
    assert!(notice.contains("1.3.6.1.4.1.1466.20036"));
    assert!(talk.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_request_is_completed_and_the_next_ones_are_not_begun() {
    let memory = Memory::default();
    let mut talk = bound(&memory).await;
    *memory.takes.lock().unwrap() = Duration::from_secs(5);
    talk.send(&[Search::ALL.bytes(2), who_am_i(3)].concat())
        .await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    talk.stop.cancel();
    let (entries, done) = talk.found().await;
    assert_eq!((entries.len(), done.code), (3, 0));
    assert_eq!(talk.next().await.unwrap().id, 0);
    assert_eq!(talk.ended().await, End::Stopping);
}

#[tokio::test]
async fn the_server_stops_when_its_connections_have_ended() {
    let it = listening(&Memory::default(), 10).await;
    let mut stream = TcpStream::connect(it.address).await.unwrap();
    let stopped = it.server.stop(Duration::from_secs(20));
    tokio::time::timeout(Duration::from_secs(10), stopped)
        .await
        .unwrap();
    let mut last = Vec::new();
    // It may not even have been accepted.
    let _ = stream.read_to_end(&mut last).await;
    assert!(TcpStream::connect(it.address).await.is_err());
    assert_eq!(it.figures.open(), 0);
}
