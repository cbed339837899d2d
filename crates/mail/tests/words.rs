//! An organization's own words in emails, also malicious ones.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use latchkey_mail::{
    Envelope, InvalidWords, MAX_LINES, MAX_TEXT, Message, Placeholder, Words, WordsField,
};
use proptest::prelude::*;
use support::samples::{LINK, envelope, messages};

fn of_kind(kind: &str) -> Message {
    let mut all = messages("x").into_iter();
    all.find(|message| message.kind() == kind).unwrap()
}

fn words(subject: &str, text: &str) -> Words {
    Words {
        subject: subject.to_owned(),
        heading: "Heading".to_owned(),
        text: text.to_owned(),
        button: Some("Go".to_owned()),
    }
}

/// The error of the text, in an email that needs no placeholder.
fn error_of(text: &str) -> Option<InvalidWords> {
    let checked = of_kind("user_activation").check_words(&words("Subject", text));
    assert!(checked.iter().all(|(field, _)| *field == WordsField::Text));
    checked.into_iter().next().map(|(_, error)| error)
}

#[test]
fn the_default_words_are_valid_and_change_nothing() {
    for message in messages("Grace") {
        let kind = message.kind();
        let default = message.default_words();
        let checked = message.check_words(&default);
        assert!(checked.is_empty(), "{kind}: {checked:?}");
        let envelope = envelope("Acme", "Ada");
        let own = message.render_in(&envelope, Some(&default)).unwrap();
        let rendered = message.render(&envelope).unwrap();
        assert_eq!(own.subject, rendered.subject, "{kind}");
        assert_eq!(own.text, rendered.text, "{kind}");
        assert_eq!(own.html, rendered.html, "{kind}");
        assert!(!own.text.contains("{{"), "{kind}: {}", own.text);
    }
}

#[test]
fn own_words_replace_ours_and_nothing_else() {
    let own = Words {
        subject: "Welcome to {{organization}}, {{name}}".to_owned(),
        heading: "Your first step".to_owned(),
        text: "Hi {{name}},\r\n\r\nchoose a password.\nSee you soon.\n".to_owned(),
        button: Some("Choose it".to_owned()),
    };
    let message = of_kind("user_activation");
    assert!(message.check_words(&own).is_empty());
    let mail = message
        .render_in(&envelope("Acme", "Ada"), Some(&own))
        .unwrap();
    assert_eq!(mail.subject, "Welcome to Acme, Ada");
    assert!(
        mail.text
            .starts_with("Hi Ada,\n\nchoose a password.\n\nSee you soon.\n\nChoose it:\n"),
        "{}",
        mail.text
    );
    assert!(mail.text.contains(LINK));
    assert!(mail.text.contains("This link works once"));
    assert!(mail.text.contains("If you weren't expecting this"));
    assert!(mail.html.contains(">Your first step</h1>"), "{}", mail.html);
    let stranger = Envelope {
        recipient: None,
        ..envelope("Acme", "Ada")
    };
    let mail = message.render_in(&stranger, Some(&own)).unwrap();
    assert!(mail.text.starts_with("Hi,\n"), "{}", mail.text);
}

#[test]
fn each_fault_has_its_error() {
    assert_eq!(error_of("Hello {{name}},"), None);
    assert_eq!(error_of("Welcome to {{organization}}. Hello."), None);
    assert_eq!(error_of(" \n\u{200d}\n"), Some(InvalidWords::Empty));
    let long = "a".repeat(MAX_TEXT + 1);
    assert_eq!(error_of(&long), Some(InvalidWords::TooLong(MAX_TEXT)));
    let lines = "a\n\n".repeat(MAX_LINES);
    assert_eq!(error_of(&lines), None);
    let lines = "a\n".repeat(MAX_LINES + 1);
    assert_eq!(error_of(&lines), Some(InvalidWords::TooManyLines));
    for text in ["a\0", "a\tb", "a\rb", "a\u{202e}b", "a\u{200b}b"] {
        assert_eq!(error_of(text), Some(InvalidWords::Unprintable), "{text:?}");
    }
    for text in ["{{name", "name}}", "{{name}}}}", "{{na{{me}}", "{{na\nme}}"] {
        assert_eq!(error_of(text), Some(InvalidWords::Unbalanced), "{text:?}");
    }
    for text in ["{{link}}", "{{time}}", "{{}}", "{{Name}}", "{{7*7}}"] {
        let Some(error @ InvalidWords::UnknownPlaceholder(_)) = error_of(text) else {
            panic!("{text}");
        };
        assert_eq!(
            error.to_string(),
            "Use only these placeholders: {{name}}, {{organization}}"
        );
    }
    for text in [
        "Go to https://x.example",
        "HTTP://x",
        "WWW.x.example",
        "Go to x.example/reset",
        // The name is empty where the address is not verified.
        "Go to x.exam{{name}}ple",
        "Go to https:{{name}}//x",
        "Go to x.e{{name}}",
        "Go to x.{{organization}}",
    ] {
        assert_eq!(error_of(text), Some(InvalidWords::WebAddress), "{text:?}");
    }
}

#[test]
fn what_is_said_nowhere_else_must_be_said() {
    let message = of_kind("password_expires");
    let checked = message.check_words(&words("{{time}}", "Your password expires soon."));
    let missing = InvalidWords::MissingPlaceholder(Placeholder::Time);
    assert_eq!(
        missing.to_string(),
        "Add {{time}}: its value is nowhere else in the email"
    );
    assert_eq!(checked, [(WordsField::Text, missing)]);
    let words = words("Soon", "Your password expires on {{ time }}.");
    assert!(message.check_words(&words).is_empty());
}

#[test]
fn all_fields_are_checked_at_once() {
    let bad = Words {
        subject: "Hello\r\nBcc: eve@example.com".to_owned(),
        heading: " ".to_owned(),
        text: "{{x}}".to_owned(),
        button: None,
    };
    let fields: Vec<_> = of_kind("user_activation")
        .check_words(&bad)
        .into_iter()
        .map(|(field, error)| (<&str>::from(field), error.code()))
        .collect();
    assert_eq!(
        fields,
        [
            ("subject", "unprintable"),
            ("heading", "required"),
            ("text", "unknown_placeholder"),
            ("button", "required"),
        ]
    );
    let test = of_kind("test_message").check_words(&words("Test", "A test."));
    assert_eq!(test, [(WordsField::Button, InvalidWords::NoButton)]);
}

/// What a malicious administrator, or a person with a malicious name, might write.
const PIECES: &str = "<script>|</p>|<a href='https://x\\.example'>|\"|&lt;|\\{\\{name\\}\\}|\\{\\{organization\\}\\}|\
    \\{\\{|\\}\\}|\\{|\\}|\\{%|\\r\\n|\\n|Bcc: eve@example\\.com|\\.|-- |=\\?utf-8\\?q\\?x\\?=|\\PC{1,8}|[\\x00-\\x20]";

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(PIECES, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Also words that the check refuses are rendered, as if they had been stored before it existed.
    #[test]
    fn no_words_leave_their_place(
        subject in hostile(),
        heading in hostile(),
        text in hostile(),
        button in hostile(),
        name in hostile(),
    ) {
        let own = Words { subject, heading, text, button: Some(button) };
        for kind in ["user_activation", "account_locked", "test_message"] {
            let message = of_kind(kind);
            let _ = message.check_words(&own);
            let mail = message.render_in(&envelope(&name, &name), Some(&own)).unwrap();
            prop_assert!(!mail.subject.chars().any(char::is_control), "{:?}", mail.subject);
            prop_assert!(!mail.text.contains(['\r', '\0']), "{:?}", mail.text);
            let plain = message.render(&envelope("x", "x")).unwrap();
            let tags = |html: &str| {
                let mut tags: Vec<_> = html
                    .split('<')
                    .skip(1)
                    .filter_map(|tag| tag.split([' ', '>']).next().map(str::to_owned))
                    .filter(|tag| tag != "p" && tag != "/p")
                    .collect();
                tags.sort();
                tags
            };
            prop_assert_eq!(tags(&mail.html), tags(&plain.html));
            prop_assert_eq!(mail.html.matches("href=\"").count(), plain.html.matches("href=\"").count());
        }
    }

    /// What the check accepts has no placeholder left in the email.
    #[test]
    fn accepted_words_are_filled(text in hostile()) {
        let message = of_kind("user_activation");
        let own = words("Subject", &text);
        if message.check_words(&own).is_empty() {
            let mail = message.render_in(&envelope("Acme", "Ada"), Some(&own)).unwrap();
            prop_assert!(!mail.text.contains("{{"), "{:?}", mail.text);
        }
    }
}
