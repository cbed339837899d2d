//! What was wrong with the last requests of an application, for whoever connects it.

use ::oidc::answer::Answer;
use ::oidc::authorize::PageError;
use ::oidc::error::ProtocolError;
use entity::application;
use entity::application_problem::{ActiveModel, Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Context, Error};

/// The number of problems that are kept of each application. Anyone can cause some.
const KEPT: u64 = 20;
/// The maximum length of what a request contained, in characters.
const LONGEST: usize = 500;

/// A problem of a request.
pub(super) struct Wrong<'a> {
    code: &'a str,
    message: String,
    received: Option<&'a str>,
}

impl From<ProtocolError> for Wrong<'_> {
    fn from(error: ProtocolError) -> Self {
        Self {
            code: error.code.as_str(),
            message: error.description.to_owned(),
            received: None,
        }
    }
}

/// An error that is sent to the application.
impl<'a> From<&'a Answer> for Wrong<'a> {
    fn from(answer: &'a Answer) -> Self {
        let field = |wanted: &str| {
            let mut fields = answer.fields().iter();
            let field = fields.find(|(name, _)| *name == wanted);
            field.map_or("", |(_, value)| value.as_str())
        };
        Self {
            code: field("error"),
            message: field("error_description").to_owned(),
            received: None,
        }
    }
}

impl<'a> From<&'a PageError> for Wrong<'a> {
    fn from(error: &'a PageError) -> Self {
        let received = match error {
            PageError::UnregisteredRedirect { requested } => Some(requested.as_str()),
            _ => None,
        };
        Self {
            code: "refused",
            message: error.to_string(),
            received,
        }
    }
}

/// Remembers a problem. Does not fail the request if it cannot.
pub(super) async fn remember<'a>(
    context: &Context,
    application: &application::Model,
    wrong: impl Into<Wrong<'a>>,
) {
    if let Err(error) = write(context, application, wrong.into()).await {
        tracing::warn!(%error, "a problem of an application was not written down");
    }
}

async fn write(
    context: &Context,
    application: &application::Model,
    wrong: Wrong<'_>,
) -> Result<(), Error> {
    let db = context.database().write();
    let now = context.now();
    let received = wrong
        .received
        .map(|text| text.chars().take(LONGEST).collect::<String>());
    let of_application = || Entity::find().filter(Column::ApplicationId.eq(application.id));
    let latest = of_application()
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    if let Some(latest) = latest
        && latest.code == wrong.code
        && latest.message == wrong.message
        && latest.received == received
    {
        Entity::update_many()
            .col_expr(Column::Count, Expr::value(latest.count.saturating_add(1)))
            .col_expr(Column::LastAt, Expr::value(now))
            .filter(Column::Id.eq(latest.id))
            .exec(db)
            .await?;
        return Ok(());
    }
    let row = ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(application.organization_id),
        application_id: Set(application.id),
        code: Set(wrong.code.to_owned()),
        message: Set(wrong.message),
        received: Set(received),
        count: Set(1),
        first_at: Set(now),
        last_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    let kept: Vec<Uuid> = of_application()
        .select_only()
        .column(Column::Id)
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .limit(KEPT)
        .into_tuple()
        .all(db)
        .await?;
    Entity::delete_many()
        .filter(Column::ApplicationId.eq(application.id))
        .filter(Column::Id.is_not_in(kept))
        .exec(db)
        .await?;
    Ok(())
}
