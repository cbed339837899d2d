use std::sync::atomic::Ordering;
use std::time::Duration;

use super::bytes::{Search, abandon, bind, unbind, who_am_i};
use super::memory::{ADA, BOB, Memory, PASSWORD};
use super::talk::{LOCAL, bound, connect};
use crate::connection::End;

const A_WHILE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn requests_that_arrive_together_are_answered_in_their_order() {
    let mut talk = connect(&Memory::default(), LOCAL);
    let together = [
        bind(1, ADA, PASSWORD),
        who_am_i(2),
        bind(3, ADA, "wrong"),
        who_am_i(4),
        bind(5, BOB, PASSWORD),
        Search::entry(BOB).bytes(6),
        abandon(7, 6),
        who_am_i(8),
    ];
    talk.send(&together.concat()).await;
    let mut answers = Vec::new();
    for _ in 0..8 {
        let answer = talk.next().await.unwrap();
        answers.push((answer.id, answer.tag, answer.contains("dn:uid")));
    }
    let expected = [
        (1, 0x61, false),
        (2, 0x78, true),
        (3, 0x61, false),
        (4, 0x78, false),
        (5, 0x61, false),
        (6, 0x64, false),
        (6, 0x65, false),
        (8, 0x78, true),
    ];
    assert_eq!(answers, expected);
}

#[tokio::test]
async fn a_request_may_arrive_byte_by_byte() {
    let mut talk = connect(&Memory::default(), LOCAL);
    for byte in bind(1, ADA, PASSWORD) {
        talk.send(&[byte]).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(talk.next().await.unwrap().code, 0);
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_search_is_not_answered() {
    let memory = Memory::default();
    let mut talk = bound(&memory).await;
    *memory.takes.lock().unwrap() = A_WHILE;
    talk.send(&Search::ALL.bytes(2)).await;
    talk.send(&abandon(3, 2)).await;
    talk.send(&who_am_i(4)).await;
    assert_eq!(talk.next().await.unwrap().id, 4);
    assert_eq!(memory.searches_begun.load(Ordering::SeqCst), 1);
    assert_eq!(memory.searches_done.load(Ordering::SeqCst), 0);
    // Another number abandons nothing.
    talk.send(&[Search::ALL.bytes(5), abandon(6, 2)].concat())
        .await;
    assert_eq!(talk.found().await.1.id, 5);
}

#[tokio::test(start_paused = true)]
async fn a_bind_cannot_be_abandoned() {
    let memory = Memory::default().takes(A_WHILE);
    let mut talk = connect(&memory, LOCAL);
    let together = [
        bind(1, ADA, PASSWORD),
        abandon(2, 1),
        abandon(3, 0),
        who_am_i(4),
    ];
    talk.send(&together.concat()).await;
    let first = talk.next().await.unwrap();
    assert_eq!((first.id, first.code), (1, 0));
    assert!(talk.next().await.unwrap().contains(ADA));
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_client_that_is_gone() {
    for unbinds in [true, false] {
        let memory = Memory::default();
        let mut talk = bound(&memory).await;
        *memory.takes.lock().unwrap() = A_WHILE;
        talk.send(&Search::ALL.bytes(2)).await;
        if unbinds {
            talk.send(&unbind(3)).await;
        }
        let before = tokio::time::Instant::now();
        assert_eq!(talk.ended().await, End::Closed);
        assert!(before.elapsed() < A_WHILE);
        assert_eq!(memory.searches_done.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn a_client_ends_the_connection() {
    let mut talk = bound(&Memory::default()).await;
    talk.send(&[unbind(2), who_am_i(3)].concat()).await;
    assert!(talk.next().await.is_none());
    assert_eq!(talk.ended().await, End::Unbound);
}
