//! Requests to authenticate.

use super::fixtures::{dn, message, problem};
use crate::ber::tag;
use crate::message::Request;
use crate::request::{Authentication, Bind, BindAs, Operation, Password};
use crate::response::ResultCode;

fn bind(version: i32, name: &str, method: u8, credentials: &[u8]) -> Bind {
    let message = message(|it| {
        it.structure(tag::application(0), |it| {
            it.integer(version);
            it.text(name);
            it.value(method, credentials);
        });
    });
    match Request::decode(&message).unwrap().operation {
        Operation::Bind(bind) => bind,
        other => panic!("{other:?}"),
    }
}

fn simple(name: &str, password: &str) -> Result<BindAs, ResultCode> {
    let bind = bind(3, name, 0x80, password.as_bytes());
    bind.check().map_err(|outcome| outcome.code)
}

#[test]
fn a_name_and_a_password_are_needed_together() {
    let password = Password::new("correct horse");
    assert_eq!(
        simple("uid=Ada,dc=acme", "correct horse"),
        Ok(BindAs::Entry {
            dn: dn("uid=ada,dc=acme"),
            password,
        })
    );
    assert_eq!(simple("", ""), Ok(BindAs::Anonymous));
    // Otherwise many applications would let in anyone who leaves the password empty.
    assert_eq!(simple("uid=ada", ""), Err(ResultCode::UnwillingToPerform));
    assert_eq!(simple("", "x"), Err(ResultCode::InvalidCredentials));
    for name in ["ada", "ada@acme.example", "uid=ada,,dc=x"] {
        assert_eq!(
            simple(name, "x"),
            Err(ResultCode::InvalidDnSyntax),
            "{name}"
        );
    }
}

#[test]
fn other_versions_and_methods_are_refused() {
    let refused = |bind: Bind| bind.check().unwrap_err().code;
    let old = bind(2, "uid=ada", 0x80, b"x");
    assert_eq!(refused(old), ResultCode::ProtocolError);
    for (method, credentials) in [
        (0xa3, &b"\x04\x05PLAIN\x04\x03\0a\0"[..]),
        (0xa3, b"\x04\x08EXTERNAL"),
        // What Active Directory has besides.
        (0x89, b""),
        (0x8a, b"NTLMSSP"),
    ] {
        let bind = bind(3, "", method, credentials);
        assert_eq!(bind.authentication, Authentication::Other);
        assert_eq!(refused(bind), ResultCode::AuthMethodNotSupported);
    }
}

#[test]
fn passwords_are_not_printed() {
    let bind = bind(3, "uid=ada", 0x80, b"correct horse");
    let printed = format!("{bind:?} {:?}", bind.clone().check());
    assert!(!printed.contains("horse"), "{printed}");
    let hidden = Password::new("correct horse");
    assert_eq!(hidden.reveal(), Some("correct horse"));
    assert_eq!(Password::new([0xff]).reveal(), None);
}

#[test]
fn incomplete_requests_are_answered() {
    let with = |content: &[u8]| problem(&message(|it| it.value(tag::application(0), content)));
    for (content, expected) in [
        (&b""[..], "the version is missing or has a wrong type"),
        (b"\x02\x01\x03", "the name is missing or has a wrong type"),
        (
            b"\x02\x01\x03\x04\x00",
            "the authentication is missing or has a wrong type",
        ),
        (
            b"\x02\x01\x03\x04\x00\x04\x01x",
            "the authentication is missing or has a wrong type",
        ),
        (
            b"\x02\x01\x83\x04\x00\x80\x00",
            "the version is out of range",
        ),
        (b"\x02\x01\x03\x04\x01\xff\x80\x00", "the name is not UTF-8"),
        (
            b"\x02\x01\x03\x04\x00\x80\x00\x30\x05",
            "an element ends too early",
        ),
    ] {
        assert_eq!(with(content), format!("ProtocolError: {expected}"));
    }
}
