use actix_web::web::{Data, Json};
use contract::hosts::{AuthorizedKeys, AuthorizedKeysQuery};
use identity::{Context, hosts};

use super::as_host::AsHost;
use crate::http::{ApiResult, Query};

/// Get the SSH keys of a user for this host
///
/// Used by `latchkey ssh-keys` for `sshd`. The list is empty if the user may not sign in to the host
/// now, or does not exist. Nothing is cached, so do not cache it either.
#[utoipa::path(
    get,
    path = "/host/authorized-keys",
    tag = "Linux hosts",
    operation_id = "getAuthorizedKeys",
    params(AuthorizedKeysQuery),
    responses((status = 200, description = "The keys", body = AuthorizedKeys)),
)]
pub async fn authorized_keys(
    // First, so that a request with a wrong key and a wrong query gets the same response each time.
    Query(query): Query<AuthorizedKeysQuery>,
    AsHost(host): AsHost,
    context: Data<Context>,
) -> ApiResult<Json<AuthorizedKeys>> {
    Ok(Json(hosts::authorized_keys(&context, &host, &query).await?))
}
