//! The settings of the User Portal for `portal-kit`.

use client::Portal;
use portal_kit::{
    ForgotWords, LinkWords, PortalSettings, PortalWords, RefusedWords, Routes, Unusable,
};
use rules::links::LinkPurpose;

use crate::{account, portal, words};

/// The portal's settings.
pub static SETTINGS: PortalSettings = PortalSettings {
    portal: Portal::User,
    routes: Routes {
        home: "/",
        sign_in: "/sign-in",
        forgot_password: "/forgot-password",
        terms: None,
        sign_up: None,
        other_portal: "/admin/",
        is_own: |path| !path.starts_with("/admin") && !path.starts_with("/api"),
    },
    words: PortalWords {
        sign_in_title: "Sign in",
        sign_in_lead: None,
        email: words::EMAIL,
        email_missing: "Enter your company email address",
        reset_password: "Reset user password",
        other_portal: "Administrator sign-in",
        helper: "your administrator",
        shows_contact: true,
        refused: RefusedWords {
            locked: "Your administrator can unlock it, or reset your password to unlock it now.",
            locked_for_good: "It stays locked until an administrator unlocks it or you reset your password.",
            locked_by_factors: "Your administrator can unlock it. If it was not you, someone knows your password: tell your administrator, and change it once you are in.",
            locked_by_administrator: "An administrator locked it, and only an administrator can unlock it.",
            locked_by_administrator_next: "Contact your administrator to find out why.",
            enrollment_over: "Contact your administrator: they can give you more time.",
            suspended: "Contact your administrator if you think this is a mistake.",
            staged: "It will be activated on your first day. If that has come, contact your administrator.",
            temporary_expired: "Ask your administrator for a new one, or reset your password by email.",
        },
        forgot: ForgotWords {
            title: "Reset your password",
            lead: "Enter your company email and we'll send a link. Never set a password? You get a new activation email.",
            send: "Send reset request",
            sent: |email| {
                format!(
                    "If {email} has an account, an email is on its way. A reset link works once, for 1 hour."
                )
            },
            checks: [
                "Look in your spam or junk folder.",
                "Make sure the address is the one your organization gave you.",
                "Contact your administrator: they can see whether the email was delivered, and can set a temporary password.",
            ],
        },
        links: LinkWords {
            first_title: |link| format!("Welcome, {}", link.display_name),
            first_lead: |link| {
                format!(
                    "Choose the password for your account at {}.",
                    link.organization_name
                )
            },
            first_checking: "Activate your account",
            first_button: "Activate account",
            first_done: |link| {
                Some(format!(
                    "Welcome, {}. Your account is active.",
                    link.display_name
                ))
            },
            reset_lead: |link| format!("For your account at {}.", link.organization_name),
            factor_required: "Your organization requires MFA, and you have not set it up. Ask your administrator to reset your password: they can send you a link or give you a temporary one.",
            unusable,
        },
    },
    load_account: account::load,
    forget_account: account::forget,
    fetch_pages: || Box::pin(portal::fetch()),
};

fn unusable(purpose: LinkPurpose) -> Unusable {
    if purpose == LinkPurpose::UserActivation {
        return Unusable {
            why: "The link works once and expires in 7 days. Only the newest works.",
            used: "If you have already chosen a password, sign in with it.",
            next: "If not, look for a newer activation email, ask your administrator to send it again, or get a new one yourself with \u{201c}Reset user password\u{201d}.",
            ask_again: Some("Reset user password"),
        };
    }
    Unusable {
        why: "The link works once and expires in 1 hour. Only the newest works.",
        used: "If you have already reset your password, sign in with it.",
        next: "If not, get a new link; it arrives within a minute.",
        ask_again: Some("Get a new link"),
    }
}
