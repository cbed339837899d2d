//! A preview decides about one account what the statements of the save do to all accounts at once.

use std::collections::HashMap;
use std::time::Duration;

use contract::change::Change;
use contract::organization::{SetComplianceDeadline, UpdateOrganization};
use contract::previews::{AffectedAccount, AffectedQuery};
use entity::account::{self, Column};
use rules::account::AccountKind;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::password_aging::AgingPolicy;
use rules::state::UserState;
use rules::status::ExpiryReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::World;
use super::world::Tenant;
use crate::accounts::facts;
use crate::{Error, organization, previews};

super::on_each_database!(
    what_was_previewed_is_what_is_saved,
    an_organization_runs_two_previews_at_once,
);

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The facts of a user that a change of the settings depends on.
#[derive(Clone, Copy, Debug)]
struct Facts {
    state: UserState,
    set_at: Option<Timestamp>,
    expiry: Option<(Timestamp, ExpiryReason)>,
    never_expires: bool,
    enrolled: bool,
    enroll_by: Option<Timestamp>,
    own: Option<MfaRequirement>,
}

impl Facts {
    /// Whether such a user can exist while MFA is required: only expiring passwords have a date, and
    /// a user who must enroll a factor has a period.
    fn can_exist(&self) -> bool {
        let has_password = self.set_at.is_some();
        let must_enroll = self.own.is_none() && !self.enrolled;
        let begins = self.state == UserState::Active && has_password;
        (has_password || self.expiry.is_none() && !self.enrolled)
            && (must_enroll || self.enroll_by.is_none())
            && (!must_enroll || !begins || self.enroll_by.is_some())
    }
}

/// Every combination that can exist at `now`.
fn every_user(now: Timestamp) -> Vec<Facts> {
    let (past, future) = (now.minus(5 * DAY), now.plus(5 * DAY));
    let mut all = Vec::new();
    for state in [UserState::Active, UserState::Suspended] {
        for set_at in [None, Some(now.minus(100 * DAY))] {
            for expiry in [
                None,
                Some((past, ExpiryReason::Age)),
                Some((future, ExpiryReason::Age)),
                Some((past, ExpiryReason::Policy)),
                Some((past, ExpiryReason::Administrator)),
                Some((future, ExpiryReason::Temporary)),
            ] {
                for never_expires in [false, true] {
                    for (enrolled, enroll_by) in [
                        (true, None),
                        (false, None),
                        (false, Some(past)),
                        (false, Some(future)),
                    ] {
                        for own in [None, Some(MfaRequirement::Optional)] {
                            all.push(Facts {
                                state,
                                set_at,
                                expiry,
                                never_expires,
                                enrolled,
                                enroll_by,
                                own,
                            });
                        }
                    }
                }
            }
        }
    }
    all.retain(Facts::can_exist);
    all
}

/// Creates a user with these facts.
async fn create(world: &World, tenant: &Tenant, number: usize, facts: Facts) -> Result<(), Error> {
    let name = format!("user{number}");
    let user = world.user(tenant, &name, UserState::Active).await?;
    let hash = facts.set_at.map(|_| "never verified".to_owned());
    let enrolled_at = facts.enrolled.then_some(facts.set_at).flatten();
    account::Entity::update_many()
        .col_expr(Column::State, Expr::value(facts.state))
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .col_expr(Column::PasswordSetAt, Expr::value(facts.set_at))
        .col_expr(
            Column::PasswordExpiresAt,
            Expr::value(facts.expiry.map(|(at, _)| at)),
        )
        .col_expr(
            Column::PasswordExpiryReason,
            Expr::value(facts.expiry.map(|(_, reason)| reason)),
        )
        .col_expr(
            Column::PasswordNeverExpires,
            Expr::value(facts.never_expires),
        )
        .col_expr(Column::MfaEnrolledAt, Expr::value(enrolled_at))
        .col_expr(Column::MfaEnrollBy, Expr::value(facts.enroll_by))
        .col_expr(Column::MfaOverride, Expr::value(facts.own))
        .filter(Column::Id.eq(user.id.0))
        .exec(world.context.database().write())
        .await?;
    Ok(())
}

fn aging(maximum_age_days: Option<u16>) -> UpdateOrganization {
    let policy = AgingPolicy {
        has_maximum_age: maximum_age_days.is_some(),
        maximum_age_days: maximum_age_days.unwrap_or(90),
        ..AgingPolicy::default()
    };
    UpdateOrganization {
        aging_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    }
}

fn mfa(users: MfaRequirement) -> UpdateOrganization {
    let policy = MfaPolicy {
        users,
        ..MfaPolicy::default()
    };
    UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    }
}

async fn save(world: &World, tenant: &Tenant, change: &UpdateOrganization) -> Result<(), Error> {
    let context = &world.context;
    let now = organization::get(context, &tenant.owner.permit()?).await?;
    let permitted = tenant.owner.permit()?;
    organization::update(context, &permitted, now.version, change).await?;
    Ok(())
}

/// All accounts that a change affects, page by page.
async fn affected(
    world: &World,
    tenant: &Tenant,
    change: &UpdateOrganization,
) -> Result<HashMap<Uuid, AffectedAccount>, Error> {
    let permitted = tenant.owner.permit()?;
    let mut query = AffectedQuery {
        limit: Some(100),
        ..AffectedQuery::default()
    };
    let mut found = HashMap::new();
    loop {
        let page = previews::affected_accounts(&world.context, &permitted, &query, change).await?;
        found.extend(page.items.into_iter().map(|one| (one.id, one)));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return Ok(found);
        }
    }
}

async fn rows(world: &World, tenant: &Tenant) -> Result<Vec<account::Model>, Error> {
    Ok(account::Entity::find()
        .filter(Column::OrganizationId.eq(tenant.organization.0))
        .filter(Column::Kind.eq(AccountKind::User))
        .all(world.context.database().read())
        .await?)
}

async fn what_was_previewed_is_what_is_saved(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    save(&world, &tenant, &mfa(MfaRequirement::Required)).await?;
    let now = world.context.now();
    let all = every_user(now);
    assert!(all.len() > 100, "{}", all.len());
    for (number, facts) in all.into_iter().enumerate() {
        create(&world, &tenant, number, facts).await?;
    }
    let by = now.plus(14 * DAY);
    let changes = [
        aging(Some(90)),
        aging(Some(200)),
        mfa(MfaRequirement::Optional),
        UpdateOrganization {
            compliance_deadline: Change::Set(SetComplianceDeadline { by }),
            ..UpdateOrganization::default()
        },
        UpdateOrganization {
            mfa_policy: mfa(MfaRequirement::Required).mfa_policy,
            ..aging(None)
        },
        UpdateOrganization {
            compliance_deadline: Change::Clear,
            ..UpdateOrganization::default()
        },
        mfa(MfaRequirement::Off),
    ];
    for change in changes {
        let permitted = tenant.owner.permit()?;
        let preview = previews::preview(&world.context, &permitted, &change).await?;
        let affected = affected(&world, &tenant, &change).await?;
        assert_eq!(affected.len() as u64, preview.affected, "{preview:?}");
        assert!(preview.affected > 0, "{change:?}");
        let before: HashMap<_, _> = rows(&world, &tenant)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        save(&world, &tenant, &change).await?;
        for row in rows(&world, &tenant).await? {
            let (old, now) = (&before[&row.id], world.context.now());
            if let Some(previewed) = affected.get(&row.id) {
                let expires_at = previewed.password_expires_at;
                assert_eq!(row.password_expires_at, expires_at, "{change:?}: {old:?}");
                let has_period = previewed.enroll_by.is_some();
                assert_eq!(
                    row.mfa_enroll_by.is_some(),
                    has_period,
                    "{change:?}: {old:?}"
                );
                continue;
            }
            let was_expired = facts(old).expired_at(now);
            assert_eq!(
                facts(&row).expired_at(now),
                was_expired,
                "{change:?}: {old:?}"
            );
            let same = row.password_expires_at == old.password_expires_at;
            assert!(was_expired || same, "{change:?}: {old:?}");
            assert_eq!(row.mfa_enroll_by, old.mfa_enroll_by, "{change:?}: {old:?}");
        }
    }
    Ok(())
}

async fn an_organization_runs_two_previews_at_once(world: World) -> Result<(), Error> {
    let (tenant, other) = (world.tenant("a").await?, world.tenant("b").await?);
    let context = &world.context;
    let change = mfa(MfaRequirement::Required);
    let slots = context.preview_slots();
    let taken = [
        slots.take(tenant.organization)?,
        slots.take(tenant.organization)?,
    ];
    let permitted = tenant.owner.permit()?;
    let refused = previews::preview(context, &permitted, &change).await.err();
    assert!(
        matches!(refused, Some(Error::TooManyPreviews(_))),
        "{refused:?}"
    );
    let query = AffectedQuery::default();
    let refused = previews::affected_accounts(context, &permitted, &query, &change).await;
    assert!(matches!(refused, Err(Error::TooManyPreviews(_))));
    previews::preview(context, &other.owner.permit()?, &change).await?;
    drop(taken);
    previews::preview(context, &permitted, &change).await?;
    Ok(())
}
