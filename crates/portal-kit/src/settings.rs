//! What makes a portal this portal.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use client::{Error, Portal};
use contract::links::LinkDetails;
use rules::lifetimes::LinkPurpose;

use crate::session::OwnAccount;

/// Loads the account of the session.
pub type AccountFuture = Pin<Box<dyn Future<Output = Result<OwnAccount, Error>>>>;
/// Fetches the pages behind the sign-in; `false` where they could not be had.
pub type PagesFuture = Pin<Box<dyn Future<Output = bool>>>;

/// A portal: its front door, its routes, its words, and its account.
pub struct PortalSettings {
    /// Which portal of the API it is.
    pub portal: Portal,
    /// Where its pages are.
    pub routes: Routes,
    /// What it says differently from the other portal.
    pub words: PortalWords,
    /// Loads the account of the session and keeps it for the portal's pages.
    pub load_account: fn() -> AccountFuture,
    /// Forgets that account.
    pub forget_account: fn(),
    /// Fetches the second download. A later call tries again after a failure.
    pub fetch_pages: fn() -> PagesFuture,
}

/// Paths of the portal's pages.
pub struct Routes {
    /// The start page.
    pub home: &'static str,
    /// Signing in.
    pub sign_in: &'static str,
    /// Asking for a reset link.
    pub forgot_password: &'static str,
    /// The terms of service, where people accept some.
    pub terms: Option<&'static str>,
    /// The other portal's sign-in page.
    pub other_portal: &'static str,
    /// Whether a path leads to a page of this portal; `return_to` leads nowhere else.
    pub is_own: fn(&str) -> bool,
}

/// What the portals say differently.
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
    /// Whom to tell when something goes wrong, such as `your administrator`.
    pub helper: &'static str,
    /// Whether the organization's contact address is offered.
    pub shows_contact: bool,
    /// The account may not be used.
    pub refused: RefusedWords,
    /// Asking for a reset link.
    pub forgot: ForgotWords,
    /// Pages of mailed links.
    pub links: LinkWords,
}

/// A right password, but the account may not sign in: what to do.
pub struct RefusedWords {
    /// Locked by wrong passwords.
    pub locked: &'static str,
    /// Locked by wrong passwords, with no end.
    pub locked_for_good: &'static str,
    /// Locked by wrong factors. A reset does not help: it asks for a factor too.
    pub locked_by_factors: &'static str,
    /// Locked by an administrator: what happened.
    pub locked_by_administrator: &'static str,
    /// Locked by an administrator: what to do.
    pub locked_by_administrator_next: &'static str,
    /// The enrollment period is over.
    pub enrollment_over: &'static str,
    /// Suspended.
    pub suspended: &'static str,
    /// Staged.
    pub staged: &'static str,
    /// The temporary password has expired.
    pub temporary_expired: &'static str,
}

/// The page that asks for a reset link.
pub struct ForgotWords {
    /// Heading.
    pub title: &'static str,
    /// What will happen.
    pub lead: &'static str,
    /// The button.
    pub send: &'static str,
    /// After it was sent; takes the address typed.
    pub sent: fn(&str) -> String,
    /// What to check when no email arrives.
    pub checks: [&'static str; 3],
}

/// Pages of links that set a password.
pub struct LinkWords {
    /// Heading of a first password's page: an activation or an invitation.
    pub first_title: fn(&LinkDetails) -> String,
    /// One sentence below it.
    pub first_lead: fn(&LinkDetails) -> String,
    /// The heading while that link is being checked.
    pub first_checking: &'static str,
    /// The button.
    pub first_button: &'static str,
    /// Said once the person is in.
    pub first_done: fn(&LinkDetails) -> Option<String>,
    /// One sentence below the heading of a reset.
    pub reset_lead: fn(&LinkDetails) -> String,
    /// The link asks for a factor, and the account has none.
    pub factor_required: &'static str,
    /// A link that was used, replaced, or has expired.
    pub unusable: fn(LinkPurpose) -> Unusable,
}

/// How to go on after a link that cannot be used.
pub struct Unusable {
    /// How long such a link works.
    pub why: &'static str,
    /// If it was used already.
    pub used: &'static str,
    /// How to get a new one.
    pub next: &'static str,
    /// The button that leads to the page that asks for one, where that helps.
    pub ask_again: Option<&'static str>,
}

thread_local! {
    static SETTINGS: Cell<Option<&'static PortalSettings>> = const { Cell::new(None) };
}

/// Tells the kit which portal it is in. Call it once, before the app is mounted.
pub fn install(settings: &'static PortalSettings) {
    SETTINGS.set(Some(settings));
}

/// The portal that the kit is in.
///
/// # Panics
/// Before [`install`].
#[expect(clippy::expect_used, reason = "main() installs them first")]
pub fn settings() -> &'static PortalSettings {
    SETTINGS.get().expect("the portal's settings are installed")
}
