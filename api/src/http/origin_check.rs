//! Checks that cookies are only used by pages of the portals.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::ORIGIN;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use contract::problem::ProblemType;
use identity::addresses::Portal;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Object, Required};

use super::portal::portal_of;
use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// The origins of each portal's pages.
#[derive(Clone, Debug)]
pub struct PortalOrigins {
    /// The origins of the User Portal.
    pub user: Vec<String>,
    /// The origins of the Admin Portal.
    pub admin: Vec<String>,
}

/// Proof that the request comes from a page of the portal that the endpoint belongs to: its `Origin`
/// is one of the configured ones. A missing `Origin` is refused too: browsers send it with every
/// request that changes something.
#[derive(Clone, Copy, Debug)]
pub struct SameOrigin(());

impl FromRequest for SameOrigin {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut values = request.headers().get_all(ORIGIN);
        let (first, second) = (values.next(), values.next());
        let origins = request.app_data::<Data<PortalOrigins>>();
        let ours = match (first, second, origins) {
            (Some(origin), None, Some(origins)) => {
                let known = match portal_of(request) {
                    Portal::User => &origins.user,
                    Portal::Admin => &origins.admin,
                };
                known.iter().any(|one| one.as_bytes() == origin.as_bytes())
            }
            _ => false,
        };
        ready(if ours {
            Ok(Self(()))
        } else {
            Err(Refusal::new(
                ProblemType::WrongOrigin,
                "Open the portal at its configured address and try again",
            ))
        })
    }
}

impl Describe for SameOrigin {
    fn describe(description: &mut Description) {
        description.problems::<problems::WrongOrigin>();
        let text = "The origin of the portal's page. Browsers send it by themselves; other clients \
                    send the portal's configured address";
        let origin = ParameterBuilder::new()
            .name("Origin")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(text))
            .schema(Some(Object::with_type(Type::String)))
            .example(Some("https://id.example.com".into()));
        description.put_parameter(origin.build());
    }
}
