//! Who is signed in at this browser.

use std::cell::Cell;

use client::Error;
use contract::me::{AdministratorMe, Me};
use contract::problem::ProblemType;
use contract::server::ServerDetails;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::password::PasswordPolicy;
use rules::time::Timestamp;
use ui_kit::prelude::{forget_typed, forget_typed_by_others, keep_typed, use_toasts};

use crate::api::{api, run};
use crate::other_tabs;
use crate::settings::settings;
use crate::words::session as words;

/// What is known about the session.
#[derive(Clone, Debug)]
pub enum SessionState {
    /// Nothing yet: the refresh cookie has not been tried.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is signed in, and their account and pages are loaded.
    SignedIn,
    /// The server could not be asked.
    Unreachable(Error),
    /// Somebody is signed in, but the second download failed.
    Incomplete,
}

/// Why nobody is signed in any more; the sign-in page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOutReason {
    /// The person signed out.
    SignedOut,
    /// The session expired, or was ended elsewhere or by an administrator.
    Expired,
    /// The account was locked while the person was signed in.
    Locked,
}

/// What both kinds of account have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// The address that the person signs in with.
    pub email: String,
    /// The username, where the account has one.
    pub username: String,
    /// The name of the organization.
    pub organization_name: String,
    /// Whom to write to for help.
    pub contact_email: Option<String>,
    /// The rules for a new password.
    pub password_policy: PasswordPolicy,
    /// When the password was last set.
    pub password_set_at: Option<Timestamp>,
    /// When the password expires.
    pub password_expires_at: Option<Timestamp>,
    /// Whether that is soon.
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
    email: RwSignal<String>,
}

thread_local! {
    static SESSION: Cell<Option<Session>> = const { Cell::new(None) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

fn session() -> Session {
    SESSION.get().unwrap_or_else(|| {
        let fresh = Session {
            state: RwSignal::new(SessionState::Unknown),
            reason: RwSignal::new(None),
            account: RwSignal::new(None),
            server: RwSignal::new(None),
            email: RwSignal::new(String::new()),
        };
        SESSION.set(Some(fresh));
        fresh
    })
}

/// Makes the signals of the session. The app's root calls it, so that they live as long as the
/// page.
pub fn create() {
    session();
    other_tabs::watch();
}

/// Finds out from the refresh cookie whether somebody is signed in. Asks once; see [`retry`]. Where no
/// tab has noted a session, there is no cookie to ask with.
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

/// Asks again after the server could not be reached.
pub fn retry() {
    ASKED.set(false);
    session().state.set(SessionState::Unknown);
    find_out();
}

/// Takes over the session that a sign-in, an activation or a refresh has just made.
pub async fn signed_in() {
    ASKED.set(true);
    match (settings().load_account)().await {
        Ok(account) => {
            let state = if (settings().fetch_pages)().await {
                SessionState::SignedIn
            } else {
                SessionState::Incomplete
            };
            session().reason.set(None);
            forget_typed_by_others(&account.email);
            session().account.set(Some(account));
            session().state.set(state);
            other_tabs::note_signed_in();
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

/// What is known about the session.
pub fn state() -> SessionState {
    session().state.get()
}

/// Why the last session ended, until the next one begins.
pub fn reason() -> Option<SignOutReason> {
    session().reason.get_untracked()
}

/// The account that is signed in.
pub fn account() -> Signal<Option<OwnAccount>> {
    session().account.into()
}

/// The email address typed last, so that nobody has to type it twice.
pub fn email() -> RwSignal<String> {
    session().email
}

/// The session is over, as an answer of the server or another tab has shown; the app leads to the
/// sign-in page.
pub fn end(reason: SignOutReason) {
    if matches!(session().state.get_untracked(), SessionState::SignedIn) {
        leave(Some(reason));
    }
}

/// Finds out whether the session is still there, after this page was away. The other tabs cannot
/// reach a page in the back/forward cache.
pub(crate) fn check() {
    if !matches!(session().state.get_untracked(), SessionState::SignedIn) {
        return;
    }
    if other_tabs::is_noted() {
        run(async { api().check_session().await }, |_| ());
    } else {
        end(SignOutReason::SignedOut);
    }
}

/// Nobody is signed in any more.
pub fn leave(reason: Option<SignOutReason>) {
    api().set_token(None);
    ASKED.set(true);
    other_tabs::note_signed_out(reason);
    match session().account.get_untracked() {
        Some(account) if reason != Some(SignOutReason::SignedOut) => keep_typed(&account.email),
        _ => forget_typed(),
    }
    session().reason.set(reason);
    session().state.set(SessionState::SignedOut);
    session().account.set(None);
    (settings().forget_account)();
}

/// Signs out. Without an answer of the server the person stays signed in, and is told so.
pub fn sign_out() {
    spawn_local(async {
        let token = api().token();
        match api().sign_out().await {
            Err(error) if !error.is(ProblemType::Unauthenticated) => {
                api().set_token(token);
                use_toasts().error(words::STILL_SIGNED_IN);
            }
            _ => leave(Some(SignOutReason::SignedOut)),
        }
    });
}

/// Takes over a newer state of the account.
pub fn keep_account(account: OwnAccount) {
    session().account.set(Some(account));
}

/// Loads the account again after something about it has changed.
pub fn reload_account() {
    run(async { (settings().load_account)().await }, |answer| {
        if let Ok(account) = answer {
            session().account.try_set(Some(account));
        }
    });
}

/// Asks whose server this is, for pages without a session; once. Without an answer they show the
/// product's name.
pub fn ask_server() {
    if session().server.with_untracked(Option::is_some) {
        return;
    }
    spawn_local(async {
        if let Ok(details) = api().server().await {
            session().server.try_set(Some(details));
        }
    });
}

/// The organization's name, or the product's where it is not known.
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

/// Whom the person may write to for help.
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
