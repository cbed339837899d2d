//! The controls of requests.

use super::fixtures::{filter, message, problem};
use crate::ber::{Writer, tag};
use crate::control::{Controls, MANAGE_DSA_IT, PAGED_RESULTS, PASSWORD_POLICY, PagedResults};
use crate::message::Request;
use crate::request::Kind;

/// A control: its name, whether it is critical, and its value.
type Sent<'a> = (&'a str, Option<bool>, Option<&'a [u8]>);

fn with_controls(kind: Kind, controls: &[Sent<'_>]) -> Vec<u8> {
    message(|it| {
        match kind {
            Kind::Search => it.structure(tag::application(3), |it| {
                it.text("");
                it.enumerated(0);
                it.enumerated(0);
                it.integer(0);
                it.integer(0);
                it.value(tag::BOOLEAN, &[0]);
                filter("(objectClass=*)").write(it);
                it.sequence(|_| {});
            }),
            Kind::Bind => it.structure(tag::application(0), |it| {
                it.integer(3);
                it.text("");
                it.value(0x80, b"");
            }),
            _ => it.value(tag::application_value(2), b""),
        }
        it.structure(tag::context(0), |it| {
            for control in controls {
                write(it, *control);
            }
        });
    })
}

fn write(it: &mut Writer, (name, critical, value): Sent<'_>) {
    it.sequence(|it| {
        it.text(name);
        if let Some(critical) = critical {
            it.value(tag::BOOLEAN, &[if critical { 0xff } else { 0 }]);
        }
        if let Some(value) = value {
            it.octets(value);
        }
    });
}

fn read(kind: Kind, controls: &[Sent<'_>]) -> Controls {
    Request::decode(&with_controls(kind, controls))
        .unwrap()
        .controls
}

#[test]
fn known_controls_are_read() {
    let page = [0x30, 5, 2, 1, 100, 4, 0];
    let controls = read(
        Kind::Search,
        &[
            (PAGED_RESULTS, Some(true), Some(&page)),
            (MANAGE_DSA_IT, Some(true), None),
            (PASSWORD_POLICY, None, None),
        ],
    );
    let paged = PagedResults {
        size: 100,
        cookie: Vec::new(),
    };
    assert_eq!(controls.paged, Some(paged));
    assert!(controls.password_policy);
    let page = [0x30, 7, 2, 1, 0, 4, 2, 0xff, 0];
    let paged = read(Kind::Search, &[(PAGED_RESULTS, None, Some(&page))]).paged;
    assert_eq!(paged.unwrap().cookie, [0xff, 0]);
    assert!(read(Kind::Bind, &[(PASSWORD_POLICY, Some(true), None)]).password_policy);
    assert_eq!(read(Kind::Search, &[]), Controls::default());
}

#[test]
fn a_critical_control_that_is_not_supported_stops_the_request() {
    let sort = "1.2.840.113556.1.4.473";
    assert_eq!(
        problem(&with_controls(Kind::Search, &[(sort, Some(true), None)])),
        "UnavailableCriticalExtension: the control 1.2.840.113556.1.4.473 is not supported here"
    );
    for critical in [None, Some(false)] {
        let controls = read(Kind::Search, &[(sort, critical, Some(b"\xff"))]);
        assert_eq!(controls, Controls::default());
    }
    // Pages belong to searches.
    let page: Sent<'_> = (PAGED_RESULTS, Some(true), Some(&[0x30, 5, 2, 1, 100, 4, 0]));
    let problem = problem(&with_controls(Kind::Bind, &[page]));
    assert!(
        problem.starts_with("UnavailableCriticalExtension"),
        "{problem}"
    );
    // What has no response is not refused.
    assert_eq!(
        read(Kind::Unbind, &[(sort, Some(true), None)]),
        Controls::default()
    );
}

#[test]
fn names_of_controls_are_not_repeated_unless_they_are_identifiers() {
    let name = "<script>\n".repeat(100);
    assert_eq!(
        problem(&with_controls(Kind::Search, &[(&name, Some(true), None)])),
        "UnavailableCriticalExtension: the control (invalid name) is not supported here"
    );
}

#[test]
fn malformed_controls_are_refused() {
    for value in [
        None,
        Some(&b""[..]),
        Some(b"\x30\x00"),
        Some(b"\x30\x03\x02\x01\x05"),
        Some(b"\x30\x05\x02\x01\xff\x04\x00"),
        Some(b"\x30\x80\x02\x01\x05\x04\x00\x00\x00"),
        Some(b"\x30\x06\x02\x01\x05\x04\x00"),
    ] {
        let sent = with_controls(Kind::Search, &[(PAGED_RESULTS, None, value)]);
        let problem = problem(&sent);
        assert!(problem.starts_with("ProtocolError"), "{value:?}: {problem}");
    }
    let page: Sent<'_> = (PAGED_RESULTS, None, Some(&[0x30, 5, 2, 1, 100, 4, 0]));
    let policy: Sent<'_> = (PASSWORD_POLICY, None, None);
    for twice in [[page, page], [policy, policy]] {
        let problem = problem(&with_controls(Kind::Search, &twice));
        assert!(problem.contains("occurs more than once"), "{problem}");
    }
    let many = vec![("1.2.3", None, None); 17];
    let problem = problem(&with_controls(Kind::Search, &many));
    assert_eq!(problem, "ProtocolError: controls: more than 16");
}
