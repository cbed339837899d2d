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
        settings.claims = ["badge", "unknown"]
            .map(|name| ClaimMapping {
                claim: name.to_owned(),
                field: Some(format!("attributes.{name}")),
                constant: None,
            })
            .into();
    })
    .await;
    let person = async || {
        let tokens = here.rp.tokens(&here.ada, &[("scope", "openid")]).await;
        here.rp.userinfo(&tokens).await.1
    };
    assert_eq!(person().await, json!({ "sub": here.user, "badge": "4711" }));
    here.owner
        .delete_user_attribute(badge.id, badge.version)
        .await
        .unwrap();
    assert_eq!(person().await, json!({ "sub": here.user }));
}
