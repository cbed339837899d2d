//! Where the card of an application leads.

use client::Portal;
use contract::applications::{CreateApplication, SamlSettings};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::application::OpenTo;

use super::wiki;

on_both_databases!(a_card_leads_to_where_a_sign_in_begins);

async fn a_card_leads_to_where_a_sign_in_begins(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let page = "https://wiki.example.com/login";
    for (number, (launch_url, idp_initiated)) in [
        (Some(page), true),
        (Some(page), false),
        (None, true),
        (None, false),
    ]
    .into_iter()
    .enumerate()
    {
        let settings = SamlSettings {
            idp_initiated,
            ..wiki()
        };
        let new = CreateApplication {
            launch_url: launch_url.map(str::to_owned),
            open_to: Some(OpenTo::Everyone),
            ..CreateApplication::saml(format!("Wiki {number}"), settings)
        };
        let made = owner.create_application(&new, None).await.unwrap();
        let address = ada.open_application(made.id).await.unwrap().address;
        let expected = match (launch_url, idp_initiated) {
            (Some(page), _) => page.to_owned(),
            (None, true) => format!("{}/saml/{}/launch", server.origin, made.id),
            (None, false) => "https://wiki.example.com/".to_owned(),
        };
        assert_eq!(address, expected);
    }
}
