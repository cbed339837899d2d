use contract::applications::ClaimMapping;
use contract::user_attributes::AttributeKind;
use contract::users::UpdateUser;
use harness::{Backend, on_both_databases};
use serde_json::json;

use super::{add, attribute};
use crate::openid::Setting;

on_both_databases!(an_application_gets_the_value_of_a_mapped_attribute);

async fn an_application_gets_the_value_of_a_mapped_attribute(backend: Backend) {
    let here = Setting::new(backend).await;
    let badge = add(&here.owner, &attribute("badge", AttributeKind::Number)).await;
    let user = here.owner.user(here.user).await.unwrap();
    let changes = json!({ "attributes": { "badge": 4711 } });
    let changes: UpdateUser = serde_json::from_value(changes).unwrap();
    here.owner
        .update_user(user.id, user.version, &changes)
        .await
        .unwrap();
    here.change(|settings| {
        let mappings = [
            ("badge", "badge"),
            ("unknown", "unknown"),
            ("groups", "unknown"),
        ];
        settings.claims = mappings
            .map(|(claim, attribute)| ClaimMapping {
                claim: claim.to_owned(),
                field: Some(format!("attributes.{attribute}")),
                constant: None,
            })
            .into();
    })
    .await;
    let person = async || {
        let scope = ("scope", "openid groups");
        let tokens = here.rp.tokens(&here.ada, &[scope]).await;
        here.rp.userinfo(&tokens).await.1
    };
    // Without a value, the groups of the user do not take the place of the attribute.
    assert_eq!(person().await, json!({ "sub": here.user, "badge": "4711" }));
    here.owner
        .delete_user_attribute(badge.id, badge.version)
        .await
        .unwrap();
    assert_eq!(person().await, json!({ "sub": here.user }));
}
