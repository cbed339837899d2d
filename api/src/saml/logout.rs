use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::ids::ApplicationId;
use identity::Context;
use identity::addresses::Portal;
use identity::saml::{self, SignedOut};

use crate::http::{Path, session_cookie};
use crate::requests::{BrowserParts, pages, redirect, signed_out_page};

/// `GET /saml/{id}/logout` (HTTP-Redirect binding): signs a person out.
pub async fn logout(
    context: Data<Context>,
    request: HttpRequest,
    Path(id): Path<ApplicationId>,
) -> HttpResponse {
    let parts = BrowserParts::of(&request);
    let query = request.query_string();
    match saml::logout(&context, &parts.browser(), id, query).await {
        Ok(SignedOut::Done {
            address,
            application,
            here,
            still_signed_in,
        }) => {
            let mut response = match address {
                Some(address) => redirect(&address),
                None => signed_out_page(Some(&application), still_signed_in),
            };
            if here {
                for gone in session_cookie::of_no_session(&request, Portal::User) {
                    // Fails only for a cookie that is not a valid header value, which does not happen here.
                    let _ = response.add_cookie(&gone);
                }
            }
            response
        }
        Ok(SignedOut::Refused(rejected)) => pages::page(
            "You were not signed out",
            &rejected.message,
            rejected.received.as_deref(),
        ),
        Err(error) => pages::failed(error),
    }
}
