//! The session of this browser.

use std::cell::Cell;

use client::Error;
use contract::branding::Branding;
use contract::me::{AdministratorMe, Me};
use contract::problem::ProblemType;
use contract::server::ServerDetails;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::passwords::PasswordPolicy;
use rules::time::Timestamp;
use ui_kit::prelude::{forget_typed, forget_typed_by_others, keep_typed, use_toasts};

use crate::api::{api, run};
use crate::settings::settings;
use crate::words::session as words;
use crate::{branding, other_tabs};

/// The state of the session.
#[derive(Clone, Debug)]
pub enum SessionState {
    /// Not known: the refresh cookie has not been tried.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    /// Someone is signed in, and their account and pages are loaded.
    SignedIn,
    /// The server could not be reached.
    Unreachable(Error),
    /// Someone is signed in, but the second download failed.
    Incomplete,
}

/// Why the session ended, for the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOutReason {
    /// The person signed out.
    SignedOut,
    /// The person signed out to use another account, and returns to the page with that one.
    OtherAccount,
    /// The session expired, or was ended elsewhere or by an administrator.
    Expired,
    /// The account was locked while the person was signed in.
    Locked,
}

impl SignOutReason {
    /// Whether the person wanted it.
    pub const fn is_wanted(self) -> bool {
        matches!(self, Self::SignedOut | Self::OtherAccount)
    }
}

/// The facts that users and administrators have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// The address for signing in.
    pub email: String,
    /// The username, if the account has one.
    pub username: String,
    /// The name of the organization.
    pub organization_name: String,
    /// The branding of the organization's pages.
    pub branding: Branding,
    /// The address to write to for help.
    pub contact_email: Option<String>,
    /// The rules for a new password.
    pub password_policy: PasswordPolicy,
    /// When the password was last set.
    pub password_set_at: Option<Timestamp>,
    /// When the password expires.
    pub password_expires_at: Option<Timestamp>,
    /// Whether it expires soon.
    pub password_expires_soon: bool,
    /// The earliest time at which the password can be changed.
    pub password_changeable_from: Option<Timestamp>,
}

impl From<&Me> for OwnAccount {
    fn from(me: &Me) -> Self {
        Self {
            email: me.email.clone(),
            username: me.username.clone(),
            organization_name: me.organization_name.clone(),
            branding: me.branding.clone(),
            contact_email: me.contact_email.clone(),
            password_policy: me.password_policy,
            password_set_at: me.password_set_at,
            password_expires_at: me.password_expires_at,
            password_expires_soon: me.password_expires_soon,
            password_changeable_from: me.password_changeable_from,
        }
    }
}

impl From<&AdministratorMe> for OwnAccount {
    fn from(me: &AdministratorMe) -> Self {
        Self {
            email: me.email.clone(),
            username: String::new(),
            organization_name: me.organization_name.clone(),
            branding: me.branding.clone(),
            contact_email: None,
            password_policy: me.password_policy,
            password_set_at: me.password_set_at,
            password_expires_at: None,
            password_expires_soon: false,
            password_changeable_from: None,
        }
    }
}

#[derive(Clone, Copy)]
struct Session {
    state: RwSignal<SessionState>,
    reason: RwSignal<Option<SignOutReason>>,
    account: RwSignal<Option<OwnAccount>>,
    server: RwSignal<Option<ServerDetails>>,
    /// The looks of the organization whose link is open.
    linked: RwSignal<Option<Branding>>,
    email: RwSignal<String>,
    sign_in_lead: RwSignal<Option<String>>,
}

thread_local! {
    static SESSION: Cell<Option<Session>> = const { Cell::new(None) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static SERVER_ASKED: Cell<bool> = const { Cell::new(false) };
    static SIGNING_OUT: Cell<bool> = const { Cell::new(false) };
}

fn session() -> Session {
    SESSION.get().unwrap_or_else(|| {
        let fresh = Session {
            state: RwSignal::new(SessionState::Unknown),
            reason: RwSignal::new(None),
            account: RwSignal::new(None),
            server: RwSignal::new(None),
            linked: RwSignal::new(None),
            email: RwSignal::new(String::new()),
            sign_in_lead: RwSignal::new(None),
        };
        SESSION.set(Some(fresh));
        fresh
    })
}

/// Creates the signals of the session. Called by the app's root, so that they live as long as the
/// page.
pub fn create() {
    session();
    other_tabs::watch();
    branding::apply();
}

/// Tries the refresh cookie to find out whether someone is signed in. Runs once; see [`retry`]. If no
/// tab has recorded a session, there is no cookie to try.
pub fn find_out() {
    if ASKED.replace(true) {
        return;
    }
    if !other_tabs::is_noted() {
        session().state.set(SessionState::SignedOut);
        return;
    }
    spawn_local(async {
        match api().refresh().await {
            Ok(()) => signed_in().await,
            Err(error) => show_failure(error),
        }
    });
}

/// Tries again after the server could not be reached.
pub fn retry() {
    ASKED.set(false);
    session().state.set(SessionState::Unknown);
    find_out();
}

/// Starts using the session that a sign-in, an activation or a refresh has created.
pub async fn signed_in() {
    ASKED.set(true);
    other_tabs::note_signed_in();
    match (settings().load_account)().await {
        Ok(account) => {
            let state = if (settings().fetch_pages)().await {
                SessionState::SignedIn
            } else {
                SessionState::Incomplete
            };
            session().reason.set(None);
            session().sign_in_lead.set(None);
            forget_typed_by_others(&account.email);
            session().account.set(Some(account));
            session().state.set(state);
        }
        Err(error) => show_failure(error),
    }
}

fn show_failure(error: Error) {
    if error.is(ProblemType::Unauthenticated) {
        other_tabs::note_signed_out(None);
        session().state.set(SessionState::SignedOut);
    } else {
        session().state.set(SessionState::Unreachable(error));
    }
}

/// The state of the session.
pub fn state() -> SessionState {
    session().state.get()
}

/// Why the last session ended, until the next one begins.
pub fn reason() -> Option<SignOutReason> {
    session().reason.get_untracked()
}

/// The signed-in account.
pub fn account() -> Signal<Option<OwnAccount>> {
    session().account.into()
}

/// The email address entered last, so that people do not have to type it twice.
pub fn email() -> RwSignal<String> {
    session().email
}

/// What the sign-in page says below its title, if a page has sent the person there for a reason.
pub fn sign_in_lead() -> RwSignal<Option<String>> {
    session().sign_in_lead
}

/// Ends the session because a response, or another tab, says that it is over. The app then shows the
/// sign-in page.
pub fn end(reason: SignOutReason) {
    if is_signed_in() {
        leave(Some(reason));
    }
}

/// Whether the error says that the account is locked, which has ended the session. If so, the app shows
/// the sign-in page. A lock after wrong passwords leaves the session alone: it only says why a password
/// was not verified.
pub fn ended_by_lock(error: &Error) -> bool {
    let lock = error.problem().and_then(|problem| problem.lock);
    let ended = error.is(ProblemType::AccountLocked)
        && lock.is_none_or(|lock| !lock.reason.refuses_strangers_only());
    if ended {
        end(SignOutReason::Locked);
    }
    ended
}

/// Whether someone is signed in, as far as this page knows.
pub(crate) fn is_signed_in() -> bool {
    matches!(session().state.get_untracked(), SessionState::SignedIn)
}

/// Whether the person is signing out at this moment.
pub(crate) fn is_signing_out() -> bool {
    SIGNING_OUT.get()
}

/// Clears the session.
pub fn leave(reason: Option<SignOutReason>) {
    api().set_token(None);
    ASKED.set(true);
    other_tabs::note_signed_out(reason);
    match session().account.get_untracked() {
        Some(account) if !reason.is_some_and(SignOutReason::is_wanted) => {
            keep_typed(&account.email);
        }
        _ => forget_typed(),
    }
    if reason == Some(SignOutReason::OtherAccount) {
        session().email.set(String::new());
    }
    session().reason.set(reason);
    session().state.set(SessionState::SignedOut);
    session().account.set(None);
    (settings().forget_account)();
    // They say what was done in this session, and the next person could undo it.
    use_toasts().clear();
}

/// Signs out. If the server does not respond, the person stays signed in and sees a message.
pub fn sign_out() {
    sign_out_because(SignOutReason::SignedOut);
}

/// Signs out in this browser, so that the person signs in with another account and returns to the page.
/// If the server does not respond, they stay signed in and see a message.
pub fn use_other_account() {
    sign_out_because(SignOutReason::OtherAccount);
}

fn sign_out_because(reason: SignOutReason) {
    SIGNING_OUT.set(true);
    spawn_local(async move {
        let token = api().token();
        let answer = api().sign_out().await;
        SIGNING_OUT.set(false);
        match answer {
            Err(error) if !error.is(ProblemType::Unauthenticated) => {
                api().set_token(token);
                use_toasts().error(words::STILL_SIGNED_IN);
            }
            _ => leave(Some(reason)),
        }
    });
}

/// Updates the account.
pub fn keep_account(account: OwnAccount) {
    session().account.set(Some(account));
}

/// Reloads the account after a change.
pub fn reload_account() {
    run(async { (settings().load_account)().await }, |answer| {
        if let Ok(account) = answer {
            session().account.try_set(Some(account));
        }
    });
}

/// Loads the organization's name for public pages, once. Without a response they show the product's
/// name.
pub fn ask_server() {
    if SERVER_ASKED.replace(true) {
        return;
    }
    spawn_local(async {
        match api().server().await {
            Ok(details) => {
                session().server.try_set(Some(details));
            }
            // The next page asks again.
            Err(_) => SERVER_ASKED.set(false),
        }
    });
}

/// The organization's name, or the product's name if it is not known.
pub fn organization() -> Signal<String> {
    Signal::derive(|| {
        let own = session()
            .account
            .with(|account| Some(account.as_ref()?.organization_name.clone()));
        let public = || {
            session()
                .server
                .with(|server| server.as_ref()?.organization_name.clone())
        };
        own.or_else(public)
            .unwrap_or_else(|| words::PRODUCT.to_owned())
    })
}

/// The public details of the server, once they are loaded.
pub(crate) fn server() -> Signal<Option<ServerDetails>> {
    session().server.into()
}

/// The looks of the organization whose link is open.
pub(crate) fn linked() -> RwSignal<Option<Branding>> {
    session().linked
}

/// Whether the server lets people sign up organizations.
pub fn sign_up_is_open() -> bool {
    session()
        .server
        .with(|server| server.as_ref().is_some_and(|server| server.sign_up))
}

/// The address to write to for help.
pub fn contact() -> Signal<Option<String>> {
    Signal::derive(|| {
        let own = session()
            .account
            .with(|account| account.as_ref()?.contact_email.clone());
        let public = || {
            session()
                .server
                .with(|server| server.as_ref()?.contact_email.clone())
        };
        own.or_else(public)
    })
}
