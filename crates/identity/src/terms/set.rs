use contract::events::EventAction;
use contract::terms::{OrganizationTerms, SetTerms};
use entity::organization::{Column, Entity};
use entity::terms;
use rules::terms::{mend, normalize};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::find::current;
use super::get::show;
use crate::accounts::find_organization;
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::{Precondition, stale_version};
use crate::{Context, Error};

/// Publishes terms, and determines whether users must accept them, if `version` is that of the
/// organization. The same text is not published again.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `forbidden`, `proof-required`.
pub async fn set(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    version: impl Into<Precondition>,
    request: &SetTerms,
) -> Result<OrganizationTerms, Error> {
    let expected: Precondition = version.into();
    let text = normalize(&request.text);
    let text = text.map_err(|error| Error::field("text", error.code(), mend(error)))?;
    let id = principal.organization();
    let tx = context.database().begin().await?;
    let now = find_organization(&tx, id).await?;
    expected.check(now.version)?;
    let before = current(&tx, &now).await?;
    let is_new = before.as_ref().is_none_or(|before| before.text != text);
    let switched = request.required != now.terms_required;
    if !is_new && !switched {
        return Ok(show(&now, before));
    }
    let number = now.terms_version + i32::from(is_new);
    // Two administrators cannot publish the same number, because only one of them has the current version.
    let written = Entity::update_many()
        .col_expr(Column::TermsVersion, Expr::value(number))
        .col_expr(Column::TermsRequired, Expr::value(request.required))
        .col_expr(Column::Version, Expr::value(now.version.incremented()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Version.eq(now.version))
        .exec(&tx)
        .await?;
    if written.rows_affected == 0 {
        return Err(stale_version());
    }
    if is_new {
        let row = terms::ActiveModel {
            id: Set(context.new_id()),
            organization_id: Set(id.0),
            version: Set(number),
            text: Set(text),
            published_by: Set(principal.party().name),
            published_at: Set(context.now()),
        };
        terms::Entity::insert(row)
            .exec_without_returning(&tx)
            .await?;
        let event = principal.event(EventAction::TermsPublished);
        record(context, &tx, id, event.with("version", number.to_string())).await?;
    }
    if switched {
        let event = principal.event(EventAction::OrganizationUpdated);
        let required = request.required.to_string();
        let event = event.with("fields", "termsRequired");
        record(context, &tx, id, event.with("terms_required", required)).await?;
    }
    let changed = find_organization(&tx, id).await?;
    let row = current(&tx, &changed).await?;
    tx.commit().await?;
    Ok(show(&changed, row))
}
