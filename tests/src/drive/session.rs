//! Signing in without the form.

use std::sync::Arc;

use client::{Client, Portal};
use reqwest::Url;
use reqwest::cookie::{CookieStore as _, Jar};
use serde_json::json;

use super::Browser;
use crate::{actors, http};

/// An address of the server that loads no app.
const PLAIN: &str = "/health/live";

impl Browser {
    /// Signs in over HTTP, for tests that are not about the form. The browser then shows no page of the
    /// portal yet.
    pub async fn open_session(&self, portal: Portal, email: &str, password: &str) {
        self.go(PLAIN).await;
        // The portal notes in the storage that there is a session, and the server what browser it is in.
        let note = "localStorage.setItem(arguments[0], '1'); return navigator.userAgent";
        let key = format!("latchkey-session-{}", portal.as_str());
        let agent = self.script(note, vec![json!(key)]).await;
        let jar = Arc::new(Jar::default());
        let http = http::http_builder()
            .cookie_provider(Arc::clone(&jar))
            .user_agent(agent.as_str().unwrap())
            .build()
            .unwrap();
        let client = Client::new(http, &self.origin, portal);
        actors::give_password(&client, email, password).await;
        let server: Url = self.origin.parse().unwrap();
        let cookies = jar.cookies(&server).expect("the cookies of a session");
        for cookie in cookies.to_str().unwrap().split("; ") {
            let (name, value) = cookie.split_once('=').unwrap();
            let cookie = json!({
                "name": name, "value": value, "url": self.origin, "httpOnly": true,
            });
            let set = self.devtools("Network.setCookie", &cookie).await;
            assert_eq!(set["success"], json!(true), "{name}");
        }
    }
}
