//! What a person's events mean, in words to that person.

use contract::events::Event;

const REFUSED: &str = "A sign-in with the right password was refused";

/// What happened. An action that this version does not know has its name made readable.
pub fn happened(event: &Event) -> String {
    let detail = |name| event.detail.get(name).map(String::as_str);
    match (&*event.action, detail("count")) {
        ("sign_in.refused", _) => refused(detail("reason")),
        ("session.ended", Some(count)) if count != "1" => format!("{count} sessions were ended"),
        (action, _) => words(action).map_or_else(|| readable(action), str::to_owned),
    }
}

fn words(action: &str) -> Option<&'static str> {
    Some(match action {
        "sign_in.succeeded" => "You signed in",
        "sign_in.failed" => "Somebody tried to sign in with a wrong password",
        "sign_in.refused" => REFUSED,
        "sign_in.factor_failed" => {
            "Somebody with your password gave a wrong second factor at sign-in"
        }
        "session.signed_out" => "You signed out",
        "session.ended" => "A session was ended",
        "session.refresh_token_reused" => {
            "A copied session was stopped: somebody may have stolen it from your browser"
        }
        "session.proved" => "You proved that it is you",
        "session.proof_failed" => "A proof that it is you failed",
        "account.locked" => "Your account was locked",
        "factor.added" => "You added a second factor",
        "factor.removed" => "You removed a second factor",
        "factor.renamed" => "You renamed a second factor",
        "factor.copied" => "A passkey was refused: a copy of it seems to be in use",
        "factors.reset" => "Your second factors were reset",
        "recovery_codes.made" => "You made new recovery codes",
        "recovery_code.used" => "A recovery code was used",
        "mfa.enrolment_extended" => "You were given more time to set up a second factor",
        "recovery_email.entered" => "A recovery email was entered for you",
        "recovery_email.verified" => "Your recovery email was verified",
        "recovery_email.removed" => "Your recovery email was removed",
        "recovery_email.change_failed" => {
            "A change of your recovery email failed: the password was wrong"
        }
        "password.changed" => "You changed your password",
        "password.change_failed" => "A change of your password failed: the current one was wrong",
        "password.expired" => "Your password expired",
        "password.reset" => "You reset your password",
        "password.reset_requested" => "A reset mail was asked for",
        "password.reset_sent" => "A reset mail was sent to you",
        "password.reset_factor_failed" => "A reset with a wrong second factor was refused",
        "password.temporary_set" => "You were given a temporary password",
        "user.created" => "Your account was created",
        "user.updated" => "Your account was changed",
        "user.profile_updated" => "You changed your profile",
        "user.activated" => "Your account was activated",
        "user.activation_sent" => "The activation mail was sent again",
        "user.activated_by_link" => "You activated your account",
        "user.suspended" => "Your account was suspended",
        "user.unlocked" => "Your account was unlocked",
        _ => return None,
    })
}

/// Who did it, where it was not the person or nobody that is known.
pub fn by(event: &Event) -> Option<String> {
    match &*event.actor.kind {
        "administrator" => Some(format!("by {}, administrator", event.actor.name)),
        "api_key" => Some(format!("by {}, API key", event.actor.name)),
        _ => None,
    }
}

fn refused(reason: Option<&str>) -> String {
    let why = match reason {
        Some("account-locked") => "your account was locked",
        Some("account-suspended") => "your account was suspended",
        Some("account-staged") => "your account was not active yet",
        Some("temporary-password-expired") => "the temporary password had expired",
        _ => return REFUSED.to_owned(),
    };
    format!("{REFUSED}: {why}")
}

/// `user.mfa_required` → "User mfa required".
fn readable(name: &str) -> String {
    let text = name.replace(['.', '_'], " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use contract::events::ACTIONS;

    use super::*;

    /// What no user does, and is not done to one, or leaves nobody to read of it.
    const OF_OTHERS: [&str; 6] = [
        "administrator.",
        "organization.",
        "api_key.",
        "mail.",
        "password.reset_link_made",
        "user.deleted",
    ];

    #[test]
    fn every_action_of_a_user_has_words() {
        for action in ACTIONS {
            let of_others = OF_OTHERS.iter().any(|one| action.starts_with(one));
            assert_eq!(words(action).is_none(), of_others, "{action}");
        }
    }

    #[test]
    fn an_unknown_action_can_be_read() {
        assert_eq!(readable("user.mfa_required"), "User mfa required");
        assert_eq!(readable(""), "");
    }
}
