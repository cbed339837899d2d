//! The content of each kind of email, also with malicious names.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use latchkey_mail::{Accent, Envelope, LockCause, Message, Rgb};
use support::samples::{LINK, NOW, PORTAL, envelope, messages};

const PAYLOADS: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "{{7*7}}{% include \"message.txt\" %}",
    "Ada\r\nBcc: eve@example.com\r\n\r\nHello",
    "</title></style><svg/onload=alert(1)>",
    "\u{202e}moc.elpmaxe\u{2028}Bcc: eve@example.com",
];

#[test]
fn each_kind_has_a_sample_and_a_stable_name() {
    let kinds: Vec<_> = messages("x").iter().map(Message::kind).collect();
    assert_eq!(kinds, Message::KINDS);
}

#[test]
fn each_kind_says_whose_it_is_and_where_to_go() {
    for message in messages("Grace Hopper") {
        let kind = message.kind();
        let mail = message.render(&envelope("Acme", "Ada")).unwrap();
        assert!(
            mail.subject.starts_with("Acme: "),
            "{kind}: {}",
            mail.subject
        );
        assert!(
            mail.text.starts_with("Hello Ada,\n"),
            "{kind}: {}",
            mail.text
        );
        assert!(mail.html.contains("Hello Ada,"), "{kind}");
        assert!(!mail.text.contains("\n\n\n"), "{kind}: {}", mail.text);
        assert!(
            mail.html.len() < 8 * 1024,
            "{kind}: {} bytes",
            mail.html.len()
        );

        let address = if format!("{message:?}").contains("OneTimeLink") {
            LINK
        } else {
            PORTAL
        };
        // Nobody can sign in to an organization that will be deleted, and no suspended user can sign in.
        let without = [
            "test_message",
            "organization_deleting",
            "user_email_not_restored",
        ];
        let buttons = usize::from(!without.contains(&kind));
        assert_eq!(
            mail.text.matches(address).count(),
            buttons,
            "{kind}: {}",
            mail.text
        );
        assert_eq!(mail.html.matches("href=").count(), buttons, "{kind}");
        assert_eq!(
            mail.html.matches(&format!("href=\"{address}\"")).count(),
            buttons,
            "{kind}"
        );
        assert_eq!(
            mail.html.matches(&format!(">{address}<")).count(),
            buttons,
            "{kind}"
        );
    }
}

fn of_kind(kind: &str, word: &str) -> Message {
    let mut all = messages(word).into_iter();
    all.find(|message| message.kind() == kind).unwrap()
}

#[test]
fn links_say_until_when() {
    let mail = |kind: &str| of_kind(kind, "x").render(&envelope("Acme", "Ada")).unwrap();
    for (kind, words) in [
        (
            "user_activation",
            "This link works once and expires in 7 days, on 24 November 2026, 07:40 UTC.",
        ),
        (
            "administrator_password_reset",
            "This link works once and expires in 1 hour, on 17 November 2026, 08:40 UTC.",
        ),
        (
            "administrator_password_reset_by_administrator",
            "This link works once and expires in 24 hours, on 18 November 2026, 07:40 UTC.",
        ),
    ] {
        assert!(mail(kind).text.contains(words), "{}", mail(kind).text);
        assert!(mail(kind).html.contains(words));
    }
}

#[test]
fn a_hostile_name_stays_a_name() {
    for payload in PAYLOADS {
        for (message, harmless) in messages(payload).into_iter().zip(messages("x")) {
            let kind = message.kind();
            let mail = message.render(&envelope(payload, payload)).unwrap();
            let plain = harmless.render(&envelope("x", "x")).unwrap();

            assert!(
                !mail.subject.chars().any(char::is_control),
                "{kind}: {:?}",
                mail.subject
            );
            for part in [&mail.subject, &mail.text, &mail.html] {
                assert!(
                    !part.contains(['\r', '\u{202e}', '\u{2028}']),
                    "{kind}: {part:?}"
                );
            }
            assert!(
                !mail.text.lines().any(|line| line.starts_with("Bcc")),
                "{kind}"
            );
            if payload.contains("7*7") {
                assert!(mail.text.contains("{{7*7}}"), "{kind}: {}", mail.text);
                assert!(mail.html.contains("{{7*7}}"), "{kind}");
            }
            // The page has the same tags, attributes and lines.
            for mark in ['<', '>', '"', '\'', '\n'] {
                let marks = |html: &str| html.matches(mark).count();
                assert_eq!(marks(&mail.html), marks(&plain.html), "{kind}: {mark:?}");
            }
            assert_eq!(
                mail.text.lines().count(),
                plain.text.lines().count(),
                "{kind}"
            );
        }
    }
}

#[test]
fn a_nameless_recipient_is_greeted_without_a_name() {
    let mail = Message::UserWelcome.render(&envelope("Acme", " ")).unwrap();
    assert!(mail.text.starts_with("Hello,\n"), "{}", mail.text);
}

#[test]
fn a_recipient_who_may_be_a_stranger_gets_nothing_that_a_user_wrote() {
    let stranger = Envelope {
        recipient: None,
        ..envelope("Acme", "Ada")
    };
    // No user can choose the values of these.
    let safe = |text: &str| {
        let labels = ["Device", "IP address", "Time"].iter();
        let rows = labels.map(|label| text.matches(&format!("\n{label}: ")).count());
        rows.sum::<usize>()
    };
    for message in messages("www.evil.example") {
        let kind = message.kind();
        let mail = message.render(&stranger).unwrap();
        assert!(mail.text.starts_with("Hello,\n"), "{kind}: {}", mail.text);
        for part in [&mail.subject, &mail.text, &mail.html] {
            assert!(!part.contains("evil"), "{kind}: {part}");
        }
        let full = message.render(&envelope("Acme", "Ada")).unwrap();
        assert_eq!(safe(&mail.text), safe(&full.text), "{kind}: {}", mail.text);
    }
}

#[test]
fn whom_to_write_to_stands_below_where_the_organization_says_so() {
    let mut envelope = envelope("Acme", "Ada");
    let silent = Message::UserWelcome.render(&envelope).unwrap();
    assert!(!silent.text.contains("Need help?"), "{}", silent.text);
    envelope.contact = Some("help@example.com".to_owned());
    let mail = Message::UserWelcome.render(&envelope).unwrap();
    let line = "Acme sent this email automatically. Need help? Write to help@example.com.";
    assert!(
        mail.text.ends_with(&format!("-- \n{line}\n")),
        "{}",
        mail.text
    );
    assert!(mail.html.contains(line), "{}", mail.html);
}

#[test]
fn an_organization_has_its_own_color_and_says_where_to_get_help() {
    let mut envelope = envelope("Acme", "Ada");
    envelope.help = Some("Extension 4321 <b>\r\n\nweekdays 8 to 18".to_owned());
    envelope.accent = Accent {
        light: Rgb([0x1d, 0x59, 0x93]),
        dark: Rgb([0x8f, 0xbf, 0xec]),
    };
    let mail = Message::UserWelcome.render(&envelope).unwrap();
    let lines = "-- \nExtension 4321 <b>\nweekdays 8 to 18\nAcme sent this email automatically.\n";
    assert!(mail.text.ends_with(lines), "{}", mail.text);
    assert!(
        mail.html
            .contains(">Extension 4321 &#60;b&#62;<br>weekdays 8 to 18</td>")
    );
    for color in ["background-color:#1d5993", "background-color: #8fbfec"] {
        assert!(mail.html.contains(color), "{color}: {}", mail.html);
    }
    assert!(!mail.html.contains("#76560f"));
}

#[test]
fn a_lock_says_what_ends_it() {
    for (cause, until, words) in [
        (
            LockCause::FailedPasswords,
            Some(NOW),
            "after too many wrong passwords.\n\nBrowsers that you've signed in with before still work, and so do passkeys.\n\nIt unlocks automatically on 17 November 2026, 07:40 UTC. Resetting",
        ),
        (
            LockCause::FailedFactors,
            None,
            "after too many wrong MFA codes.\n\nIt stays locked until an administrator unlocks it.\n",
        ),
        (
            LockCause::Administrator,
            None,
            "by an administrator.\n\nIt stays locked until an administrator unlocks it.\n",
        ),
    ] {
        let message = Message::AccountLocked { cause, until };
        let mail = message.render(&envelope("Acme", "Ada")).unwrap();
        assert!(mail.text.contains(words), "{}", mail.text);
    }
}

#[test]
fn debug_shows_no_link() {
    for message in messages("x") {
        let mail = message.render(&envelope("Acme", "Ada")).unwrap();
        let shown = format!("{message:?} {mail:?}");
        assert!(!shown.contains("token"), "{shown}");
    }
}

#[test]
fn words_keep_to_the_house_style() {
    for message in messages("x") {
        let mail = message.render(&envelope("Acme", "Ada")).unwrap();
        let text = mail.text.to_lowercase();
        for word in ["please", "oops", "sorry", "!"] {
            assert!(!text.contains(word), "{}: {word}", message.kind());
        }
    }
}

#[test]
fn an_activation_in_full() {
    let mail = messages("x")[0].render(&envelope("Acme", "Ada")).unwrap();
    insta::assert_snapshot!(mail.subject, @"Acme: activate your account");
    insta::assert_snapshot!(mail.text, @r"
    Hello Ada,

    You have an account at Acme. Choose a password to activate it.

    Activate account:
    https://id.example.com/activate#token=kq3Zp0c1vN8yJt5sWb7dXfRgLhMaQeUoIi2P4T6Y9x0

    This link works once and expires in 7 days, on 24 November 2026, 07:40 UTC. After that, ask your administrator for a new one.

    If you weren't expecting this, ignore this email. The account stays inactive until the link is used.

    -- 
    Acme sent this email automatically.
    ");
}

#[test]
fn a_new_device_in_full() {
    let mail = of_kind("new_device_sign_in", "Firefox on Linux")
        .render(&envelope("Acme & Söhne", "Ada"))
        .unwrap();
    insta::assert_snapshot!(mail.subject, @"Acme & Söhne: new sign-in to your account");
    insta::assert_snapshot!(mail.text, @r"
    Hello Ada,

    Someone signed in to your account at Acme & Söhne from a new browser or location.

    Device: Firefox on Linux
    IP address: 2001:db8::7334
    Time: 17 November 2026, 07:40 UTC

    Open the portal:
    https://id.example.com/

    If this was you, there is nothing to do. If not, reset your password from the sign-in page now, which signs you out everywhere. Then tell your administrator.

    -- 
    Acme & Söhne sent this email automatically.
    ");
    let (_, shown) = mail.html.split_once("<h1").unwrap();
    assert!(shown.contains("at Acme &#38; Söhne from"), "{shown}");
}
