//! The settings of the Admin Portal for `portal-kit`.

use client::Portal;
use portal_kit::{
    ForgotWords, LinkWords, PortalSettings, PortalWords, RefusedWords, Routes, Unusable,
};
use rules::links::LinkPurpose;

use crate::address::{FORGOT_PASSWORD, HOME, SIGN_IN, SIGN_UP, TERMS, USER_SIGN_IN};
use crate::words::links;
use crate::{session, shell};

/// The portal's settings.
pub static SETTINGS: PortalSettings = PortalSettings {
    portal: Portal::Admin,
    routes: Routes {
        home: HOME,
        sign_in: SIGN_IN,
        forgot_password: FORGOT_PASSWORD,
        terms: Some(TERMS),
        sign_up: Some(SIGN_UP),
        other_portal: USER_SIGN_IN,
        is_own: |path| {
            let way = path.split(['?', '#']).next().unwrap_or_default();
            way == "/admin" || way.starts_with("/admin/")
        },
    },
    words: PortalWords {
        sign_in_title: "Administrator sign-in",
        sign_in_lead: Some("Manage users, administrators and settings."),
        email: "Email",
        email_missing: "Enter your email address, such as name@example.com",
        reset_password: "Reset administrator password",
        other_portal: "User Portal sign-in",
        helper: "your server administrator",
        shows_contact: false,
        refused: RefusedWords {
            locked: "Reset your password to unlock it now, or ask another administrator to unlock it.",
            locked_for_good: "It stays locked until another administrator unlocks it or you reset your password.",
            locked_by_factors: "Ask another administrator to unlock it. If it was not you, someone knows your password: change it once you are in.",
            locked_by_administrator: "Another administrator locked it.",
            locked_by_administrator_next: "Ask another administrator to unlock it.",
            enrollment_over: "Ask an owner for more time. If you are the last owner, your server administrator can help.",
            suspended: "Ask an owner to activate it again.",
            staged: "Ask an owner when it will be activated.",
            temporary_expired: "Reset your password by email, or ask another administrator for a new link.",
        },
        forgot: ForgotWords {
            title: "Reset administrator password",
            lead: "We'll email a link to set a new password.",
            send: "Send reset email",
            sent: links::forgot_sent,
            checks: [
                "Look in your spam or junk folder.",
                "Make sure this is the address of your administrator account; a user account may have another one.",
                "Ask an owner to send you a reset email from the Admin Portal.",
            ],
        },
        links: LinkWords {
            first_title: |link| links::invitation_title(&link.organization_name),
            first_lead: |link| links::invitation_lead(&link.display_name),
            first_checking: "Accept your invitation",
            first_button: "Accept and sign in",
            first_done: |_| None,
            reset_lead: |link| links::reset_lead(&link.display_name, &link.organization_name),
            factor_required: "This account needs MFA, and you have not set it up. Ask an owner to reset your MFA.",
            unusable,
        },
    },
    load_account: session::load,
    forget_account: session::forget,
    fetch_pages: || Box::pin(shell::fetch()),
};

fn unusable(purpose: LinkPurpose) -> Unusable {
    match purpose {
        LinkPurpose::AdministratorPasswordReset => Unusable {
            why: "A reset link works once and expires in 1 hour. Only the newest works.",
            used: "If you have already reset your password, sign in with it.",
            next: "If not, get a new link.",
            ask_again: Some("Get a new link"),
        },
        LinkPurpose::AdministratorPasswordResetByAdministrator => Unusable {
            why: "A reset link from another administrator works once and expires in 24 hours. Only the newest works.",
            used: "If you have already reset your password, sign in with it.",
            next: "If not, get a new link yourself, or ask the administrator who sent this one.",
            ask_again: Some("Get a new link"),
        },
        _ => Unusable {
            why: "An invitation works once and expires in 7 days. Only the newest works.",
            used: "If you have already accepted it, sign in.",
            next: "If not, ask the administrator who invited you to send it again.",
            ask_again: None,
        },
    }
}
