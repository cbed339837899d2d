use crate::accounts::AccountScope;
use entity::account::{Column, Entity};
use entity::organization;
use rules::status::ExpiryReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

use super::compliance_deadline;
use crate::addresses::Portal;
use crate::{Context, Error};

/// Updates when passwords expire to the organization's current rules. Applies
/// `rules::password_aging::AgingPolicy::expiry` to all passwords in three statements. Does not change
/// temporary passwords or those that an administrator expired, and a new deadline does not revive
/// expired passwords.
///
/// # Errors
/// When the database fails.
pub(crate) async fn update_expiry(
    context: &Context,
    tx: &impl ConnectionTrait,
    organization: &organization::Model,
    scope: AccountScope,
) -> Result<(), Error> {
    let policy = &organization.settings.aging_policy;
    let since = compliance_deadline(organization).map(|deadline| deadline.since);
    let before_deadline = || match since {
        Some(since) => Condition::all().add(Column::PasswordSetAt.lt(since)),
        None => Condition::any().add(Expr::value(false)),
    };
    let maximum = policy
        .maximum_age()
        .and_then(|age| i64::try_from(age.as_millis()).ok());
    let ages = || match maximum {
        Some(_) => Condition::all().add(Column::PasswordNeverExpires.eq(false)),
        None => Condition::any().add(Expr::value(false)),
    };
    let dated = |at: Expr, reason: Option<ExpiryReason>| {
        Entity::update_many()
            .col_expr(Column::PasswordExpiresAt, at)
            .col_expr(Column::PasswordExpiryReason, Expr::value(reason))
            .col_expr(Column::PasswordNoticeDays, Expr::value(Option::<i32>::None))
    };

    let nothing = dated(Expr::value(Option::<Timestamp>::None), None)
        .filter(Column::PasswordExpiresAt.is_not_null())
        .filter(before_deadline().not())
        .filter(ages().not());
    follows_the_rules(nothing, organization.id, scope)
        .exec(tx)
        .await?;

    if let Some(maximum) = maximum {
        let at = || Expr::col(Column::PasswordSetAt).add(maximum);
        let by_age = dated(at(), Some(ExpiryReason::Age))
            .filter(
                Condition::any()
                    .add(Column::PasswordExpiresAt.is_null())
                    .add(Expr::col(Column::PasswordExpiresAt).ne(at())),
            )
            .filter(before_deadline().not())
            .filter(ages());
        follows_the_rules(by_age, organization.id, scope)
            .exec(tx)
            .await?;
    }

    if let Some(deadline) = compliance_deadline(organization) {
        let by = deadline.by;
        let on_the_date = dated(Expr::value(by), Some(ExpiryReason::Policy))
            .filter(
                Condition::any()
                    .add(Column::PasswordExpiresAt.is_null())
                    .add(
                        Condition::all()
                            .add(Column::PasswordExpiresAt.gt(context.now()))
                            .add(Column::PasswordExpiresAt.ne(by)),
                    ),
            )
            .filter(before_deadline());
        follows_the_rules(on_the_date, organization.id, scope)
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// The passwords whose expiry is determined by the rules.
fn follows_the_rules(
    update: UpdateMany<Entity>,
    organization: Uuid,
    scope: AccountScope,
) -> UpdateMany<Entity> {
    let by_the_rules = [ExpiryReason::Age, ExpiryReason::Policy];
    let update = update
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Kind.eq(Portal::User.account_kind()))
        .filter(Column::PasswordSetAt.is_not_null())
        .filter(
            Condition::any()
                .add(Column::PasswordExpiryReason.is_null())
                .add(Column::PasswordExpiryReason.is_in(by_the_rules)),
        );
    match scope {
        AccountScope::Everybody => update,
        AccountScope::Account(id) => update.filter(Column::Id.eq(id)),
    }
}
