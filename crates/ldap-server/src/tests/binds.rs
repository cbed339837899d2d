use std::sync::atomic::Ordering;

use super::bytes::{ask_for_policy, bind, bind_operation, element, message};
use super::memory::{ADA, BOB, LOCKED, Memory, PASSWORD};
use super::talk::{LOCAL, REMOTE, bound, connect};

#[tokio::test]
async fn a_password_without_tls_is_refused_before_it_is_verified() {
    let memory = Memory::default();
    let mut talk = connect(&memory, REMOTE);
    let answer = talk.ask(&bind(1, ADA, PASSWORD)).await;
    assert_eq!((answer.id, answer.tag, answer.code), (1, 0x61, 13));
    assert_eq!(memory.binds.load(Ordering::SeqCst), 0);
    assert_eq!(talk.who().await, "");
}

#[tokio::test]
async fn anybody_may_be_anonymous() {
    let mut talk = connect(&Memory::default(), REMOTE);
    assert_eq!(talk.ask(&bind(1, "", "")).await.code, 0);
    assert_eq!(talk.who().await, "");
}

#[tokio::test]
async fn an_empty_password_proves_nothing() {
    let memory = Memory::default();
    let mut talk = connect(&memory, LOCAL);
    assert_eq!(talk.ask(&bind(1, ADA, "")).await.code, 53);
    assert_eq!(talk.ask(&bind(2, "", PASSWORD)).await.code, 49);
    assert_eq!(memory.binds.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_connection_is_authenticated_several_times() {
    let mut talk = bound(&Memory::default()).await;
    assert_eq!(talk.who().await, ADA);
    assert_eq!(talk.ask(&bind(2, BOB, PASSWORD)).await.code, 0);
    assert_eq!(talk.who().await, BOB);
    // Who was authenticated before is forgotten, whatever the reason is.
    assert_eq!(talk.ask(&bind(3, ADA, "wrong")).await.code, 49);
    assert_eq!(talk.who().await, "");
    for request in [
        bind(4, "", ""),
        bind(4, ADA, ""),
        bind(4, "not a name", PASSWORD),
        message(4, &bind_operation(ADA, b"\xff"), &[]),
        // Version 2, SASL, and what cannot be read.
        message(4, &element(0x60, b"\x02\x01\x02\x04\x00\x80\x00"), &[]),
        message(
            4,
            &element(0x60, b"\x02\x01\x03\x04\x00\xa3\x07\x04\x05PLAIN"),
            &[],
        ),
        message(4, &element(0x60, b"\x02\x01\x03"), &[]),
    ] {
        assert_eq!(talk.ask(&bind(3, ADA, PASSWORD)).await.code, 0);
        talk.ask(&request).await;
        assert_eq!(talk.who().await, "", "{request:02x?}");
    }
}

#[tokio::test]
async fn each_wrong_bind_has_its_own_result() {
    let mut talk = connect(&Memory::default(), LOCAL);
    for (request, code) in [
        (bind(4, "not a name", PASSWORD), 34),
        (message(4, &bind_operation(ADA, b"\xff"), &[]), 49),
        (
            message(4, &element(0x60, b"\x02\x01\x02\x04\x00\x80\x00"), &[]),
            2,
        ),
        (
            message(
                4,
                &element(0x60, b"\x02\x01\x03\x04\x00\xa3\x07\x04\x05PLAIN"),
                &[],
            ),
            7,
        ),
        (message(4, &element(0x60, b"\x02\x01\x03"), &[]), 2),
    ] {
        assert_eq!(talk.ask(&request).await.code, code, "{request:02x?}");
    }
}

#[tokio::test]
async fn the_state_of_a_password_is_told_to_who_asks() {
    let mut talk = connect(&Memory::default(), LOCAL);
    let asked = |name| {
        message(
            1,
            &bind_operation(name, PASSWORD.as_bytes()),
            &[ask_for_policy()],
        )
    };
    let answer = talk.ask(&asked(LOCKED)).await;
    assert_eq!(answer.code, 49);
    assert!(answer.bytes.ends_with(&[0x30, 3, 0x81, 1, 1]));
    let answer = talk.ask(&asked(ADA)).await;
    assert!(answer.bytes.ends_with(&[0x30, 5, 0xa0, 3, 0x80, 1, 60]));
    // An unknown name and a wrong password have none.
    assert!(
        !talk
            .ask(&asked("uid=nobody,dc=acme"))
            .await
            .contains("1.3.6.")
    );

    let answer = talk.ask(&bind(2, LOCKED, PASSWORD)).await;
    assert!(answer.contains("data 775,"));
    assert!(!answer.contains("1.3.6."));
    assert!(!talk.ask(&bind(3, ADA, PASSWORD)).await.contains("1.3.6."));
}

#[tokio::test]
async fn an_identity_that_has_ended_is_forgotten() {
    let memory = Memory::default();
    let mut talk = bound(&memory).await;
    memory.ended.store(true, Ordering::SeqCst);
    assert_eq!(talk.who().await, "error 50");
    memory.ended.store(false, Ordering::SeqCst);
    assert_eq!(talk.who().await, "");
}
