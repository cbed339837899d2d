//! The session of a browser: checking, refreshing and ending it with its cookie, for both portals.

mod check;
mod refresh;
mod sign_out;

use actix_web::HttpRequest;
use contract::problem::ProblemType;
use identity::addresses::Portal;

use crate::http::session_cookie::{self, Kind};
use crate::http::{ApiResult, Refusal};
use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api, both portals: check, refresh, sign_out);
}

/// The refresh token that the browser sent.
fn refresh_token(request: &HttpRequest, portal: Portal) -> ApiResult<String> {
    session_cookie::read(request, Kind::Refresh, portal).ok_or_else(|| {
        let detail = "No session exists in this browser. Sign in";
        Refusal::new(ProblemType::Unauthenticated, detail)
    })
}
