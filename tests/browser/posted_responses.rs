//! Responses that the browser itself posts to an application: of SAML, and of OpenID Connect with `form_post`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use client::Portal;
use contract::applications::{OidcSettings, SamlSettings, UpdateApplication};
use harness::saml::{Form, Message, RELAY_STATE, ServiceProvider, consumer};
use harness::{AuthenticatorApp, RelyingParty, SOON, TestServer, USER_PASSWORD, VERIFIER, until};
use rules::access::WantedFactor;
use url::form_urlencoded;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{ADA, ada_signed_in, server};

/// What the application shows.
const PAGE: &str = "Welcome to the application";

/// An application that shows a page to browsers.
struct Application {
    /// Where it gets responses.
    address: String,
    forms: Receiver<String>,
}

impl Application {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/response", listener.local_addr().unwrap());
        let (sender, forms) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let sender = sender.clone();
                // Browsers also open connections that they use later, or never.
                std::thread::spawn(move || answer(&stream.unwrap(), &sender));
            }
        });
        Self { address, forms }
    }

    /// The form that a browser has posted.
    async fn posted(&self) -> Form {
        let form = until(SOON, "a form", async || self.forms.try_recv().ok()).await;
        let fields = form_urlencoded::parse(form.as_bytes());
        Form {
            action: self.address.clone(),
            fields: fields.into_owned().collect(),
        }
    }
}

/// Answers a request with the page, and passes a form on. `None` if the browser closes the connection.
fn answer(mut stream: &TcpStream, forms: &Sender<String>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    reader.read_line(&mut request).ok()?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
    }
    let mut form = vec![0; length];
    reader.read_exact(&mut form).ok()?;
    if request.starts_with("POST /response ") {
        forms.send(String::from_utf8(form).ok()?).ok()?;
    }
    let page = format!("<!doctype html><html lang=en><title>{PAGE}</title><h1>{PAGE}</h1></html>");
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{page}",
        page.len()
    );
    stream.write_all(answer.as_bytes()).ok()
}

/// A service provider that is open to everyone and gets responses at this address.
async fn wiki(
    server: &TestServer,
    owner: &client::Client,
    application: &Application,
) -> ServiceProvider {
    let settings = SamlSettings {
        consumers: vec![consumer(&application.address, 0)],
        ..harness::saml::settings()
    };
    ServiceProvider::new(server, owner, settings).await
}

/// Expects that the application has got an assertion about Ada, in response to this request.
async fn is_told(application: &Application, wiki: &ServiceProvider, request: &Message) {
    let form = application.posted().await;
    assert_eq!(form.field("RelayState"), Some(RELAY_STATE));
    let answer = form.answer();
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    assert_eq!(answer.signed_by(wiki.certificate()), Some(true));
    assert_eq!(answer.assertion().name_id(), ADA);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_posted_to_the_application() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let application = Application::start();
    let address = application.address.as_str();
    let settings = OidcSettings {
        redirect_uris: vec![address.to_owned()],
        ..OidcSettings::default()
    };
    let grafana = RelyingParty::new(&server, &owner, settings).await;
    let changes = [("redirect_uri", address), ("response_mode", "form_post")];
    let path = grafana.authorize_path(&changes);
    let browser = Browser::open(&server.origin).await;
    browser.go(&path).await;
    browser.see("Sign in to continue to Grafana.").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading(PAGE).await;
    // From now on nobody is asked, and an error is posted too.
    let mut forms = vec![application.posted().await];
    browser.go(&path).await;
    forms.push(application.posted().await);
    for form in forms {
        assert_eq!(form.field("state"), Some("st&te"));
        let code = form.field("code").unwrap();
        let (status, tokens) = grafana.redeem_with(code, address, Some(VERIFIER)).await;
        assert_eq!(status, 200, "{tokens}");
    }
    let wrong = [&changes[..], &[("scope", "email")]].concat();
    browser.go(&grafana.authorize_path(&wrong)).await;
    let refused = application.posted().await;
    assert_eq!(refused.field("error"), Some("invalid_scope"));
    browser.heading(PAGE).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_assertion_is_posted_after_signing_in_and_after_mfa() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let application = Application::start();
    let wiki = wiki(&server, &owner, &application).await;
    let browser = Browser::open(&server.origin).await;
    let request = wiki.request();
    browser.go(&wiki.path(&request)).await;
    browser.see("Sign in to continue to Wiki.").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading(PAGE).await;
    is_told(&application, &wiki, &request).await;

    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let app = AuthenticatorApp::add(&server, &portal).await;
    let policy = UpdateApplication {
        factor: Some(WantedFactor::Any),
        ..UpdateApplication::default()
    };
    let version = owner.application(wiki.id).await.unwrap().version;
    let changed = owner.update_application(wiki.id, version, &policy).await;
    changed.unwrap();
    let request = wiki.request();
    browser.go(&wiki.path(&request)).await;
    browser.heading("Confirm it's you").await;
    browser.see("Wiki asks for MFA before it opens.").await;
    let code = app.code(&server);
    browser
        .enter_code("Code from your authenticator app", &code)
        .await;
    browser.heading(PAGE).await;
    is_told(&application, &wiki, &request).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_can_post_the_response_without_scripts() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let application = Application::start();
    let wiki = wiki(&server, &owner, &application).await;
    let browser = ada_signed_in(&server).await;
    let request = wiki.request();
    browser.stop_scripts(true).await;
    browser.go(&wiki.path(&request)).await;
    let button = "Continue to the application";
    browser.find("button", button, false).await;
    // The check is a script itself; the one of the page does not run anymore.
    browser.stop_scripts(false).await;
    let mut report = Report::new();
    report.now(&browser, "a response to be posted").await;
    report.assert_empty();
    assert!(application.forms.try_recv().is_err());
    browser.button(button).await;
    browser.heading(PAGE).await;
    is_told(&application, &wiki, &request).await;
    browser.finish().await;
}
