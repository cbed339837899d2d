use super::bytes::{element, message, number, who_am_i};
use super::memory::Memory;
use super::talk::{REMOTE, bound, connect};
use crate::connection::End;

#[tokio::test]
async fn what_is_no_message_ends_the_connection_with_a_notice() {
    for bytes in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        b"\x16\x03\x01\x02\x00",
        // An indefinite length, one of five bytes, a tag of two bytes.
        b"\x30\x80\x02\x01\x01",
        b"\x30\x85\x00\x00\x00\x00\x01",
        b"\x3f\x81\x01\x00",
        // Far too long, and longer than what strangers may send.
        b"\x30\x84\x7f\xff\xff\xff",
        b"\x30\x82\x80\x00",
        // Number zero, a negative one, no operation, an unknown one, an operation longer than the message.
        b"\x30\x05\x02\x01\x00\x42\x00",
        b"\x30\x05\x02\x01\xff\x42\x00",
        b"\x30\x03\x02\x01\x01",
        b"\x30\x05\x02\x01\x01\x5f\x00",
        b"\x30\x06\x02\x01\x01\x60\x7f\x00",
    ] {
        let mut talk = connect(&Memory::default(), REMOTE);
        talk.send(bytes).await;
        let notice = talk.next().await.unwrap();
        assert_eq!(
            (notice.id, notice.tag, notice.code),
            (0, 0x78, 2),
            "{bytes:02x?}"
        );
        assert!(notice.contains("1.3.6.1.4.1.1466.20036"));
        assert!(talk.next().await.is_none());
        assert!(matches!(talk.ended().await, End::Malformed(_)));
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_read_is_answered() {
    let mut talk = bound(&Memory::default()).await;
    // Searches with a truncated filter, and with a filter of three hundred levels.
    let mut deep = element(0x87, b"uid");
    for _ in 0..300 {
        deep = element(0xa2, &deep);
    }
    let start = [
        &[4, 0, 10, 1, 0, 10, 1, 0][..],
        &number(2, 0),
        &number(2, 0),
        &[1, 1, 0],
    ]
    .concat();
    for filter in [&b"\xa3\x7f\x04\x00"[..], &deep, b""] {
        let search = element(0x63, &[&start, filter, &[0x30, 0]].concat());
        let answer = talk.ask(&message(2, &search, &[])).await;
        assert_eq!((answer.tag, answer.code), (0x65, 2));
    }
    // What has no response is ignored.
    talk.send(&message(3, &[0x50, 2, 0xff, 0xff], &[])).await;
    assert_eq!(talk.ask(&who_am_i(4)).await.id, 4);
}

#[tokio::test]
async fn a_truncated_message_is_not_answered() {
    let bytes = super::bytes::bind(1, "dc=acme", "secret");
    for length in 0..bytes.len() {
        let mut talk = connect(&Memory::default(), REMOTE);
        talk.send(&bytes[..length]).await;
        assert_eq!(talk.ended().await, End::Closed);
    }
}

#[tokio::test]
async fn who_is_authenticated_may_send_longer_messages() {
    let long = message(2, &element(0x4a, &vec![b'x'; 20_000]), &[]);
    let mut talk = bound(&Memory::default()).await;
    assert_eq!(talk.ask(&long).await.code, 53);
    let mut talk = connect(&Memory::default(), REMOTE);
    assert_eq!(talk.ask(&long).await.id, 0);
}
