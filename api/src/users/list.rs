use actix_web::web::{Data, Json};
use contract::page::{ListQuery, Page};
use contract::users::User;
use identity::permitted::UsersRead;
use identity::{Context, users};

use crate::http::{Allowed, Answer, Query};
use crate::openapi::problems;

/// List users
///
/// A page of the organization's users. Sorts: `name`, `email`, `username`, `createdAt`,
/// `lastSignInAt`. Filters: `state` (`staged`, `active`, `suspended`), `passwordStatus`
/// (`pending`, `active`, `expired`, `locked`), `passwordExpired` (`true`, `false`; also where the
/// account is locked), `passwordOlderThan` (days since it was set, 1 to 730),
/// `passwordNeverExpires` (`true`: exempt from the maximum age), `mustComply` (`true`: the password is from before the compliance deadline
/// was set), `recoveryEmail` (`none`, `unverified`, `verified`), `mfa` (`enrolled`,
/// `enrolment_period`, `enrolment_overdue`, `not_enrolled`), `department`.
#[utoipa::path(
    get,
    path = "/users",
    tag = "Users",
    operation_id = "listUsers",
    params(ListQuery),
    responses((status = 200, description = "A page", body = Page<User>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<User>>> {
    Ok(Json(users::list(&context, &principal, &query).await?))
}
