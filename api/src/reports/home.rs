use actix_web::web::{Data, Json};
use contract::reports::HomeReport;
use identity::permitted::EventsRead;
use identity::{Context, reports};

use crate::http::{Allowed, ApiResult};

/// Get the report for Home
///
/// The data of the charts on Home of the Admin Portal: sign-ins, lockouts and failed emails of the last
/// 30 days, MFA adoption, and the passwords that expire in the coming weeks. Days begin at midnight
/// in the organization's time zone, not the caller's, and weeks begin on Monday. A day on which clocks change
/// can have 23 or 25 hours. All numbers are exact. The parts about users and settings are absent if the
/// caller may not read those.
#[utoipa::path(
    get,
    path = "/reports/home",
    tag = "Reports",
    operation_id = "getHomeReport",
    responses((status = 200, description = "The report", body = HomeReport)),
)]
pub async fn home(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
) -> ApiResult<Json<HomeReport>> {
    Ok(Json(reports::home(&context, &principal).await?))
}
