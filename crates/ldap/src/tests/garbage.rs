//! Input that nobody sends: everything is read or refused, and nothing panics.

use proptest::prelude::*;

use super::captured::{self, bytes};
use super::fixtures::{ada, admins, search_with};
use crate::dn::Dn;
use crate::filter::Filter;
use crate::message::{Request, Undecodable, first_message};
use crate::request::Operation;

const MESSAGES: [&str; 10] = [
    captured::BIND,
    captured::BIND_OF_PYTHON,
    captured::SEARCH,
    captured::SEARCH_OF_ROOT,
    captured::SEARCH_OF_PYTHON,
    captured::PAGE_OF_PYTHON,
    captured::COMPARE,
    captured::WHO_AM_I,
    captured::PASSWORD_MODIFY,
    captured::OWN_PASSWORD_MODIFY,
];

/// Does with a message what a server does.
fn process(buffer: &[u8]) {
    let Ok(Some(message)) = first_message(buffer, 4096) else {
        return;
    };
    match Request::decode(message) {
        Ok(request) => match request.operation {
            Operation::Search(search) => {
                let _ = Dn::parse(&search.base);
                let _ = search.filter.plan();
                for entry in [ada(), admins()] {
                    let _ = search.filter.matches(&entry);
                    let _ = entry.select(&search.selection, search.types_only);
                }
            }
            Operation::Compare(request) => {
                let _ = crate::entry::compare(&request, &ada());
            }
            Operation::Bind(bind) => {
                let _ = bind.check();
            }
            _ => {}
        },
        Err(Undecodable::Request(refused)) => {
            let _ = refused.response().map(|response| response.encode());
        }
        Err(Undecodable::Envelope(problem)) => assert!(problem.to_string().len() < 200),
    }
}

#[test]
fn every_byte_of_a_message_can_be_wrong() {
    for digits in MESSAGES {
        let message = bytes(digits);
        for at in 0..message.len() {
            for wrong in [0, 1, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff] {
                let mut message = message.clone();
                message[at] = wrong;
                process(&message);
            }
            process(&message[..at]);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        process(&bytes);
        process(&search_with(&bytes));
        let framed = [&[0x30, 0x81, u8::try_from(bytes.len()).unwrap()][..], &bytes].concat();
        process(&framed);
    }

    #[test]
    fn parts_of_messages_are_read_or_refused(
        parts in prop::collection::vec((0..MESSAGES.len(), 0..200_usize, 0..60_usize), 1..6),
    ) {
        let mut mixed = Vec::new();
        for (message, from, length) in parts {
            let message = bytes(MESSAGES[message]);
            mixed.extend(message.into_iter().skip(from).take(length));
        }
        process(&mixed);
        process(&search_with(&mixed));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        let _ = Filter::parse(&text);
        let _ = Filter::parse(&format!("(cn={text})"));
        let _ = Dn::parse(&text);
        let _ = Dn::parse(&format!("cn={text}"));
        let _ = crate::time::parse(&text);
    }

    #[test]
    fn signs_of_names_are_read_or_refused(text in "[a=,;+#\"\\\\ 04f<\0é]{0,20}") {
        if let Ok(dn) = Dn::parse(&text) {
            prop_assert_eq!(Dn::parse(&dn.to_string()), Ok(dn));
        }
    }

    #[test]
    fn signs_of_filters_are_read_or_refused(text in "[(a)=*&|!:~<>\\\\0dn\0é]{0,30}") {
        if let Ok(filter) = Filter::parse(&text) {
            let again = Filter::parse(&filter.to_string());
            prop_assert_eq!(again, Ok(filter));
        }
    }

    #[test]
    fn signs_of_times_are_read_or_refused(text in "[0-9]{4,15}[.,]?[0-9]{0,2}[Z+-][0-9]{0,4}") {
        let _ = crate::time::parse(&text);
    }
}
