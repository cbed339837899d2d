use std::collections::HashSet;

use contract::applications::{MAX_PREVIEWED_ASSIGNMENTS, PreviewApplication};
use contract::ids::{ApplicationId, GroupId, OrganizationId, UserId};
use entity::{account, user_group};
use rules::access::RequestFacts;
use rules::account::AccountKind;
use rules::application::OpenTo;
use rules::mfa::{FactorKind, MfaPolicy};
use rules::preview::access_outcomes;
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::proposal::{Affected, Proposal};
use super::row::Row;
use crate::accounts::find_organization;
use crate::applications::{Gated, Person, Reassignment, assigned_among, proposed, working_factors};
use crate::fields::Fields;
use crate::lists::scope;
use crate::permitted::{ApplicationsPreview, Permitted};
use crate::{Context, Error};

/// A change of an application and of its assignments.
pub(super) struct ApplicationChange {
    organization: OrganizationId,
    now: Timestamp,
    mfa: MfaPolicy,
    before: Gated,
    after: Gated,
    reassignment: Reassignment,
}

impl ApplicationChange {
    /// Validates a change as saving it does, and requires the same permissions, and `users:read`. A change
    /// that names groups also requires `groups:read`, because the outcomes show who is in them. Nobody has
    /// to have authenticated recently, because nothing is changed.
    ///
    /// # Errors
    /// `invalid-fields`, `not-found`, `forbidden`.
    pub async fn read(
        context: &Context,
        principal: &Permitted<ApplicationsPreview>,
        id: ApplicationId,
        request: &PreviewApplication,
    ) -> Result<Self, Error> {
        check(request)?;
        let organization = principal.organization();
        let read = context.database().read();
        let update = request.update.clone();
        let (before, after) = proposed(read, organization, id, update).await?;
        principal.require(Permission::UsersRead)?;
        if !(request.assign_groups.is_empty() && request.unassign_groups.is_empty()) {
            principal.require(Permission::GroupsRead)?;
        }
        let found = find_organization(read, organization).await?;
        Ok(Self {
            organization,
            now: context.now(),
            mfa: found.settings.mfa_policy,
            before,
            after,
            reassignment: reassignment(read, organization, request).await?,
        })
    }

    /// Which of these users the application is assigned to before and after the change. Does not matter
    /// while it is open to everyone.
    async fn assigned(
        &self,
        db: &impl ConnectionTrait,
        users: &[Uuid],
    ) -> Result<(HashSet<Uuid>, HashSet<Uuid>), Error> {
        let id = self.before.application.id;
        let unchanged = Reassignment::default();
        let before = assigned_among(db, id, users, &unchanged).await?;
        let after = if self.reassignment == unchanged {
            before.clone()
        } else {
            assigned_among(db, id, users, &self.reassignment).await?
        };
        Ok((before, after))
    }
}

impl Proposal for ApplicationChange {
    fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Administrators open no applications.
    fn concerns_administrators(&self) -> bool {
        false
    }

    async fn evaluate(
        &self,
        context: &Context,
        kind: AccountKind,
        rows: &[Row],
    ) -> Result<Vec<Affected>, Error> {
        let read = context.database().read();
        let users: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let (was_assigned, is_assigned) = self.assigned(read, &users).await?;
        let passkeys = with_passkey(read, rows).await?;
        let affected = rows.iter().filter_map(|row| {
            let user = row.account();
            let mut person = Person::new(
                user.sign_in,
                row.email_proof(),
                self.mfa.requirement_of(kind, user.mfa_override),
                row.is_enrolled(),
            );
            if passkeys.contains(&row.id) {
                person.kinds.push(FactorKind::Passkey);
            }
            let facts = |side: &Gated, assigned: &HashSet<Uuid>| {
                let application = &side.application;
                let request = RequestFacts {
                    asserts_email: side.asserts_email,
                    ..RequestFacts::default()
                };
                let is_open = application.open_to == OpenTo::Everyone || assigned.contains(&row.id);
                person.facts(application, is_open, None, (request, self.now))
            };
            let before = facts(&self.before, &was_assigned);
            let outcomes = access_outcomes(&before, &facts(&self.after, &is_assigned));
            (!outcomes.is_empty()).then_some(Affected {
                id: row.id,
                kind,
                created_at: row.created_at,
                outcomes,
                changed: user,
            })
        });
        Ok(affected.collect())
    }
}

/// Which of these users have a passkey that works.
async fn with_passkey(db: &impl ConnectionTrait, rows: &[Row]) -> Result<HashSet<Uuid>, Error> {
    let enrolled = rows.iter().filter(|row| row.is_enrolled());
    let enrolled: Vec<Uuid> = enrolled.map(|row| row.id).collect();
    let factors = working_factors(db, &enrolled).await?.into_iter();
    let passkeys = factors.filter(|(_, kind)| *kind == FactorKind::Passkey);
    Ok(passkeys.map(|(user, _)| user).collect())
}

/// The groups that a request assigns and removes, then the users, by field.
fn named(request: &PreviewApplication) -> [(&'static str, Vec<Uuid>); 4] {
    let groups = |ids: &[GroupId]| ids.iter().map(|id| id.0).collect();
    let users = |ids: &[UserId]| ids.iter().map(|id| id.0).collect();
    [
        ("assignGroups", groups(&request.assign_groups)),
        ("unassignGroups", groups(&request.unassign_groups)),
        ("assignUsers", users(&request.assign_users)),
        ("unassignUsers", users(&request.unassign_users)),
    ]
}

/// Validates the assignments. Whether the groups and users exist is checked later.
fn check(request: &PreviewApplication) -> Result<(), Error> {
    let mut fields = Fields::default();
    let mut seen = HashSet::new();
    for (field, ids) in named(request) {
        if ids.len() > MAX_PREVIEWED_ASSIGNMENTS {
            let mend = format!("List at most {MAX_PREVIEWED_ASSIGNMENTS}");
            fields.refuse(field, "too_many", mend);
        } else if !ids.into_iter().all(|id| seen.insert(id)) {
            let mend = "List each group and each user once";
            fields.refuse(field, "duplicate", mend);
        }
    }
    fields.finish()
}

/// The assignments that a request changes.
///
/// # Errors
/// `invalid-fields` if a group or a user does not exist.
async fn reassignment(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    request: &PreviewApplication,
) -> Result<Reassignment, Error> {
    let [groups, without_groups, users, without_users] = named(request);
    let mut fields = Fields::default();
    for (field, ids) in [&groups, &without_groups] {
        let found = user_group::Entity::find()
            .filter(user_group::Column::OrganizationId.eq(organization.0))
            .filter(user_group::Column::Id.is_in(ids.iter().copied()));
        if found.count(db).await? < ids.len() as u64 {
            fields.refuse(field, "not_found", "List groups of the organization");
        }
    }
    for (field, ids) in [&users, &without_users] {
        let found = scope(organization, AccountKind::User)
            .filter(account::Column::Id.is_in(ids.iter().copied()));
        if found.count(db).await? < ids.len() as u64 {
            fields.refuse(field, "not_found", "List users of the organization");
        }
    }
    fields.finish()?;
    Ok(Reassignment {
        groups: groups.1,
        without_groups: without_groups.1,
        users: users.1,
        without_users: without_users.1,
    })
}
