use super::bytes::{ask_for_policy, element, extended, message};
use super::memory::{ADA, Memory};
use super::talk::{LOCAL, REMOTE, bound, connect};

const PASSWORD_MODIFY: &str = "1.3.6.1.4.1.4203.1.11.1";

fn values(of: Option<&str>, old: &[u8], new: &[u8]) -> Vec<u8> {
    let of = of
        .map(|of| element(0x80, of.as_bytes()))
        .unwrap_or_default();
    element(0x30, &[of, element(0x81, old), element(0x82, new)].concat())
}

#[tokio::test]
async fn a_password_is_changed_with_and_without_a_bind() {
    let memory = Memory::default();
    let mut talk = bound(&memory).await;
    let value = values(None, b"old", b"new");
    assert_eq!(
        talk.ask(&extended(2, PASSWORD_MODIFY, Some(&value)))
            .await
            .code,
        0
    );
    let mut talk = connect(&memory, LOCAL);
    let value = values(Some(ADA), b"old", b"new");
    assert_eq!(
        talk.ask(&extended(2, PASSWORD_MODIFY, Some(&value)))
            .await
            .code,
        0
    );
    assert_eq!(
        *memory.changes.lock().unwrap(),
        [
            format!("Some({ADA:?}) None Some(\"old\") Some(\"new\")"),
            format!("None Some({ADA:?}) Some(\"old\") Some(\"new\")"),
        ]
    );
}

#[tokio::test]
async fn a_new_password_needs_tls() {
    let memory = Memory::default();
    let mut talk = connect(&memory, REMOTE);
    let value = values(Some(ADA), b"old", b"new");
    assert_eq!(
        talk.ask(&extended(2, PASSWORD_MODIFY, Some(&value)))
            .await
            .code,
        13
    );
    assert!(memory.changes.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_password_has_a_reason() {
    let mut talk = bound(&Memory::default()).await;
    let value = values(None, b"old", b"short");
    let content = [
        element(0x80, PASSWORD_MODIFY.as_bytes()),
        element(0x81, &value),
    ]
    .concat();
    let operation = element(0x77, &content);
    let answer = talk.ask(&message(2, &operation, &[ask_for_policy()])).await;
    assert_eq!(answer.code, 19);
    assert!(answer.bytes.ends_with(&[0x30, 3, 0x81, 1, 6]));
    assert!(
        !talk
            .ask(&message(2, &operation, &[]))
            .await
            .contains("42.2.27")
    );
    for (value, code) in [
        (values(None, b"\xff", b"new"), 49),
        (values(None, b"old", b"\xff"), 19),
        (vec![4, 0], 2),
    ] {
        let answer = talk.ask(&extended(3, PASSWORD_MODIFY, Some(&value))).await;
        assert_eq!(answer.code, code);
    }
}
