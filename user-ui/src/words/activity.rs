//! What a person's events mean, in words to that person.

use contract::events::Event;

/// What happened. An action that this version does not know has its name made readable.
pub fn happened(event: &Event) -> String {
    let count = event.detail.get("count").map_or("1", String::as_str);
    let words = match &*event.action {
        "sign_in.succeeded" => "You signed in",
        "sign_in.failed" => "Somebody tried to sign in with a wrong password",
        "sign_in.refused" => return refused(event.detail.get("reason").map(String::as_str)),
        "account.locked" => "Your account was locked",
        "sign_in.factor_failed" => {
            "Somebody with your password gave a wrong second factor at sign-in"
        }
        "session.proved" => "You proved that it is you",
        "session.proof_failed" => "A proof that it is you failed",
        "password.reset_factor_failed" => "A reset with a wrong second factor was refused",
        "factor.added" => "You added a second factor",
        "factor.removed" => "You removed a second factor",
        "factor.renamed" => "You renamed a second factor",
        "factor.copied" => "A passkey was refused: a copy of it seems to be in use",
        "factors.reset" => "Your second factors were reset",
        "recovery_codes.made" => "You made new recovery codes",
        "recovery_code.used" => "A recovery code was used",
        "mfa.enrolment_extended" => "You were given more time to set up a second factor",
        "session.signed_out" => "You signed out",
        "session.refresh_token_reused" => {
            "A copied session was stopped: somebody may have stolen it from your browser"
        }
        "session.ended" => match count {
            "1" => "A session was ended",
            count => return format!("{count} sessions were ended"),
        },
        "password.changed" => "You changed your password",
        "password.change_failed" => "A change of your password failed: the current one was wrong",
        "password.reset" => "You reset your password",
        "password.reset_requested" => "A reset link was asked for",
        "password.reset_sent" => "A reset link was mailed to you",
        "password.temporary_set" => "You were given a temporary password",
        "user.activated_by_link" => "You activated your account",
        "user.profile_updated" => "You changed your profile",
        "user.created" => "Your account was created",
        "user.updated" => "Your account was changed",
        "user.activated" => "Your account was activated",
        "user.suspended" => "Your account was suspended",
        "user.unlocked" => "Your account was unlocked",
        "user.activation_sent" => "The activation mail was sent again",
        other => return readable(other),
    };
    words.to_owned()
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
        _ => return "A sign-in with the right password was refused".to_owned(),
    };
    format!("A sign-in with the right password was refused: {why}")
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
    use super::*;

    #[test]
    fn an_unknown_action_can_be_read() {
        assert_eq!(readable("user.mfa_required"), "User mfa required");
        assert_eq!(readable(""), "");
    }
}
