use contract::ids::ApplicationId;
use entity::application::{Column, Entity};
use entity::authorization_request;
use rules::application::ApplicationProtocol;
use sea_orm::{EntityTrait, QuerySelect};

use crate::{Context, Error, openid, requests, saml};

/// A request that waits, with the current settings of its application.
pub(super) struct Found {
    pub row: authorization_request::Model,
    pub request: Request,
}

/// A request of one of the protocols.
pub(super) enum Request {
    OpenId(Box<openid::SignOn>),
    Saml(Box<saml::SignOn>),
}

/// The request with this token, if it waits in this browser, and if its application still uses the
/// protocol.
///
/// # Errors
/// If the database fails.
pub(super) async fn find(
    context: &Context,
    token: &str,
    binding: Option<&str>,
) -> Result<Option<Found>, Error> {
    let Some(row) = requests::find(context, token, binding).await? else {
        return Ok(None);
    };
    let protocol: Option<ApplicationProtocol> = Entity::find_by_id(row.application_id)
        .select_only()
        .column(Column::Protocol)
        .into_tuple()
        .one(context.database().read())
        .await?;
    let Some(protocol) = protocol else {
        return Ok(None);
    };
    let application = ApplicationId(row.application_id);
    let request = read(context, (application, protocol), &row.parameters).await?;
    Ok(request.map(|request| Found { row, request }))
}

async fn read(
    context: &Context,
    (application, protocol): (ApplicationId, ApplicationProtocol),
    parameters: &str,
) -> Result<Option<Request>, Error> {
    Ok(match protocol {
        ApplicationProtocol::Bookmark => None,
        ApplicationProtocol::Saml => saml::SignOn::stored(context, application, parameters)
            .await?
            .map(|request| Request::Saml(Box::new(request))),
        ApplicationProtocol::Oidc => openid::SignOn::stored(context, application, parameters)
            .await?
            .map(|request| Request::OpenId(Box::new(request))),
    })
}

/// Calls a function that is the same for all protocols.
macro_rules! with_request {
    ($request:expr, $name:ident => $call:expr) => {
        match $request {
            $crate::continuing::find_request::Request::OpenId($name) => $call,
            $crate::continuing::find_request::Request::Saml($name) => $call,
        }
    };
}
pub(super) use with_request;
