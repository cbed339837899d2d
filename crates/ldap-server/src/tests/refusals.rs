use super::bytes::{Search, control, element, extended, message};
use super::memory::Memory;
use super::talk::bound;

#[tokio::test]
async fn nothing_can_be_written() {
    let mut talk = bound(&Memory::default()).await;
    for (request, response) in [(0x66, 0x67), (0x68, 0x69), (0x4a, 0x6b), (0x6c, 0x6d)] {
        let answer = talk
            .ask(&message(2, &element(request, b"anything"), &[]))
            .await;
        assert_eq!((answer.tag, answer.code), (response, 53));
    }
}

#[tokio::test]
async fn unknown_operations_are_refused() {
    let mut talk = bound(&Memory::default()).await;
    let answer = talk.ask(&extended(2, "1.3.6.1.1.8", None)).await;
    assert_eq!((answer.tag, answer.code), (0x78, 2));
    assert_eq!(talk.who().await, super::memory::ADA);
}

#[tokio::test]
async fn unknown_controls_are_refused_if_they_are_critical() {
    let mut talk = bound(&Memory::default()).await;
    let sorted = "1.2.840.113556.1.4.473";
    let (entries, done) = talk
        .find(&Search::ALL.with(2, &[control(sorted, true, None)]))
        .await;
    assert_eq!((entries.len(), done.code), (0, 12));
    let (entries, done) = talk
        .find(&Search::ALL.with(3, &[control(sorted, false, None)]))
        .await;
    assert_eq!((entries.len(), done.code), (3, 0));
}
