//! Applications of the catalog: what is offered, what is created, and what to enter in them.

use std::collections::BTreeMap;

use client::{Client, Error, Portal};
use contract::applications::{
    Application, CreateFromTemplate, GuideValue, OwnGuide, SECRET_PLACEHOLDER, UpdateApplication,
};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases, problem_type};
use rules::application::{ApplicationProtocol, OpenTo};
use rules::openid::{ClientAuthentication, PkcePolicy};
use rules::role::Role;
use rules::saml::NameIdFormat;
use serde_json::json;

use crate::applications::application;

on_both_databases!(
    the_catalog_offers_what_can_be_created,
    a_host_name_is_enough_to_connect_an_application,
    every_application_of_the_catalog_is_created_and_told_what_to_enter,
    a_service_provider_gets_the_settings_of_its_template,
    what_is_no_host_name_is_refused_with_the_reason,
    what_the_template_does_not_ask_is_refused,
    a_repeated_create_makes_one_application,
    the_guide_follows_the_addresses,
    the_guide_has_no_secret,
    another_organization_sees_nothing_of_it,
);

/// A request with these answers.
fn answered<const N: usize>(answers: [(&str, &str); N]) -> CreateFromTemplate {
    let answers = answers.map(|(name, answer)| (name.to_owned(), answer.to_owned()));
    CreateFromTemplate {
        answers: answers.into(),
        ..CreateFromTemplate::default()
    }
}

async fn grafana(by: &Client, host: &str) -> Result<Application, Error> {
    let request = answered([("host", host)]);
    by.create_application_from_template("grafana", &request, None)
        .await
}

/// The value with this name.
fn value<'a>(values: &'a [GuideValue], name: &str) -> &'a str {
    let found = values.iter().find(|one| one.name == name);
    &found.unwrap_or_else(|| panic!("no {name}")).value
}

async fn own_guide(by: &Client, one: &Application) -> Option<OwnGuide> {
    by.application_guide(one.id).await.unwrap().own
}

async fn the_catalog_offers_what_can_be_created(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let reader = server
        .administrator(&owner, "rita@example.com", Role::ReadOnly)
        .await;
    let page = reader.application_templates().await.unwrap();
    assert!(page.items.len() >= 40, "{}", page.items.len());
    assert_eq!(page.total, page.items.len() as u64);
    assert_eq!(page.next_cursor, None);
    let names: Vec<_> = page
        .items
        .iter()
        .map(|one| one.name.to_lowercase())
        .collect();
    assert!(names.is_sorted(), "{names:?}");
    for protocol in [ApplicationProtocol::Oidc, ApplicationProtocol::Saml] {
        let mut items = page.items.iter();
        assert!(items.any(|one| one.protocol == protocol), "{protocol:?}");
    }
    for one in &page.items {
        let same = reader.application_template(&one.id).await.unwrap();
        assert_eq!(&same, one);
    }
    for other in ["no-such-application", "Grafana", "..%2Fgrafana"] {
        let missing = reader.application_template(other).await;
        assert_eq!(problem_type(missing), ProblemType::NotFound, "{other}");
        let request = answered([("host", "grafana.example.com")]);
        let made = owner.create_application_from_template(other, &request, None);
        assert_eq!(problem_type(made.await), ProblemType::NotFound, "{other}");
    }
    let refused = grafana(&reader, "grafana.example.com").await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
}

async fn a_host_name_is_enough_to_connect_an_application(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = grafana(&owner, " Grafana.Example.com:8443 ").await.unwrap();
    assert_eq!((&*made.name, &*made.letter), ("Grafana", "G"));
    assert_eq!(made.template.as_deref(), Some("grafana"));
    assert_eq!(made.open_to, OpenTo::Assigned);
    assert_eq!(
        made.launch_url.as_deref(),
        Some("https://grafana.example.com:8443/")
    );
    let oidc = made.oidc.clone().unwrap();
    assert_eq!(
        oidc.redirect_uris,
        ["https://grafana.example.com:8443/login/generic_oauth"]
    );
    assert_eq!(oidc.auth, ClientAuthentication::BasicOrPost);
    assert_eq!(oidc.pkce, PkcePolicy::Required);
    assert_eq!(owner.application(made.id).await.unwrap(), made);

    let guide = owner.application_guide(made.id).await.unwrap();
    let own = guide.own.unwrap();
    assert_eq!(value(&own.values, "Client Id"), made.id.to_string());
    assert_eq!(value(&own.values, "Client secret"), SECRET_PLACEHOLDER);
    let snippet = own.snippet.unwrap();
    assert_eq!(snippet.file, "grafana.ini");
    let line = "root_url = https://grafana.example.com:8443/\n";
    assert!(snippet.text.contains(line), "{}", snippet.text);
    // The addresses are those that the discovery document has.
    let address = value(&guide.standard, "Discovery document");
    let document: serde_json::Value = reqwest::get(address).await.unwrap().json().await.unwrap();
    for (name, member) in [
        ("Issuer", "issuer"),
        ("Authorization endpoint", "authorization_endpoint"),
        ("Token endpoint", "token_endpoint"),
        ("Userinfo endpoint", "userinfo_endpoint"),
        ("JWKS URI", "jwks_uri"),
        ("End session endpoint", "end_session_endpoint"),
    ] {
        assert_eq!(document[member], json!(value(&guide.standard, name)));
    }

    let another = CreateFromTemplate {
        name: Some("Grafana of the laboratory".to_owned()),
        open_to: Some(OpenTo::Everyone),
        ..answered([("host", "192.168.1.10:3000")])
    };
    let another = owner.create_application_from_template("grafana", &another, None);
    let another = another.await.unwrap();
    assert_eq!(another.name, "Grafana of the laboratory");
    assert_eq!(another.open_to, OpenTo::Everyone);
    let taken = grafana(&owner, "third.example.com").await;
    assert_eq!(problem_type(taken), ProblemType::Taken);
}

async fn every_application_of_the_catalog_is_created_and_told_what_to_enter(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for template in owner.application_templates().await.unwrap().items {
        let id = &template.id;
        let questions = template.questions.iter();
        let answers = questions.map(|one| (one.name.clone(), one.sample.clone()));
        let request = CreateFromTemplate {
            answers: answers.collect::<BTreeMap<_, _>>(),
            ..CreateFromTemplate::default()
        };
        let made = owner.create_application_from_template(id, &request, None);
        let made = made.await.unwrap_or_else(|error| panic!("{id}: {error:?}"));
        let own = own_guide(&owner, &made).await;
        let own = own.unwrap_or_else(|| panic!("{id} has no guide"));
        // The identifier of the client, or the addresses of SAML, which contain it.
        let client_id = made.id.to_string();
        let snippet = own.snippet.map(|part| part.text).unwrap_or_default();
        let is_named = own.values.iter().any(|one| one.value.contains(&client_id));
        assert!(is_named || snippet.contains(&client_id), "{id}");
        // Nothing of the template's own language is left.
        let left = snippet.replace(SECRET_PLACEHOLDER, "").replace("{{ ", "");
        assert!(!left.contains("{{"), "{id}: {left}");
    }
}

async fn a_service_provider_gets_the_settings_of_its_template(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let request = answered([("host", "zabbix.example.com")]);
    let made = owner.create_application_from_template("zabbix", &request, None);
    let made = made.await.unwrap();
    assert_eq!(made.protocol, ApplicationProtocol::Saml);
    let saml = made.saml.clone().unwrap();
    assert_eq!(saml.entity_id, "zabbix-zabbix.example.com");
    let consumers: Vec<_> = saml.consumers.iter().map(|one| &*one.url).collect();
    assert_eq!(
        consumers,
        [
            "https://zabbix.example.com/index_sso.php?acs",
            "https://zabbix.example.com/zabbix/index_sso.php?acs",
        ]
    );
    assert_eq!(saml.name_id, NameIdFormat::Username);
    assert_eq!(saml.attributes.len(), 1);
    assert_eq!(saml.attributes[0].field.as_deref(), Some("username"));
    assert_eq!(saml.groups_attribute.as_deref(), Some("groups"));
    let own = own_guide(&owner, &made).await.unwrap();
    let provider = made.saml_provider.unwrap();
    assert_eq!(value(&own.values, "IdP entity ID"), provider.entity_id);
    assert_eq!(value(&own.values, "SSO service URL"), provider.sso_url);
    assert_eq!(value(&own.values, "SP entity ID"), saml.entity_id);
    let certificate = value(&own.values, "conf/certs/idp.crt");
    assert_eq!(certificate, provider.certificates[0].certificate.trim_end());
}

async fn what_is_no_host_name_is_refused_with_the_reason(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for (host, code, reason) in [
        ("", "required", "Enter a value"),
        ("https://grafana.example.com", "invalid_host", "https://"),
        ("javascript://x", "invalid_host", "https://"),
        ("grafana.example.com/path", "invalid_host", "no path"),
        ("//evil.example", "invalid_host", "no path"),
        ("grafana.example.com?x", "invalid_host", "no path"),
        ("grafana.example.com#", "invalid_host", "no path"),
        ("grafana.example.com\\@evil.example", "invalid_host", "@"),
        ("user@grafana.example.com", "invalid_host", "username"),
        ("grafana.example.com:99999", "invalid_host", "65535"),
        ("grafana.example.com:", "invalid_host", "65535"),
        ("*.example.com", "invalid_host", "not a host name"),
        ("grafana.example.com%2fx", "invalid_host", "not a host name"),
        ("gra fana", "invalid_host", "not a host name"),
        ("{{client_secret}}", "invalid_host", "not a host name"),
        ("0x7f000001", "invalid_host", "not a host name"),
        ("localhost:3000", "invalid_host", "cannot reach"),
        ("127.0.0.1", "invalid_host", "cannot reach"),
        ("169.254.169.254", "invalid_host", "cannot reach"),
    ] {
        let refused = grafana(&owner, host).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields, "{host:?}");
        let [error] = &problem.errors[..] else {
            panic!("{host:?}: {:?}", problem.errors);
        };
        assert_eq!((&*error.field, &*error.code), ("answers.host", code));
        assert!(error.message.contains(reason), "{host:?}: {error:?}");
    }
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 0);
}

async fn what_the_template_does_not_ask_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let request = answered([
        ("host", "grafana.example.com"),
        ("redirect", "https://evil.example/"),
    ]);
    let refused = owner.create_application_from_template("grafana", &request, None);
    let refused = refused.await.unwrap_err();
    let error = &refused.problem().unwrap().errors[0];
    assert_eq!(
        (&*error.field, &*error.code),
        ("answers.redirect", "not_asked")
    );
    let send = async |body: serde_json::Value| {
        let path = "/api/v1/application-templates/grafana/applications";
        let request = harness::plain_http()
            .post(format!("{}{path}", server.origin))
            .bearer_auth(owner.token().unwrap())
            .json(&body);
        request.send().await.unwrap().status().as_u16()
    };
    // The template decides about these.
    for body in [
        json!({"answers": {"host": "a.example.com"}, "oidc": {"redirectUris": ["https://evil.example/"]}}),
        json!({"answers": {"host": "a.example.com"}, "launchUrl": "https://evil.example/"}),
        json!({"answers": {"host": ["a.example.com"]}}),
        json!({"answers": "a.example.com"}),
    ] {
        assert_eq!(send(body.clone()).await, 400, "{body}");
    }
    assert_eq!(send(json!({})).await, 422);
}

async fn a_repeated_create_makes_one_application(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let create = async |host: &str| {
        let request = answered([("host", host)]);
        owner
            .create_application_from_template("grafana", &request, Some("grafana-1"))
            .await
    };
    let first = create("grafana.example.com").await.unwrap();
    let again = create("grafana.example.com").await.unwrap();
    assert_eq!(first.id, again.id);
    let other = create("other.example.com").await;
    assert_eq!(problem_type(other), ProblemType::IdempotencyConflict);
}

async fn the_guide_follows_the_addresses(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = grafana(&owner, "grafana.example.com").await.unwrap();
    let change = async |redirects: serde_json::Value| {
        let body = json!({"oidc": {"redirectUris": redirects}});
        let update: UpdateApplication = serde_json::from_value(body).unwrap();
        let version = owner.application(made.id).await.unwrap().version;
        owner
            .update_application(made.id, version, &update)
            .await
            .unwrap()
    };
    change(json!(["https://new.example.com/login/generic_oauth"])).await;
    let own = own_guide(&owner, &made).await.unwrap();
    let text = own.snippet.unwrap().text;
    assert!(
        text.contains("root_url = https://new.example.com/"),
        "{text}"
    );
    assert!(!text.contains("grafana.example.com"), "{text}");
    // An address of an administrator's own: only the names of the protocol are right.
    change(json!(["https://new.example.com/callback"])).await;
    let guide = owner.application_guide(made.id).await.unwrap();
    assert_eq!(guide.own, None);
    assert_eq!(
        value(&guide.standard, "Redirect URI"),
        "https://new.example.com/callback"
    );
}

async fn the_guide_has_no_secret(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = grafana(&owner, "grafana.example.com").await.unwrap();
    let secret = owner.create_client_secret(made.id).await.unwrap().secret;
    let reader = server
        .administrator(&owner, "rita@example.com", Role::ReadOnly)
        .await;
    let guide = reader.application_guide(made.id).await.unwrap();
    let text = serde_json::to_string(&guide).unwrap();
    assert!(text.contains(SECRET_PLACEHOLDER));
    assert!(!text.contains(&secret) && !text.contains("lks_"), "{text}");
    // A program that keeps no secret is told none.
    let request = CreateFromTemplate::default();
    let kubernetes = owner.create_application_from_template("kubernetes", &request, None);
    let guide = owner.application_guide(kubernetes.await.unwrap().id).await;
    let text = serde_json::to_string(&guide.unwrap()).unwrap();
    assert!(!text.contains(SECRET_PLACEHOLDER), "{text}");
    let bookmark = application(&owner, "Wiki").await;
    let none = owner.application_guide(bookmark.id).await;
    assert_eq!(problem_type(none), ProblemType::NotFound);
}

async fn another_organization_sees_nothing_of_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = grafana(&owner, "grafana.example.com").await.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let hidden = other.application_guide(made.id).await;
    assert_eq!(problem_type(hidden), ProblemType::NotFound);
    // The name is free there, and what is created belongs to it alone.
    grafana(&other, "grafana.example.com").await.unwrap();
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 1);
}
