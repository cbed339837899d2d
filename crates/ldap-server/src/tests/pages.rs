use super::bytes::{Search, page};
use super::memory::Memory;
use super::talk::{Answer, bound};

/// The cookie at the end of a response.
fn cookie(done: &Answer) -> String {
    assert!(done.contains("1.2.840.113556.1.4.319"));
    // The last element of the response.
    let ends = |start: &usize| {
        let length = done.bytes.get(start + 1).copied().unwrap_or_default();
        done.bytes[*start] == 4 && start + 2 + usize::from(length) == done.bytes.len()
    };
    let start = (0..done.bytes.len()).rev().find(ends).unwrap();
    String::from_utf8_lossy(&done.bytes[start + 2..]).into_owned()
}

#[tokio::test]
async fn a_search_without_pages_is_limited() {
    let mut talk = bound(&Memory::with(2_000)).await;
    for (size, count, code) in [
        (0, 1_000, 11),
        (5, 5, 4),
        (1_000, 1_000, 4),
        (1_500, 1_000, 11),
    ] {
        let search = Search {
            size,
            ..Search::ALL
        };
        let (entries, done) = talk.find(&search.bytes(2)).await;
        assert_eq!((entries.len(), done.code), (count, code), "{size}");
    }
    let mut talk = bound(&Memory::with(997)).await;
    for (size, count, code) in [(0, 1_000, 0), (1_000, 1_000, 0), (999, 999, 4)] {
        let search = Search {
            size,
            ..Search::ALL
        };
        let (entries, done) = talk.find(&search.bytes(2)).await;
        assert_eq!((entries.len(), done.code), (count, code), "{size}");
    }
}

#[tokio::test]
async fn pages_follow_each_other() {
    let mut talk = bound(&Memory::with(1_497)).await;
    let mut pages = Vec::new();
    let mut at = String::new();
    loop {
        let request = Search::ALL.with(2, &[page(600, at.as_bytes())]);
        let (entries, done) = talk.find(&request).await;
        assert_eq!(done.code, 0);
        pages.push(entries.len());
        at = cookie(&done);
        if at.is_empty() {
            break;
        }
    }
    assert_eq!(pages, [600, 600, 300]);
}

#[tokio::test]
async fn a_page_has_at_most_a_thousand_entries() {
    let mut talk = bound(&Memory::with(2_000)).await;
    for size in [0, 5_000] {
        let (entries, done) = talk.find(&Search::ALL.with(2, &[page(size, b"")])).await;
        assert_eq!((entries.len(), done.code), (1_000, 0));
        assert_eq!(cookie(&done), "1000");
    }
}

#[tokio::test]
async fn a_client_stops_in_the_middle() {
    let mut talk = bound(&Memory::with(100)).await;
    let (entries, done) = talk.find(&Search::ALL.with(2, &[page(0, b"50")])).await;
    assert_eq!((entries.len(), done.code), (0, 0));
    assert_eq!(cookie(&done), "");
    // All that the client wants fits into one page.
    let search = Search {
        size: 7,
        ..Search::ALL
    };
    let (entries, done) = talk.find(&search.with(3, &[page(50, b"")])).await;
    assert_eq!((entries.len(), done.code), (7, 4));
    assert_eq!(cookie(&done), "");
}
