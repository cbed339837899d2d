//! What a person's events mean, in words to that person.

use contract::events::{Event, EventAction};

const REFUSED: &str = "A sign-in with the right password was refused";

/// What happened. An action that this version does not know has its name made readable.
pub fn happened(event: &Event) -> String {
    let detail = |name| event.detail.get(name).map(String::as_str);
    match (EventAction::parse(&event.action), detail("count")) {
        (Some(EventAction::SignInRefused), _) => refused(detail("reason")),
        (Some(EventAction::SessionEnded), Some(count)) if count != "1" => {
            format!("{count} sessions were ended")
        }
        (action, _) => action
            .and_then(words)
            .map_or_else(|| readable(&event.action), str::to_owned),
    }
}

/// What `action` means to the user that it concerns. `None`: no user reads of it.
const fn words(action: EventAction) -> Option<&'static str> {
    Some(match action {
        "sign_in.succeeded" => "You signed in",
        "sign_in.failed" => "Someone tried to sign in with a wrong password",
        "sign_in.refused" => REFUSED,
        "sign_in.factor_failed" => "Someone with your password failed MFA",
        "session.signed_out" => "You signed out",
        "session.ended" => "A session was ended",
        "session.refresh_token_reused" => "A session was ended because its token was reused",
        "session.proved" => "You confirmed your identity",
        "session.proof_failed" => "An identity check failed",
        "account.locked" => "Your account was locked",
        "factor.added" => "You added an MFA factor",
        "factor.removed" => "You removed an MFA factor",
        "factor.renamed" => "You renamed an MFA factor",
        "factor.copied" => "A passkey was rejected; it may have been cloned",
        "factors.reset" => "Your MFA was reset",
        "recovery_codes.made" => "You generated new recovery codes",
        "recovery_code.used" => "A recovery code was used",
        "mfa.enrolment_extended" => "You were given more time to set up MFA",
        "recovery_email.entered" => "A recovery email was added",
        "recovery_email.verified" => "Your recovery email was verified",
        "recovery_email.removed" => "Your recovery email was removed",
        "recovery_email.change_failed" => {
            "Couldn't change your recovery email; the password was wrong"
        }
        "password.changed" => "You changed your password",
        "password.change_failed" => "Couldn't change your password; the current password was wrong",
        "password.expired" => "Your password expired",
        "password.reset" => "You reset your password",
        "password.reset_requested" => "A reset email was requested",
        "password.reset_sent" => "A reset email was sent to you",
        "password.reset_factor_failed" => "A password reset failed MFA",
        "password.temporary_set" => "You were given a temporary password",
        "user.created" => "Your account was created",
        "user.updated" => "Your account was updated",
        "user.profile_updated" => "You updated your profile",
        "user.activated" => "Your account was activated",
        "user.activation_sent" => "The activation email was sent again",
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
    use super::*;

    #[test]
    fn an_unknown_action_can_be_read() {
        assert_eq!(readable("user.mfa_required"), "User mfa required");
        assert_eq!(readable(""), "");
    }
}
