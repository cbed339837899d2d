//! Who is signed in, for as long as the page is open.

use client::{Client, Error, Http, Portal};
use contract::me::Me;
use contract::problem::ProblemType;
use contract::server::ServerDetails;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::{FactorsHost, set_zone};

use crate::problems::{Failure, in_words};
use crate::words;

/// What is known about the person in front of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing yet: the refresh cookie has not been tried.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is, and their account is loaded.
    SignedIn,
    /// The server could not be asked.
    Unreachable(Failure),
}

/// Why nobody is signed in any more; the sign-in page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// The person signed out.
    SignedOut,
    /// The session ended: too long unused, ended elsewhere, or by an administrator.
    Expired,
    /// The account was locked while the person was signed in.
    Locked,
}

/// The person's account and the client that speaks for them. Copy; there is one a page.
#[derive(Clone, Copy)]
pub struct Account {
    client: StoredValue<Client>,
    asked: StoredValue<bool>,
    phase: RwSignal<Phase>,
    me: RwSignal<Option<Me>>,
    server: RwSignal<Option<ServerDetails>>,
    /// Why the last session ended, until the next sign-in begins.
    pub parting: RwSignal<Option<Parting>>,
    /// The email address typed last, so that nobody types it twice.
    pub email: RwSignal<String>,
}

/// The account of this page.
pub fn use_account() -> Account {
    use_context().unwrap_or_else(Account::new)
}

impl Account {
    /// Nobody yet. Talks to the server that the page came from.
    pub fn new() -> Self {
        let origin = window().location().origin().unwrap_or_default();
        Self {
            client: StoredValue::new(Client::new(Http::default(), origin, Portal::User)),
            asked: StoredValue::new(false),
            phase: RwSignal::new(Phase::Unknown),
            me: RwSignal::new(None),
            server: RwSignal::new(None),
            parting: RwSignal::new(None),
            email: RwSignal::new(String::new()),
        }
    }

    /// The client that speaks for the person.
    pub fn client(self) -> Client {
        self.client.get_value()
    }

    /// For what asks for second factors or manages them.
    pub fn factors(self) -> FactorsHost {
        FactorsHost::new(self.client(), in_words, move |locked| {
            self.leave(Some(if locked {
                Parting::Locked
            } else {
                Parting::Expired
            }));
        })
    }

    /// Where things stand.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// The account; `None` while nobody is signed in.
    pub fn me(self) -> Signal<Option<Me>> {
        self.me.into()
    }

    /// One part of the account, or its empty value.
    pub fn part<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Me) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        Memo::new(move |_| {
            self.me
                .with(|me| me.as_ref().map(&part).unwrap_or_default())
        })
        .into()
    }

    /// The organization's name, or the product's where it is not known.
    pub fn organization(self) -> Signal<String> {
        let own = self.part(|me| Some(me.organization_name.clone()));
        Signal::derive(move || {
            let public = || {
                self.server
                    .with(|it| it.as_ref()?.organization_name.clone())
            };
            own.get()
                .or_else(public)
                .unwrap_or_else(|| words::PRODUCT.to_owned())
        })
    }

    /// Whom the person may write to for help.
    pub fn contact(self) -> Signal<Option<String>> {
        let own = self.part(|me| me.contact_email.clone());
        Signal::derive(move || {
            let public = || self.server.with(|it| it.as_ref()?.contact_email.clone());
            own.get().or_else(public)
        })
    }

    /// Asks whose server this is, for pages without anybody signed in; once. Without an answer
    /// they name the product.
    pub fn ask_server(self) {
        if self.server.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            if let Ok(details) = self.client().server().await {
                self.server.set(Some(details));
            }
        });
    }

    /// Finds out from the refresh cookie whether somebody is signed in; once.
    pub fn find_out(self) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            let client = self.client();
            let answer = match client.refresh().await {
                Ok(()) => client.me().await,
                Err(error) => Err(error),
            };
            self.settle(answer);
        });
    }

    /// Asks again after the server could not be reached.
    pub fn try_again(self) {
        self.asked.set_value(false);
        self.phase.set(Phase::Unknown);
        self.find_out();
    }

    /// Loads the account with the access token that the client has just got.
    pub async fn arrive(self) {
        let answer = self.client().me().await;
        self.asked.set_value(true);
        self.settle(answer);
    }

    fn settle(self, answer: Result<Me, Error>) {
        match answer {
            Ok(me) => {
                self.parting.set(None);
                self.renew(me);
                self.phase.set(Phase::SignedIn);
            }
            Err(error) if error.is(ProblemType::Unauthenticated) => {
                self.phase.set(Phase::SignedOut);
            }
            Err(error) => self.phase.set(Phase::Unreachable(Failure::from(&error))),
        }
    }

    /// Takes over a newer state of the account.
    pub fn renew(self, me: Me) {
        set_zone(me.profile.time_zone.clone());
        self.me.set(Some(me));
    }

    /// Passes an answer on; one that says that the session has ended ends it here too.
    pub fn watch<T>(self, answer: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &answer
            && error.is(ProblemType::Unauthenticated)
        {
            self.leave(Some(Parting::Expired));
        }
        answer
    }

    /// Nobody is signed in any more.
    pub fn leave(self, parting: Option<Parting>) {
        self.client().set_token(None);
        self.asked.set_value(true);
        self.parting.set(parting);
        self.phase.set(Phase::SignedOut);
        self.me.set(None);
        set_zone(None);
    }

    /// Ends the session. Without an answer the person stays signed in.
    ///
    /// # Errors
    /// Where the server could not be reached.
    pub async fn sign_out(self) -> Result<(), Error> {
        let client = self.client();
        let token = client.token();
        match client.sign_out().await {
            Err(error) if !error.is(ProblemType::Unauthenticated) => {
                client.set_token(token);
                Err(error)
            }
            _ => {
                self.leave(Some(Parting::SignedOut));
                Ok(())
            }
        }
    }
}
