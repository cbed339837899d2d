//! Responses, byte by byte.

use super::fixtures::ada;
use crate::control::{PasswordPolicyError, PasswordPolicyResponse, ResponseControl};
use crate::request::{Kind, Selection};
use crate::response::{Outcome, Response, ResultCode};

fn outcome(code: ResultCode, message: &str) -> Outcome {
    Outcome::new(code, message)
}

#[test]
fn every_kind_of_request_has_its_response() {
    for (kind, tag) in [
        (Kind::Bind, Some(0x61)),
        (Kind::Unbind, None),
        (Kind::Search, Some(0x65)),
        (Kind::Modify, Some(0x67)),
        (Kind::Add, Some(0x69)),
        (Kind::Delete, Some(0x6b)),
        (Kind::ModifyDn, Some(0x6d)),
        (Kind::Compare, Some(0x6f)),
        (Kind::Abandon, None),
        (Kind::Extended, Some(0x78)),
    ] {
        let response = Response::to(kind, 2, outcome(ResultCode::UnwillingToPerform, "no"));
        let expected = tag.map(|tag| {
            let mut bytes = b"\x30\x0e\x02\x01\x02\x00\x09\x0a\x01\x35\x04\x00\x04\x02no".to_vec();
            bytes[5] = tag;
            bytes
        });
        assert_eq!(response.map(|it| it.encode()), expected, "{kind:?}");
    }
}

#[test]
fn a_refused_bind_tells_the_state_of_the_account() {
    let refused = outcome(ResultCode::InvalidCredentials, "locked; data 775,");
    let state = PasswordPolicyResponse::from(PasswordPolicyError::AccountLocked);
    let response = Response::to(Kind::Bind, 1, refused).unwrap();
    let response = response.with(ResponseControl::PasswordPolicy(state));
    assert_eq!(
        response.encode(),
        b"\x30\x43\x02\x01\x01\x61\x18\x0a\x01\x31\x04\x00\x04\x11locked; data 775,\
          \xa0\x24\x30\x22\x04\x191.3.6.1.4.1.42.2.27.8.5.1\x04\x05\x30\x03\x81\x01\x01"
            .as_slice()
    );
}

#[test]
fn a_page_has_a_cookie() {
    let done = Response::to(Kind::Search, 3, Outcome::from(ResultCode::Success)).unwrap();
    let cookie = vec![0xff, 0];
    let done = done.with(ResponseControl::PagedResults {
        estimate: 0,
        cookie,
    });
    assert_eq!(
        done.encode(),
        b"\x30\x33\x02\x01\x03\x65\x07\x0a\x01\x00\x04\x00\x04\x00\
          \xa0\x25\x30\x23\x04\x161.2.840.113556.1.4.319\x04\x09\x30\x07\x02\x01\x00\x04\x02\xff\x00"
    );
}

#[test]
fn an_entry_is_written_with_the_usual_names() {
    let entry = ada().select(&Selection::of(["UID", "MAIL", "title"]), false);
    assert_eq!(
        Response::entry(5, entry).encode(),
        b"\x30\x57\x02\x01\x05\x64\x52\x04\x24uid=ada,ou=people,dc=acme,dc=example\x30\x2a\
          \x30\x0c\x04\x03uid\x31\x05\x04\x03ada\
          \x30\x1a\x04\x04mail\x31\x12\x04\x10Ada@Acme.example"
            .as_slice()
    );
    let entry = ada().select(&Selection::of(["uid"]), true);
    assert_eq!(entry.attributes, [("uid", Vec::new())]);
}

#[test]
fn extended_responses_have_names_and_values() {
    assert_eq!(
        Response::who_am_i(6, Some("uid=a")).encode(),
        b"\x30\x16\x02\x01\x06\x78\x11\x0a\x01\x00\x04\x00\x04\x00\x8b\x08dn:uid=a"
    );
    assert_eq!(
        Response::who_am_i(6, None).encode(),
        b"\x30\x0e\x02\x01\x06\x78\x09\x0a\x01\x00\x04\x00\x04\x00\x8b\x00"
    );
    assert_eq!(
        Response::start_tls(1, Outcome::from(ResultCode::Success)).encode(),
        b"\x30\x24\x02\x01\x01\x78\x1f\x0a\x01\x00\x04\x00\x04\x00\x8a\x161.3.6.1.4.1.1466.20037"
    );
    assert_eq!(
        Response::disconnection(ResultCode::Unavailable, "bye").encode(),
        b"\x30\x27\x02\x01\x00\x78\x22\x0a\x01\x34\x04\x00\x04\x03bye\x8a\x161.3.6.1.4.1.1466.20036"
    );
}

#[test]
fn the_nearest_entry_is_named() {
    let outcome = Outcome {
        matched: "dc=x".to_owned(),
        ..Outcome::from(ResultCode::NoSuchObject)
    };
    let response = Response::to(Kind::Search, 1, outcome).unwrap();
    assert_eq!(
        response.encode(),
        b"\x30\x10\x02\x01\x01\x65\x0b\x0a\x01\x20\x04\x04dc=x\x04\x00"
    );
}
