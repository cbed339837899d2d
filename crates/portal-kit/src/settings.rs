//! The settings of a portal: what distinguishes it from the other one.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use client::{Error, Portal};
use contract::links::LinkDetails;
use rules::links::LinkPurpose;

use crate::session::OwnAccount;

/// The result of loading the account of the session.
pub type AccountFuture = Pin<Box<dyn Future<Output = Result<OwnAccount, Error>>>>;
/// The result of downloading the pages behind the sign-in; `false` on failure.
pub type PagesFuture = Pin<Box<dyn Future<Output = bool>>>;

/// A portal: its routes, its texts, and its account.
pub struct PortalSettings {
    /// The portal in the API.
    pub portal: Portal,
    /// The paths of its pages.
    pub routes: Routes,
    /// The texts that differ between the portals.
    pub words: PortalWords,
    /// Loads the account of the session, and stores it for the portal's pages.
    pub load_account: fn() -> AccountFuture,
    /// Clears the account.
    pub forget_account: fn(),
    /// Downloads the pages behind the sign-in. After a failure, a later call tries again.
    pub fetch_pages: fn() -> PagesFuture,
}

/// The paths of the portal's pages.
pub struct Routes {
    /// The start page.
    pub home: &'static str,
    /// The sign-in page.
    pub sign_in: &'static str,
    /// The page to request a reset link.
    pub forgot_password: &'static str,
    /// The terms of service, if people have to accept them.
    pub terms: Option<&'static str>,
    /// The page to sign up an organization, on servers that allow it.
    pub sign_up: Option<&'static str>,
    /// The other portal's sign-in page.
    pub other_portal: &'static str,
    /// Whether a path is a page of this portal. `return_to` accepts no other path.
    pub is_own: fn(&str) -> bool,
}

/// The texts that differ between the portals.
pub struct PortalWords {
    /// The sign-in page's heading.
    pub sign_in_title: &'static str,
    /// One sentence below it.
    pub sign_in_lead: Option<&'static str>,
    /// The label of the email field.
    pub email: &'static str,
    /// The email field is empty or malformed.
    pub email_missing: &'static str,
    /// The link to the page that asks for a reset.
    pub reset_password: &'static str,
    /// The link to the other portal.
    pub other_portal: &'static str,
    /// Who can help, such as `your administrator`.
    pub helper: &'static str,
    /// Whether the organization's contact address is shown.
    pub shows_contact: bool,
    /// Refused accounts.
    pub refused: RefusedWords,
    /// Requesting a reset link.
    pub forgot: ForgotWords,
    /// The pages of email links.
    pub links: LinkWords,
}

/// What to do if the password is correct but the account may not sign in.
pub struct RefusedWords {
    /// Locked by wrong passwords.
    pub locked: &'static str,
    /// Locked by wrong passwords, without an end.
    pub locked_for_good: &'static str,
    /// Locked by wrong factors. A reset does not help, because it requires a factor too.
    pub locked_by_factors: &'static str,
    /// Locked by an administrator: what happened.
    pub locked_by_administrator: &'static str,
    /// Locked by an administrator: what to do.
    pub locked_by_administrator_next: &'static str,
    /// The enrollment period has ended.
    pub enrollment_over: &'static str,
    /// Suspended.
    pub suspended: &'static str,
    /// Staged.
    pub staged: &'static str,
    /// The temporary password has expired.
    pub temporary_expired: &'static str,
}

/// The page for requesting a reset link.
pub struct ForgotWords {
    /// The heading.
    pub title: &'static str,
    /// What will happen.
    pub lead: &'static str,
    /// The button.
    pub send: &'static str,
    /// After it was sent; receives the address.
    pub sent: fn(&str) -> String,
    /// What to check if no email arrives.
    pub checks: [&'static str; 3],
}

/// The pages of links that set a password.
pub struct LinkWords {
    /// The heading for a first password: an activation or an invitation.
    pub first_title: fn(&LinkDetails) -> String,
    /// One sentence below it.
    pub first_lead: fn(&LinkDetails) -> String,
    /// The heading while the link is being checked.
    pub first_checking: &'static str,
    /// The button.
    pub first_button: &'static str,
    /// The message after signing in.
    pub first_done: fn(&LinkDetails) -> Option<String>,
    /// One sentence below the heading of a reset.
    pub reset_lead: fn(&LinkDetails) -> String,
    /// The link requires a factor, and the account has none.
    pub factor_required: &'static str,
    /// A link that was used, replaced, or has expired.
    pub unusable: fn(LinkPurpose) -> Unusable,
}

/// The texts for a link that cannot be used.
pub struct Unusable {
    /// How long such a link is valid.
    pub why: &'static str,
    /// What to do if it was already used.
    pub used: &'static str,
    /// How to get a new one.
    pub next: &'static str,
    /// The button to the page that sends a new one, if users can request one.
    pub ask_again: Option<&'static str>,
}

thread_local! {
    static SETTINGS: Cell<Option<&'static PortalSettings>> = const { Cell::new(None) };
}

/// Sets the portal. Call it once, before the app is mounted.
pub fn install(settings: &'static PortalSettings) {
    SETTINGS.set(Some(settings));
}

/// The current portal.
///
/// # Panics
/// If [`install`] has not been called.
#[expect(clippy::expect_used, reason = "main() installs them first")]
pub fn settings() -> &'static PortalSettings {
    SETTINGS.get().expect("the portal's settings are installed")
}
