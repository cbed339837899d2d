//! Secrets of applications are shown once (attack class 33).

use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, on_both_databases, problem_type};
use rules::openid::{ClientAuthentication, ClientKind};
use rules::role::Role;

use super::Setting;
use crate::groups::events;

on_both_databases!(
    two_secrets_work_at_the_same_time,
    no_response_repeats_a_secret,
    who_changes_how_an_application_authenticates_loses_its_secrets,
);

async fn two_secrets_work_at_the_same_time(backend: Backend) {
    let mut here = Setting::new(backend).await;
    let first = here.rp.secret.clone().unwrap();
    assert!(first.starts_with("lks_") && first.len() == 47, "{first}");
    let second = here.owner.create_client_secret(here.rp.id).await.unwrap();
    let third = here.owner.create_client_secret(here.rp.id).await;
    assert_eq!(problem_type(third), ProblemType::Conflict);
    // Some applications encode it for the header, some do not.
    let encoded = first.replace('_', "%5F");
    for secret in [second.secret.clone(), encoded, first.clone()] {
        here.rp.secret = Some(secret);
        here.rp.tokens(&here.ada, &[]).await;
    }
    let shown = here.owner.application(here.rp.id).await.unwrap().secrets;
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0].hint, first[..12]);
    here.owner
        .delete_client_secret(here.rp.id, shown[0].id)
        .await
        .unwrap();
    let again = here
        .owner
        .delete_client_secret(here.rp.id, shown[0].id)
        .await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    let code = here.rp.code(&here.ada, &[]).await;
    assert_eq!(here.rp.redeem(&code).await.0, 401);
    here.rp.secret = Some(second.secret);
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    assert_eq!(
        events(&here.owner, "application.secret_created")
            .await
            .len(),
        2
    );
    assert_eq!(
        events(&here.owner, "application.secret_deleted")
            .await
            .len(),
        1
    );
}

async fn no_response_repeats_a_secret(backend: Backend) {
    let here = Setting::new(backend).await;
    let secret = here.rp.secret.clone().unwrap();
    let hidden = &secret[12..];
    let mut readers = vec![here.owner.clone()];
    for role in [Role::HelpDesk, Role::ReadOnly] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        readers.push(here.server.administrator(&here.owner, &email, role).await);
    }
    let id = here.rp.id;
    for reader in readers {
        let one = reader.application(id).await.unwrap();
        let all = reader.applications(&ListQuery::default()).await.unwrap();
        let events = reader.events(&ListQuery::default()).await.unwrap();
        let text = format!(
            "{}{}{}",
            serde_json::to_string(&one).unwrap(),
            serde_json::to_string(&all).unwrap(),
            serde_json::to_string(&events).unwrap()
        );
        assert!(!text.contains(hidden));
        assert!(all.items[0].secrets.is_empty() && all.items[0].oidc.is_none());
    }
}

async fn who_changes_how_an_application_authenticates_loses_its_secrets(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| {
        settings.kind = ClientKind::Native;
        settings.auth = ClientAuthentication::Public;
    })
    .await;
    assert!(
        here.owner
            .application(here.rp.id)
            .await
            .unwrap()
            .secrets
            .is_empty()
    );
    let refused = here.owner.create_client_secret(here.rp.id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    here.change(|settings| settings.auth = ClientAuthentication::BasicOrPost)
        .await;
    let code = here.rp.code(&here.ada, &[]).await;
    assert_eq!(here.rp.redeem(&code).await.0, 401);
}
