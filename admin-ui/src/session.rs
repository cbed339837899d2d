//! Who is signed in at this browser.

use std::cell::Cell;

use client::Error;
use contract::ids::AdministratorId;
use contract::me::AdministratorMe;
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::role::Permission;
use ui_kit::prelude::{FactorsHost, use_toasts};

use crate::api::{api, run};
use crate::failure::explain;
use crate::words::shell as words;
use crate::{address, shell};

/// Where the app stands with its session.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Not known yet.
    Starting,
    /// Nobody is signed in.
    SignedOut,
    /// An administrator is signed in; see [`me`].
    SignedIn,
    /// The server did not say.
    Unreachable(Error),
    /// An administrator is signed in, but the pages for them could not be fetched.
    Incomplete,
}

/// Why nobody is signed in any more; the sign-in page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// The administrator signed out.
    SignedOut,
    /// The session ended: too long unused, ended elsewhere, or by another administrator.
    Expired,
    /// The account was locked while the administrator was signed in.
    Locked,
}

#[derive(Clone, Copy)]
struct Session {
    standing: RwSignal<Standing>,
    me: RwSignal<Option<AdministratorMe>>,
    parting: RwSignal<Option<Parting>>,
}

thread_local! {
    static SESSION: Cell<Option<Session>> = const { Cell::new(None) };
}

/// Made by [`start`], which the app's root calls before anything else.
fn session() -> Session {
    SESSION.get().unwrap_or_else(|| {
        let fresh = Session {
            standing: RwSignal::new(Standing::Starting),
            me: RwSignal::new(None),
            parting: RwSignal::new(None),
        };
        SESSION.set(Some(fresh));
        fresh
    })
}

/// Finds out whether the browser has a session, through its refresh cookie.
pub fn start() {
    session().standing.set(Standing::Starting);
    spawn_local(async {
        let answer = api().refresh().await;
        if !matches!(answer, Err(Error::Network(_))) {
            // Wanted soon, with a session or without.
            spawn_local(async {
                shell::fetch().await;
            });
        }
        match answer {
            Ok(()) => signed_in().await,
            Err(error) if error.is(ProblemType::Unauthenticated) => {
                session().standing.set(Standing::SignedOut);
            }
            Err(error) => session().standing.set(Standing::Unreachable(error)),
        }
    });
}

/// Takes over the session that a sign-in, an activation or a refresh has just made.
pub async fn signed_in() {
    match api().administrator_me().await {
        Ok(me) => {
            let standing = if shell::fetch().await {
                Standing::SignedIn
            } else {
                Standing::Incomplete
            };
            session().parting.set(None);
            session().me.set(Some(me));
            session().standing.set(standing);
        }
        Err(error) if error.is(ProblemType::Unauthenticated) => leave(Parting::Expired),
        Err(error) => session().standing.set(Standing::Unreachable(error)),
    }
}

/// Where the app stands with its session.
pub fn standing() -> Standing {
    session().standing.get()
}

/// Why the last session ended, until the next one begins.
pub fn parting() -> Option<Parting> {
    session().parting.get_untracked()
}

/// The session is over; the app's root leads to the sign-in.
pub fn ended(why: Parting) {
    if matches!(session().standing.get_untracked(), Standing::SignedIn) {
        leave(why);
    }
}

fn leave(why: Parting) {
    api().set_token(None);
    session().parting.set(Some(why));
    session().standing.set(Standing::SignedOut);
    session().me.set(None);
}

/// For what asks for second factors or manages them.
pub fn factors() -> FactorsHost {
    FactorsHost::new(api(), explain, |locked| {
        ended(if locked {
            Parting::Locked
        } else {
            Parting::Expired
        });
    })
}

/// Signs out. Without an answer the administrator stays signed in.
pub fn sign_out() {
    spawn_local(async {
        let token = api().token();
        match api().sign_out().await {
            Err(error) if !error.is(ProblemType::Unauthenticated) => {
                api().set_token(token);
                use_toasts().error(words::STILL_SIGNED_IN);
            }
            _ => {
                address::replace(address::SIGN_IN);
                leave(Parting::SignedOut);
            }
        }
    });
}

/// The administrator who is signed in.
pub fn me() -> Option<AdministratorMe> {
    session().me.get()
}

/// Asks again who the administrator is, after something about them has changed.
pub fn refresh_me() {
    run(async { api().administrator_me().await }, |answer| {
        if let Ok(me) = answer {
            session().me.set(Some(me));
        }
    });
}

/// Whether the administrator's role allows this. The server decides; this only spares
/// people buttons that would be refused.
pub fn may(permission: Permission) -> bool {
    // A page is built anew when another person signs in.
    session().me.with_untracked(|me| {
        me.as_ref()
            .is_some_and(|me| me.permissions.contains(&permission))
    })
}

/// Whether this is the administrator who is signed in.
pub fn is_me(id: AdministratorId) -> bool {
    session()
        .me
        .with_untracked(|me| me.as_ref().is_some_and(|me| me.id == id))
}
