use std::sync::atomic::Ordering;
use std::time::Duration;

use super::bytes::{Search, element, message, text};
use super::memory::{ADA, Memory};
use super::talk::{REMOTE, bound, connect};

#[tokio::test]
async fn strangers_read_what_the_server_supports_and_nothing_else() {
    let mut talk = connect(&Memory::default(), REMOTE);
    let (entries, done) = talk.find(&Search::entry("").bytes(1)).await;
    assert_eq!((entries.len(), done.code), (1, 0));
    assert!(entries[0].contains("supportedLDAPVersion"));
    assert!(!entries[0].contains("namingContexts"));
    // StartTLS is not offered without a certificate.
    assert!(!entries[0].contains("1.3.6.1.4.1.1466.20037"));
    let search = Search {
        attributes: &["attributeTypes"],
        ..Search::entry("cn=Subschema")
    };
    let (entries, done) = talk.find(&search.bytes(2)).await;
    assert_eq!((entries.len(), done.code), (1, 0));
    assert!(entries[0].contains("'uid'"));

    let everything_below = Search {
        base: "",
        ..Search::ALL
    };
    for search in [Search::ALL, Search::entry(ADA), everything_below] {
        let (entries, done) = talk.find(&search.bytes(3)).await;
        assert_eq!((entries.len(), done.code), (0, 50));
    }
    let answer = talk.ask(&compare(4, "ada")).await;
    assert_eq!((answer.tag, answer.code), (0x6f, 50));
}

#[tokio::test]
async fn the_suffixes_are_told_to_whom_they_concern() {
    let memory = Memory::default();
    let mut talk = bound(&memory).await;
    let root = Search {
        attributes: &["namingContexts"],
        ..Search::entry("")
    };
    let (entries, _) = talk.find(&root.bytes(2)).await;
    assert!(entries[0].contains("dc=acme"));
    memory.ended.store(true, Ordering::SeqCst);
    let (entries, done) = talk.find(&root.bytes(3)).await;
    assert_eq!((entries.len(), done.code), (0, 50));
}

#[tokio::test]
async fn entries_are_found() {
    let mut talk = bound(&Memory::default()).await;
    let (entries, done) = talk.find(&Search::ALL.bytes(2)).await;
    assert_eq!((entries.len(), done.code, done.id), (3, 0, 2));
    assert!(entries[0].contains("ada"));
    assert!(!done.contains("1.2.840"));
    let only_names = Search {
        attributes: &["1.1"],
        ..Search::ALL
    };
    let (entries, _) = talk.find(&only_names.bytes(3)).await;
    assert!(!entries[0].contains("objectClass"));
}

#[tokio::test]
async fn what_does_not_exist_has_its_own_results() {
    let mut talk = bound(&Memory::default()).await;
    for (base, code) in [("dc=other", 32), ("not a name", 34), ("dc=acme", 0)] {
        let (_, done) = talk.find(&Search::entry(base).bytes(2)).await;
        assert_eq!(done.code, code, "{base}");
    }
}

#[tokio::test]
async fn a_comparison_is_true_or_false() {
    let mut talk = bound(&Memory::default()).await;
    assert_eq!(talk.ask(&compare(2, "ADA")).await.code, 6);
    assert_eq!(talk.ask(&compare(3, "bob")).await.code, 5);
}

#[tokio::test(start_paused = true)]
async fn a_search_takes_no_longer_than_allowed() {
    let memory = Memory::default();
    let mut talk = bound(&memory).await;
    *memory.takes.lock().unwrap() = Duration::from_secs(20);
    let search = Search {
        seconds: 10,
        ..Search::ALL
    };
    assert_eq!(talk.find(&search.bytes(2)).await.1.code, 3);
    assert_eq!(talk.find(&Search::ALL.bytes(3)).await.1.code, 0);
    *memory.takes.lock().unwrap() = Duration::from_secs(100);
    assert_eq!(talk.find(&Search::ALL.bytes(4)).await.1.code, 3);
}

fn compare(id: u16, uid: &str) -> Vec<u8> {
    let assertion = element(0x30, &[text("uid"), text(uid)].concat());
    let content = [text(ADA), assertion].concat();
    message(id, &element(0x6e, &content), &[])
}
