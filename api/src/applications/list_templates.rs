use actix_web::web::Json;
use contract::applications::ApplicationTemplate;
use contract::page::Page;
use identity::applications;
use identity::permitted::ApplicationsRead;

use crate::http::{Allowed, ApiResult};

/// List the templates of applications
///
/// The applications of the catalog that can be created, by name, all on one page.
#[utoipa::path(
    get,
    path = "/application-templates",
    tag = "Applications",
    operation_id = "listApplicationTemplates",
    responses((status = 200, description = "All templates", body = Page<ApplicationTemplate>)),
)]
pub async fn list_templates(
    Allowed(principal): Allowed<ApplicationsRead>,
) -> ApiResult<Json<Page<ApplicationTemplate>>> {
    Ok(Json(applications::templates(&principal)))
}
