//! SAML responses, of which both the response and the assertion are signed.

use client::Client;
use contract::applications::{CreateApplication, SamlProvider};
use harness::saml::{Message, SP, query, settings};
use identity::clock::{Clock, SystemClock};
use rules::application::OpenTo;
use rules::saml::SignedParts;
use url::Url;

use super::chain::ask_for;
use super::{Setting, bare_signatures, one_after_the_other};
use crate::Pace;
use crate::beside::Beside;
use crate::load::ask_each;
use crate::table::Row;

/// Registers an application that is open to everyone. Returns what to enter in it.
pub async fn register(owner: &Client) -> SamlProvider {
    let mut settings = settings();
    settings.sign = SignedParts::Both;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::saml("Wiki", settings)
    };
    let made = owner.create_application(&new, None).await.unwrap();
    made.saml_provider.unwrap()
}

/// The rows: compared with two signatures alone, and with two signatures and the refresh of a session, which
/// writes as much as a response does.
pub async fn measure(here: &Setting, pace: Pace) -> [Row; 2] {
    let (mut to_bare, mut to_both) = (Beside::default(), Beside::default());
    let sso = Url::parse(&here.saml.sso_url).unwrap();
    let mut people = here.people().await;
    for _ in 0..pace.rounds() {
        let bare = bare_signatures(pace.seconds(1.0)).await;
        let portal;
        (people, portal) = ask_for(people, pace.seconds(1.0)).await;
        // A request is valid for a few minutes only, so each round has new ones.
        let requests = people.iter().map(|person| {
            let message = Message::authn(SP, SystemClock.now());
            let query = query(&message.xml(), Some("state"));
            person.sent_to(&format!("{}?{query}", sso.path()))
        });
        let requests: Vec<_> = requests.collect();
        let asked = ask_each(&here.server.origin, &requests, pace.seconds(1.0)).await;
        assert_eq!(asked.refused, [0; 0]);
        let rate = asked.per_second();
        to_bare.add(rate, bare / 2.0);
        to_both.add(rate, one_after_the_other([portal, bare, bare]));
    }
    let bare = "SAML responses per second, two signatures each ÷ half of bare RSA-2048 signatures on all cores";
    let both = "SAML responses per second, two signatures each ÷ portal sessions refreshed, \
                each followed by two RSA-2048 signatures";
    [to_bare.row(bare, 0.7), to_both.row(both, 0.7)]
}
