//! What the person sees.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use serde_json::{Map, Value, json};

use crate::cookies;
use crate::problem::Problem;
use crate::sessions::{Session, Sessions};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// A claim, with its value as text.
struct Claim {
    name: String,
    value: String,
}

#[derive(Template)]
#[template(path = "signed_in.html")]
struct SignedInPage<'a> {
    name: &'a str,
    userinfo: Vec<Claim>,
    claims: Vec<Claim>,
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage<'a> {
    title: &'a str,
    text: &'a str,
}

/// Who is signed in, or how to sign in.
#[get("/")]
pub async fn home(request: HttpRequest, sessions: Data<Sessions>) -> HttpResponse {
    let id = cookies::value(&request, cookies::SESSION);
    match id.and_then(|id| sessions.get(&id)) {
        Some(Session::SignedIn(person)) => {
            let name = person.userinfo.get("name").and_then(Value::as_str);
            let page = SignedInPage {
                name: name.unwrap_or("Somebody"),
                userinfo: claims(&person.userinfo),
                claims: claims(&person.claims),
            };
            html(StatusCode::OK, &page)
        }
        Some(Session::Ended) => message(
            "You have been signed out",
            "Latchkey has told this application that your session has ended.",
        ),
        None => message(
            "Sample application",
            "You are not signed in. This application knows nothing about you.",
        ),
    }
}

/// Whether the session still exists, for the script of the page.
#[get("/session")]
pub async fn session(request: HttpRequest, sessions: Data<Sessions>) -> HttpResponse {
    let id = cookies::value(&request, cookies::SESSION);
    let found = id.and_then(|id| sessions.get(&id));
    let signed_in = matches!(found, Some(Session::SignedIn(_)));
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(json!({ "signedIn": signed_in }))
}

/// The style sheet.
#[get("/style.css")]
pub async fn style() -> HttpResponse {
    file(
        "text/css; charset=utf-8",
        include_str!("../assets/style.css"),
    )
}

/// The script of the page of a person who is signed in.
#[get("/script.js")]
pub async fn script() -> HttpResponse {
    let text = include_str!("../assets/script.js");
    file("text/javascript; charset=utf-8", text)
}

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .body(text)
}

/// A page with a message and a way to sign in.
pub fn message(title: &str, text: &str) -> HttpResponse {
    html(StatusCode::OK, &MessagePage { title, text })
}

/// The page about a failure.
pub fn failed(problem: &Problem) -> HttpResponse {
    let page = MessagePage {
        title: "That did not work",
        text: &format!("{problem}."),
    };
    html(StatusCode::BAD_REQUEST, &page)
}

fn html(status: StatusCode, page: &impl Template) -> HttpResponse {
    match page.render() {
        Ok(text) => HttpResponse::build(status)
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// The claims as text. The template escapes them.
fn claims(all: &Map<String, Value>) -> Vec<Claim> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            items.join(", ")
        }
        other => other.to_string(),
    };
    let claim = |(name, value): (&String, &Value)| Claim {
        name: name.clone(),
        value: text(value),
    };
    all.iter().map(claim).collect()
}
