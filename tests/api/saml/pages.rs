//! What comes from a request or a name stays text on every page and in every document (attack class 19).

use contract::applications::AttributeMapping;
use contract::users::UpdateUser;
use harness::saml::{Form, RELAY_STATE, query};
use harness::{Backend, on_both_databases};
use rules::saml::{AttributeNameFormat, NameIdFormat};

use super::Setting;

on_both_databases!(
    a_relay_state_comes_back_as_it_was_and_is_no_markup,
    names_are_no_markup_in_an_assertion,
    an_error_page_shows_text,
);

const HOSTILE: [&str; 6] = [
    "\"><script>alert(1)</script>",
    "' onfocus='alert(1)' autofocus='",
    "</form><form action=https://evil.example>",
    "&quot;&#62;<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    RELAY_STATE,
];

async fn a_relay_state_comes_back_as_it_was_and_is_no_markup(backend: Backend) {
    let here = Setting::new(backend).await;
    for state in HOSTILE {
        let query = query(&here.sp.request().xml(), Some(state));
        let page = here.ada.get(&here.sp.sso(&query)).await;
        let page = page.text().await.unwrap();
        let count = |what: &str| page.matches(what).count();
        assert_eq!(
            (count("<script"), count("<form"), count("<img")),
            (1, 1, 0),
            "{page}"
        );
        let form = Form::find(&page).unwrap();
        assert_eq!(form.field("RelayState"), Some(state));
    }
    // None, and an empty one, are not sent back.
    for state in [None, Some("")] {
        let query = query(&here.sp.request().xml(), state);
        let form = Form::shown(here.ada.get(&here.sp.sso(&query)).await).await;
        assert_eq!(form.field("RelayState"), None);
    }
}

async fn names_are_no_markup_in_an_assertion(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| {
        settings.name_id = NameIdFormat::Username;
        settings.attributes = vec![AttributeMapping {
            name: "given \"name\" <1>".to_owned(),
            format: AttributeNameFormat::Unspecified,
            field: Some("firstName".to_owned()),
            constant: None,
        }];
    })
    .await;
    let hostile = "<saml:X/>&amp;\"' ]]> 愛";
    let body = serde_json::json!({"firstName": hostile});
    let update: UpdateUser = serde_json::from_value(body).unwrap();
    let version = here.owner.user(here.user).await.unwrap().version;
    here.owner
        .update_user(here.user, version, &update)
        .await
        .unwrap();
    let answer = here.sp.answer(&here.ada, &here.sp.request()).await;
    let assertion = answer.assertion();
    assert_eq!(assertion.values("given \"name\" <1>"), [hostile]);
    assert_eq!(answer.signed_by(here.sp.certificate()), Some(true));
    assert_eq!(assertion.signed_by(here.sp.certificate()), Some(true));
}

async fn an_error_page_shows_text(backend: Backend) {
    let here = Setting::new(backend).await;
    for state in HOSTILE {
        let request = here.sp.request().with("AssertionConsumerServiceURL", state);
        let text = here.refused(&query(&request.xml(), Some(state))).await;
        for markup in ["<script", "<img", "<form", "href=\"javascript"] {
            assert!(!text.contains(markup), "{text}");
        }
    }
}
