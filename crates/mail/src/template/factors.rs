//! The words of the mails about second factors.

use super::content::Fact;
use super::text::moment;
use super::wording::{NOT_YOU, Wording, fact, say};
use time::OffsetDateTime;

const ADDED_BY_ANOTHER: &str = "If it was not you, undo it: reset your password from the sign-in page, which signs out every session, sign in and remove it under Security. If you cannot, ask your administrator to reset your second factors.";

/// A factor was added.
pub(super) fn added(
    name: &str,
    device: &str,
    address: &str,
    at: OffsetDateTime,
    org: &str,
) -> Wording {
    Wording {
        facts: vec![
            fact("Second factor", name),
            fact("Device", device),
            fact("Address", address),
            Fact {
                label: "Time",
                value: moment(at),
            },
        ],
        ..say(
            "a second factor was added",
            [format!(
                "Your account at {org} has a new second factor. From now on it can be used to sign in."
            )],
            "Open the portal",
            ADDED_BY_ANOTHER,
        )
    }
}

/// A factor was removed by its owner.
pub(super) fn removed(name: &str, at: OffsetDateTime, org: &str) -> Wording {
    Wording {
        facts: vec![
            fact("Second factor", name),
            Fact {
                label: "Time",
                value: moment(at),
            },
        ],
        ..say(
            "a second factor was removed",
            [format!(
                "A second factor of your account at {org} was removed. It opens nothing any more."
            )],
            "Open the portal",
            NOT_YOU,
        )
    }
}

/// An administrator took all factors away.
pub(super) fn reset(at: OffsetDateTime, org: &str) -> Wording {
    say(
            "your second factors were reset",
            [
                format!(
                    "An administrator took all second factors and recovery codes of your account at {org} away on {}.",
                    moment(at)
                ),
                "Every session that was open has been signed out. Sign in with your password and set up a new factor under Security.".to_owned(),
            ],
            "Sign in",
            "If you did not ask for this, tell your administrator at once.",
        )
}

/// There are new recovery codes.
pub(super) fn codes_made(at: OffsetDateTime, org: &str) -> Wording {
    say(
        "new recovery codes",
        [
            format!(
                "New recovery codes were made for your account at {org} on {}.",
                moment(at)
            ),
            "Those from before open nothing any more.".to_owned(),
        ],
        "Open the portal",
        NOT_YOU,
    )
}

/// A recovery code was used.
pub(super) fn code_used(left: u64, at: OffsetDateTime, org: &str) -> Wording {
    say(
        "a recovery code was used",
        [
            format!(
                "A recovery code of your account at {org} was used on {}.",
                moment(at)
            ),
            match left {
                0 => "It was the last one: make new ones under Security.".to_owned(),
                1 => "One is left: make new ones under Security.".to_owned(),
                2 | 3 => format!("{left} are left: make new ones under Security."),
                _ => format!("{left} are left."),
            },
        ],
        "Open the portal",
        NOT_YOU,
    )
}

/// A passkey was refused for its counter.
pub(super) fn copied(name: &str, org: &str) -> Wording {
    Wording {
        facts: vec![fact("Passkey", name)],
        ..say(
            "a passkey was refused",
            [
                format!(
                    "A passkey of your account at {org} was refused, since another device seems to use a copy of it. It is refused from now on, on every device."
                ),
                "Under Security, add a new one and remove this one, and end the sessions that you do not know.".to_owned(),
            ],
            "Open the portal",
            "If you do not know why, tell your administrator.",
        )
    }
}

/// A factor must be enrolled.
pub(super) fn required(by: OffsetDateTime, org: &str) -> Wording {
    say(
        "set up a second factor",
        [
            format!(
                "{org} asks for a second factor beside your password: an authenticator app on your phone, or a passkey."
            ),
            format!(
                "Set one up by {}. After that, your account is locked until an administrator helps.",
                moment(by)
            ),
        ],
        "Set it up now",
        "It takes a minute: sign in and open Security.",
    )
}
