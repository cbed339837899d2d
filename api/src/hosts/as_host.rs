use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use contract::problem::ProblemType;
use identity::hosts::HostCaller;
use identity::{Context, hosts};

use crate::http::authentication::{bearer, client};
use crate::http::{Refusal, request_id};
use crate::openapi::{Describe, Description, access};

/// A Linux host with its key.
#[derive(Debug)]
pub struct AsHost(pub HostCaller);

impl FromRequest for AsHost {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = request.app_data::<Data<Context>>().cloned();
        let (key, client) = (bearer(request), client(request));
        Box::pin(async move {
            let misconfigured =
                || Refusal::new(ProblemType::Internal, "The server is misconfigured");
            let context = context.ok_or_else(misconfigured)?;
            let caller = hosts::caller(&context, &key?, client).await?;
            request_id::sent_by(&caller.party());
            Ok(Self(caller))
        })
    }
}

impl Describe for AsHost {
    fn describe(description: &mut Description) {
        description.person(access::Caller::Host);
    }
}
