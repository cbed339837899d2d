use actix_web::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use askama::Template;
use contract::problem::ProblemType;
use mail::DevelopmentMailbox;
use uuid::Uuid;

use super::view::{MailView, Part, parts};
use crate::http::Path;
use crate::http::problem::{ApiResult, Refusal};

/// The pages have a style sheet and a frame for the email.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; frame-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// An email may use inline styles and embedded images, and is shown in a frame.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
     sandbox allow-popups allow-popups-to-escape-sandbox";

#[derive(Template)]
#[template(path = "mailbox/list.html")]
struct ListPage {
    mails: Vec<MailView>,
}

#[derive(Template)]
#[template(path = "mailbox/mail.html")]
struct MailPage<'a> {
    mail: &'a MailView,
    text: Vec<Part<'a>>,
}

/// The list of emails.
#[get("/dev/mailbox")]
pub async fn list(mailbox: Data<DevelopmentMailbox>) -> ApiResult<HttpResponse> {
    let mails = mailbox
        .list()
        .iter()
        .map(|mail| MailView::from(&**mail))
        .collect();
    page(&ListPage { mails })
}

/// The style sheet.
#[get("/dev/mailbox.css")]
pub async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(include_str!("mailbox.css"))
}

/// One email.
#[get("/dev/mailbox/{id}")]
pub async fn one(
    mailbox: Data<DevelopmentMailbox>,
    Path(id): Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let mail = find(&mailbox, id)?;
    let text = parts(&mail.text);
    page(&MailPage { mail: &mail, text })
}

/// The HTML of one email, for the frame.
#[get("/dev/mailbox/{id}/html")]
pub async fn one_html(
    mailbox: Data<DevelopmentMailbox>,
    Path(id): Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let mail = find(&mailbox, id)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .content_type("text/html; charset=utf-8")
        .body(mail.html))
}

fn find(mailbox: &DevelopmentMailbox, id: Uuid) -> ApiResult<MailView> {
    mailbox
        .get(id)
        .map(|mail| MailView::from(&*mail))
        .ok_or_else(|| Refusal::new(ProblemType::NotFound, "This email no longer exists"))
}

fn page(template: &impl Template) -> ApiResult<HttpResponse> {
    let html = template
        .render()
        .map_err(|_| Refusal::new(ProblemType::Internal, "The page cannot be rendered"))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .content_type("text/html; charset=utf-8")
        .body(html))
}
