use contract::change::Change;
use contract::ids::OrganizationId;
use contract::organization::{SetComplianceDeadline, Settings, UpdateOrganization};
use rules::account::AccountKind;
use rules::lockout::LockoutPolicy;
use rules::password_aging::ComplianceDeadline;
use rules::preview::Policies;
use rules::role::Permission;
use rules::sign_in::WaysIn;
use rules::state::UserState;
use rules::time::Timestamp;
use uuid::Uuid;

use super::proposal::{Affected, Proposal};
use super::row::Row;
use crate::accounts::{fewest_failures, find_organization, is_usable, would_verify};
use crate::factors::with_passkey;
use crate::organization::{check, concerns_administrators};
use crate::password_aging::compliance_deadline;
use crate::permitted::{OrganizationPreview, Permitted};
use crate::{Context, Error};

/// The settings on one side of a change.
struct Side {
    policies: Policies,
    users: LockoutPolicy,
    administrators: LockoutPolicy,
}

impl Side {
    fn new(settings: &Settings, deadline: Option<ComplianceDeadline>) -> Self {
        Self {
            policies: Policies {
                passwords: settings.password_policy,
                aging: settings.aging_policy.clone(),
                deadline,
                mfa: settings.mfa_policy,
            },
            users: settings.lockout_policy,
            administrators: settings.administrator_lockout_policy,
        }
    }

    const fn lockout(&self, kind: AccountKind) -> &LockoutPolicy {
        match kind {
            AccountKind::User => &self.users,
            AccountKind::Administrator => &self.administrators,
        }
    }
}

/// A change of the settings of an organization.
pub(super) struct SettingsChange {
    organization: OrganizationId,
    now: Timestamp,
    before: Side,
    after: Side,
    concerns_administrators: bool,
}

impl SettingsChange {
    /// Validates a change as saving it does, and requires the same permissions. Nobody has to have
    /// authenticated recently, because nothing is changed.
    ///
    /// # Errors
    /// `invalid-fields`, `forbidden`.
    pub async fn read(
        context: &Context,
        principal: &Permitted<OrganizationPreview>,
        request: &UpdateOrganization,
    ) -> Result<Self, Error> {
        principal.require(Permission::UsersRead)?;
        let (organization, now) = (principal.organization(), context.now());
        let found = find_organization(context.database().read(), organization).await?;
        let deadline = compliance_deadline(&found);
        let before = &found.settings.0;
        let (after, _) = request.apply(before);
        check(request, before, &after, now)?;
        let concerns_administrators = concerns_administrators(before, &after);
        if concerns_administrators && !principal.may(Permission::AdministratorsWrite) {
            return Err(principal.forbidden(&[Permission::AdministratorsWrite]));
        }
        let new_deadline = match request.compliance_deadline {
            Change::Keep => deadline,
            Change::Clear => None,
            Change::Set(SetComplianceDeadline { by }) => {
                Some(ComplianceDeadline { since: now, by })
            }
        };
        Ok(Self {
            organization,
            now,
            before: Side::new(before, deadline),
            after: Side::new(&after, new_deadline),
            concerns_administrators,
        })
    }
}

impl Proposal for SettingsChange {
    fn organization(&self) -> OrganizationId {
        self.organization
    }

    fn concerns_administrators(&self) -> bool {
        self.concerns_administrators
    }

    async fn evaluate(
        &self,
        context: &Context,
        kind: AccountKind,
        rows: &[Row],
    ) -> Result<Vec<Affected>, Error> {
        let (before, after, now) = (&self.before, &self.after, self.now);
        let is_verified = |row: &Row, side: &Side| {
            row.has_password() && would_verify(row, side.lockout(kind), now)
        };
        // Only where the password is not enough, other ways in matter.
        let needs_another_way = |row: &&Row| {
            let account = row.account();
            row.state == UserState::Active
                && (account.sign_in.password.lock_at(now).is_some()
                    || !is_verified(row, before)
                    || !is_verified(row, after))
        };
        let ids: Vec<Uuid> = rows
            .iter()
            .filter(needs_another_way)
            .map(|row| row.id)
            .collect();
        let organization = self.organization;
        let failures = fewest_failures(context.database().read(), organization, &ids, now).await?;
        let passkeys = with_passkey(context, kind.portal(), organization, &ids).await?;
        let ways_in = |row: &Row, side: &Side| {
            let failures = failures.get(&row.id);
            let known = failures.is_some_and(|count| is_usable(*count, side.lockout(kind)));
            WaysIn {
                password_is_verified: is_verified(row, side),
                known_browser: known && row.has_password(),
                passkey: passkeys.contains(&row.id),
            }
        };
        let affected = rows.iter().filter_map(|row| {
            let account = row.account();
            let outcomes = account.outcomes(
                (&before.policies, ways_in(row, before)),
                (&after.policies, ways_in(row, after)),
                now,
            );
            (!outcomes.is_empty()).then(|| Affected {
                id: row.id,
                kind,
                created_at: row.created_at,
                outcomes,
                changed: account.changed(&before.policies, &after.policies, now),
            })
        });
        Ok(affected.collect())
    }
}
