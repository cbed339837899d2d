//! Messages that try to mislead or to exhaust the server.

use super::fixtures::{filter, message, problem, search, search_with};
use crate::ber::tag;
use crate::message::{Request, Undecodable};
use crate::request::Kind;

/// An element with a short length.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut writer = crate::ber::Writer::default();
    writer.value(tag, content);
    writer.into_bytes()
}

#[test]
fn a_filter_that_is_cut_off_does_not_lose_a_term() {
    let uid = filter("(uid=ada)").encode();
    let member = filter("(memberOf=cn=x)").encode();
    let whole = element(0xa0, &[uid.clone(), member.clone()].concat());
    assert_eq!(
        search(&search_with(&whole)).filter,
        filter("(&(uid=ada)(memberOf=cn=x))")
    );
    for end in 1..member.len() {
        let cut = element(0xa0, &[&uid, &member[..end]].concat());
        let problem = problem(&search_with(&cut));
        assert_eq!(problem, "ProtocolError: an element ends too early", "{end}");
    }
}

#[test]
fn filters_that_mean_nothing_are_refused() {
    for bytes in [
        // Nothing, or what is no filter.
        &b""[..],
        b"\x04\x01a",
        b"\xaa\x00",
        // Negations of nothing, and of two.
        b"\xa2\x00",
        b"\xa2\x06\x87\x01a\x87\x01b",
        // Comparisons without a value, or with another type.
        b"\xa3\x03\x04\x01a",
        b"\xa3\x06\x04\x01a\x02\x01\x01",
        b"\xa3\x06\x04\x01\xff\x04\x01a",
        // Parts: none, an empty one, in a wrong order, twice, of another kind.
        b"\xa4\x05\x04\x01a\x30\x00",
        b"\xa4\x07\x04\x01a\x30\x02\x81\x00",
        b"\xa4\x0b\x04\x01a\x30\x06\x81\x01a\x80\x01b",
        b"\xa4\x0b\x04\x01a\x30\x06\x82\x01a\x81\x01b",
        b"\xa4\x0b\x04\x01a\x30\x06\x80\x01a\x80\x01b",
        b"\xa4\x0b\x04\x01a\x30\x06\x82\x01a\x82\x01b",
        b"\xa4\x08\x04\x01a\x30\x03\x83\x01a",
        // A rule without an attribute or a name, and without a value.
        b"\xa9\x03\x83\x01a",
        b"\xa9\x03\x82\x01a",
        b"\xa9\x08\x82\x01a\x83\x01b\x84\x00",
        // Indefinite lengths.
        b"\xa0\x80\x87\x01a\x00\x00",
        b"\x87\x80a\x00\x00",
    ] {
        let problem = problem(&search_with(bytes));
        assert!(
            problem.starts_with("ProtocolError: "),
            "{bytes:?} {problem}"
        );
    }
}

#[test]
fn depth_and_terms_of_filters_are_limited() {
    let nested =
        |depth: usize| (0..depth).fold(filter("(a=*)").encode(), |inner, _| element(0xa2, &inner));
    search(&search_with(&nested(31)));
    assert_eq!(
        problem(&search_with(&nested(32))),
        "ProtocolError: the filter is nested more than 32 levels deep"
    );
    // As deep as a message of 64 KiB allows.
    assert!(problem(&search_with(&nested(16_000))).contains("nested"));
    let wide = |terms: usize| element(0xa1, &filter("(a=*)").encode().repeat(terms));
    search(&search_with(&wide(199)));
    assert_eq!(
        problem(&search_with(&wide(200))),
        "ProtocolError: the filter has more than 200 terms"
    );
}

#[test]
fn elements_must_fit_into_each_other() {
    let whole = message(|it| it.value(tag::application_value(2), b""));
    assert!(Request::decode(&whole).is_ok());
    for end in 0..whole.len() {
        let cut = Request::decode(&whole[..end]);
        assert!(matches!(cut, Err(Undecodable::Envelope(_))), "{end}");
    }
    let envelopes = [
        // Nothing but a number, no number, number 0, a negative one, one that is too long.
        &b"\x30\x03\x02\x01\x07"[..],
        b"\x30\x02\x42\x00",
        b"\x30\x05\x02\x01\x00\x42\x00",
        b"\x30\x05\x02\x01\xff\x42\x00",
        b"\x30\x09\x02\x05\x00\x00\x00\x00\x07\x42\x00",
        b"\x30\x04\x02\x00\x42\x00",
        // An unknown operation, a response, a number that does not fit into the tag.
        b"\x30\x05\x02\x01\x07\x7a\x00",
        b"\x30\x05\x02\x01\x07\x61\x00",
        b"\x30\x06\x02\x01\x07\x7f\x20\x00",
        // Indefinite lengths, and one that wraps around in 64 bits.
        b"\x30\x80\x02\x01\x07\x42\x00\x00\x00",
        b"\x30\x89\x01\x00\x00\x00\x00\x00\x00\x00\x05\x02\x01\x07\x42\x00",
        // Something after the message.
        b"\x30\x05\x02\x01\x07\x42\x00\x00",
    ];
    for bytes in envelopes {
        assert!(problem(bytes).starts_with("envelope: "), "{bytes:?}");
    }
    // What follows an operation is ignored if it is whole.
    let extended = b"\x30\x08\x02\x01\x07\x42\x00\x8a\x01x";
    assert!(Request::decode(extended).is_ok());
    let cut = b"\x30\x08\x02\x01\x07\x42\x00\x8a\x02x";
    assert_eq!(problem(cut), "ProtocolError: an element ends too early");
}

#[test]
fn what_cannot_be_answered_has_no_response() {
    for (bytes, kind, answers) in [
        (&b"\x30\x06\x02\x01\x07\x42\x01x"[..], Kind::Unbind, false),
        (b"\x30\x05\x02\x01\x07\x50\x00", Kind::Abandon, false),
        (b"\x30\x05\x02\x01\x07\x60\x00", Kind::Bind, true),
        (b"\x30\x05\x02\x01\x07\x77\x00", Kind::Extended, true),
    ] {
        let Err(Undecodable::Request(refused)) = Request::decode(bytes) else {
            panic!("{bytes:?}");
        };
        assert_eq!(refused.kind, kind);
        assert_eq!(refused.response().is_some(), answers);
    }
}

#[test]
fn a_list_of_attributes_is_limited() {
    let names = |count: usize| {
        let mut it = crate::ber::Writer::default();
        it.sequence(|it| (0..count).for_each(|_| it.text("x")));
        it.into_bytes()
    };
    let with = |count| {
        let mut content =
            b"\x04\x00\x0a\x01\x00\x0a\x01\x00\x02\x01\x00\x02\x01\x00\x01\x01\x00".to_vec();
        content.extend(filter("(a=*)").encode());
        content.extend(names(count));
        message(|it| it.value(tag::application(3), &content))
    };
    search(&with(256));
    assert_eq!(
        problem(&with(257)),
        "ProtocolError: attributes: more than 256"
    );
}
