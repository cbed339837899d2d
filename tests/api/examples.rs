//! The documented example of each request, sent to things that exist.

use std::collections::BTreeMap;

use client::{Client, Portal};
use contract::applications::{Application, CreateFromTemplate};
use contract::radius::CreateRadiusClient;
use contract::user_attributes::AttributeKind;
use contract::webhooks::CreateWebhook;
use harness::{TestServer, USER_PASSWORD};
use reqwest::{Method, RequestBuilder};
use rules::role::Role;
use serde_json::Value;

use crate::authorization::{NOBODY, Route};

/// The group and the first user in the examples.
const EXAMPLE_GROUP: &str = "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309";
const EXAMPLE_USER: &str = "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01";

/// One thing of each kind, and who acts on them. Their names are not those in the examples.
pub struct Things<'a> {
    server: &'a TestServer,
    owner: &'a Client,
    user: Client,
    /// Their identifiers, by the first part of the path.
    ids: BTreeMap<&'static str, String>,
    /// An application that uses SAML. The one in `ids` uses OpenID Connect.
    saml: String,
}

impl<'a> Things<'a> {
    /// Creates them.
    pub async fn new(server: &'a TestServer, owner: &'a Client) -> Self {
        const ADA: &str = "ada@example.com";
        let ada = server.active_user(owner, ADA).await;
        let user = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        let administrator = server.administrator(owner, "max@example.com", Role::Manager);
        let administrator = administrator.await.administrator_me().await.unwrap();
        let group = crate::groups::group(owner, "Sales").await;
        let attribute = crate::user_attributes::attribute("badge", AttributeKind::Number);
        let attribute = owner.create_user_attribute(&attribute, None).await.unwrap();
        let view = crate::views::view(owner, "New users", true).await;
        let webhook = CreateWebhook {
            name: "Archive".to_owned(),
            url: "https://hooks.example.com/".to_owned(),
            ..CreateWebhook::default()
        };
        let webhook = owner.create_webhook(&webhook).await.unwrap().webhook;
        let access_point = CreateRadiusClient {
            network: "10.30.0.0/24".to_owned(),
            ..crate::radius::site("Branch")
        };
        let access_point = owner.create_radius_client(&access_point).await.unwrap();
        let host = crate::hosts::open_to_all("Backup");
        let host = owner.create_host(&host).await.unwrap().host;
        let application = from_template(owner, "gitea").await;
        let ids = [
            ("users", ada.id.to_string()),
            ("administrators", administrator.id.to_string()),
            ("groups", group.id.to_string()),
            ("user-attributes", attribute.id.to_string()),
            ("views", view.id.to_string()),
            ("webhooks", webhook.id.to_string()),
            ("radius-clients", access_point.radius_client.id.to_string()),
            ("hosts", host.id.to_string()),
            ("applications", application.id.to_string()),
            ("application-templates", "grafana".to_owned()),
            ("mail-templates", "user_activation".to_owned()),
        ];
        Self {
            server,
            owner,
            user,
            ids: ids.into(),
            saml: from_template(owner, "zabbix").await.id.to_string(),
        }
    }

    /// The path of a route, if it names one of these things, or nothing. What it names below that
    /// thing is a user.
    pub fn path(&self, route: &Route) -> Option<String> {
        if !route.path.contains(NOBODY) {
            return Some(route.path.clone());
        }
        let id = if route.path.ends_with("/certificates") {
            &self.saml
        } else {
            self.ids.get(route.path.split('/').nth(3)?)?
        };
        let path = route.path.replacen(NOBODY, id, 1);
        Some(path.replace(NOBODY, &self.ids["users"]))
    }

    /// The request with the example of its body, by somebody who may send it.
    pub fn request(&self, route: &Route) -> RequestBuilder {
        let path = self.path(route);
        let path = path.unwrap_or_else(|| panic!("nothing for {}: add it", route.name));
        let request = self.send(&route.method, &path);
        match &route.body {
            Some(body) => request.json(&self.about_these(body)),
            None if route.takes_file => request
                .header("Content-Type", "text/csv")
                .body("email\nzoe@example.com\n"),
            None => request,
        }
    }

    /// A request without a body, by somebody who may send it.
    pub fn send(&self, method: &Method, path: &str) -> RequestBuilder {
        let by = if path.starts_with("/api/v1/me/") {
            &self.user
        } else {
            self.owner
        };
        harness::plain_http()
            .request(method.clone(), format!("{}{path}", self.server.origin))
            .bearer_auth(by.token().unwrap())
    }

    /// The example, with identifiers of these things instead of the documented ones.
    fn about_these(&self, body: &Value) -> Value {
        let text = body.to_string();
        let text = text.replace(EXAMPLE_GROUP, &self.ids["groups"]);
        let text = text.replace(EXAMPLE_USER, &self.ids["users"]);
        serde_json::from_str(&text).unwrap()
    }
}

/// An application from a template that only asks for the host.
async fn from_template(owner: &Client, template: &str) -> Application {
    let host = format!("{template}.example.com");
    let request = CreateFromTemplate {
        answers: [("host".to_owned(), host)].into(),
        ..CreateFromTemplate::default()
    };
    let made = owner.create_application_from_template(template, &request, None);
    made.await.unwrap()
}

/// The identifier of what a response shows: its own, or that of the thing next to a secret.
pub fn id(content: &Value) -> Option<&str> {
    let nested = || {
        content
            .as_object()?
            .values()
            .find_map(|part| part["id"].as_str())
    };
    content["id"].as_str().or_else(nested)
}
