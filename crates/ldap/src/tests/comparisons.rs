//! Comparing a value with those of an entry.

use super::fixtures::{ADA, ADMINS, ada, admins, message};
use crate::ber::tag;
use crate::entry::compare;
use crate::message::Request;
use crate::request::{Compare, Operation};
use crate::response::ResultCode;

fn request(attribute: &str, value: &[u8]) -> Compare {
    let message = message(|it| {
        it.structure(tag::application(14), |it| {
            it.text(ADA);
            it.sequence(|it| {
                it.text(attribute);
                it.octets(value);
            });
        });
    });
    match Request::decode(&message).unwrap().operation {
        Operation::Compare(request) => request,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_result_has_its_code() {
    for (attribute, value, code) in [
        ("uid", &b"ADA"[..], ResultCode::CompareTrue),
        ("uid", b"bob", ResultCode::CompareFalse),
        ("memberOf", ADMINS.as_bytes(), ResultCode::CompareTrue),
        ("objectClass", b"posixAccount", ResultCode::CompareTrue),
        ("title", b"Countess", ResultCode::NoSuchAttribute),
        ("samaccountname", b"ada", ResultCode::UndefinedAttributeType),
        ("uidNumber", b"ada", ResultCode::InvalidAttributeSyntax),
        ("uid", b"\xff", ResultCode::InvalidAttributeSyntax),
        ("jpegPhoto", b"x", ResultCode::InappropriateMatching),
        ("userPassword", b"secret", ResultCode::NoSuchAttribute),
    ] {
        let request = request(attribute, value);
        assert_eq!(request.dn, ADA);
        assert_eq!(compare(&request, &ada()), code, "{attribute}");
    }
    let member = request("member", ADA.as_bytes());
    assert_eq!(compare(&member, &admins()), ResultCode::CompareTrue);
}
