use contract::change::Change;
use contract::ids::OrganizationId;
use contract::organization::{SetComplianceDeadline, Settings, UpdateOrganization};
use rules::account::AccountKind;
use rules::lockout::LockoutPolicy;
use rules::password_aging::ComplianceDeadline;
use rules::preview::Policies;
use rules::role::Permission;
use rules::time::Timestamp;

use crate::accounts::find_organization;
use crate::organization::{check, concerns_administrators};
use crate::password_aging::deadline_of;
use crate::permitted::{OrganizationPreview, Permitted};
use crate::{Context, Error};

/// The settings on one side of a change.
pub(super) struct Side {
    pub policies: Policies,
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

    pub const fn lockout(&self, kind: AccountKind) -> &LockoutPolicy {
        match kind {
            AccountKind::User => &self.users,
            AccountKind::Administrator => &self.administrators,
        }
    }
}

/// A valid change of the settings of an organization.
pub(super) struct Proposal {
    pub organization: OrganizationId,
    pub now: Timestamp,
    pub before: Side,
    pub after: Side,
    /// Whether it applies to administrators, too.
    pub concerns_administrators: bool,
}

impl Proposal {
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
        let deadline = deadline_of(&found);
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
