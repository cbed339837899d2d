use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::bytes::{Search, bind, who_am_i};
use super::memory::{ADA, Memory, PASSWORD};
use super::talk::{LOCAL, REMOTE, bound, connect, connect_with};
use crate::Encryption;
use crate::connection::End;

/// After how many seconds a connection has ended.
async fn ended(served: tokio::task::JoinHandle<End>, since: Instant) -> (End, u64) {
    let end = served.await.unwrap();
    (end, since.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_client_that_says_nothing_is_disconnected() {
    let since = Instant::now();
    let mut talk = connect(&Memory::default(), REMOTE);
    let notice = talk.next().await.unwrap();
    assert_eq!((notice.id, notice.code), (0, 52));
    assert_eq!(ended(talk.served, since).await, (End::Idle, 15));
}

#[tokio::test(start_paused = true)]
async fn idle_clients_wait_as_long_as_they_are_trusted() {
    let mut talk = connect(&Memory::default(), REMOTE);
    talk.ask(&bind(1, "", "")).await;
    let since = Instant::now();
    assert_eq!(ended(talk.served, since).await, (End::Idle, 60));
    let talk = bound(&Memory::default()).await;
    let since = Instant::now();
    assert_eq!(ended(talk.served, since).await, (End::Idle, 900));
}

#[tokio::test(start_paused = true)]
async fn slow_bytes_do_not_extend_the_time() {
    let since = Instant::now();
    let mut talk = connect(&Memory::default(), LOCAL);
    sleep(Duration::from_secs(14)).await;
    for byte in bind(1, ADA, PASSWORD) {
        use tokio::io::AsyncWriteExt;
        if talk.writer.write_all(&[byte]).await.is_err() {
            break;
        }
        sleep(Duration::from_secs(1)).await;
    }
    let (end, seconds) = ended(talk.served, since).await;
    // The test notices it with the next byte.
    assert_eq!((end, seconds.min(29)), (End::Slow, 29));
    assert!(seconds <= 30);
}

#[tokio::test(start_paused = true)]
async fn a_response_that_is_not_taken_is_not_waited_for() {
    let memory = Memory::with(1_000);
    memory.title.store(1_000, Ordering::SeqCst);
    let encryption = Encryption::StartTls(None);
    let mut talk = connect_with(&memory, LOCAL, encryption, 4_096);
    talk.ask(&bind(1, ADA, PASSWORD)).await;
    let since = Instant::now();
    let search = Search {
        attributes: &[],
        ..Search::ALL
    };
    talk.send(&search.bytes(2)).await;
    // A byte now and then does not help.
    let reading = tokio::spawn(async move {
        use tokio::io::AsyncReadExt;
        while talk.reader.read_u8().await.is_ok() {
            sleep(Duration::from_secs(1)).await;
        }
    });
    let (end, seconds) = ended(talk.served, since).await;
    assert_eq!((end, seconds), (End::Slow, 15));
    reading.abort();
}

#[tokio::test(start_paused = true)]
async fn responses_that_are_taken_slowly_are_not_waited_for() {
    let memory = Memory::with(1_000);
    memory.title.store(10_000, Ordering::SeqCst);
    let encryption = Encryption::StartTls(None);
    let mut talk = connect_with(&memory, LOCAL, encryption, 4_096);
    talk.ask(&bind(1, ADA, PASSWORD)).await;
    let since = Instant::now();
    let search = Search {
        attributes: &[],
        ..Search::ALL
    };
    talk.send(&search.bytes(2)).await;
    // Each part is taken in time, but there are hundreds of them.
    let reading = tokio::spawn(async move {
        use tokio::io::AsyncReadExt;
        let mut part = vec![0; 20 * 1024];
        while talk.reader.read_exact(&mut part).await.is_ok() {
            sleep(Duration::from_secs(10)).await;
        }
    });
    let (end, seconds) = ended(talk.served, since).await;
    assert_eq!(end, End::Slow);
    assert!((290..=310).contains(&seconds), "{seconds}");
    reading.abort();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_sends_without_reading_is_not_waited_for() {
    let encryption = Encryption::StartTls(None);
    let talk = connect_with(&Memory::default(), LOCAL, encryption, 1_024);
    let since = Instant::now();
    let mut writer = talk.writer;
    let sending = tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        while writer.write_all(&who_am_i(1)).await.is_ok() {}
    });
    assert_eq!(ended(talk.served, since).await, (End::Slow, 15));
    sending.abort();
}
