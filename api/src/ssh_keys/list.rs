use actix_web::web::{Data, Json};
use contract::filter::{ListFilter, SshKeyFilter};
use contract::page::{ListQuery, Page};
use contract::ssh_keys::OwnedSshKey;
use identity::permitted::UsersRead;
use identity::{Context, ssh_keys};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List the SSH keys of all users
#[utoipa::path(
    get,
    path = "/ssh-keys",
    tag = "Users",
    operation_id = "listSshKeys",
    description = description(),
    params(lists::FilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<OwnedSshKey>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<OwnedSshKey>>> {
    Ok(Json(ssh_keys::all(&context, &principal, &query).await?))
}

fn description() -> String {
    let filters = SshKeyFilter::DESCRIPTION;
    format!(
        "Newest first. `refused` says why a host should not accept a key at the moment. {filters}"
    )
}
