//! Asks the gate with the facts of a user.

use entity::{application, factor, session};
use rules::access::{
    self, AccessPolicy, Decision, EmailProof, Enrolled, Facts, Freshness, Refusal, RequestFacts,
    SessionFacts, TermsAcceptance, status,
};
use rules::mfa::{FactorKind, MfaRequirement};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::Error;
use crate::accounts::{HeldAccount, Member, facts as password_facts, mfa_requirement, terms_due};

/// A user who opens an application, or whose access to it is checked.
pub(crate) struct Person<'a> {
    member: &'a Member,
    may_enroll: bool,
    /// The kinds of factors that the user has and that work, each once.
    pub kinds: Vec<FactorKind>,
}

impl<'a> Person<'a> {
    /// Reads the factors of `member`. If MFA is off, nobody has one, because none is required.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(db: &impl ConnectionTrait, member: &'a Member) -> Result<Self, Error> {
        let policy = &member.organization.settings.mfa_policy;
        let may_enroll = mfa_requirement(&member.account, policy) != MfaRequirement::Off;
        let mut kinds: Vec<FactorKind> = Vec::new();
        if may_enroll && member.account.mfa_enrolled_at.is_some() {
            kinds = factor::Entity::find()
                .select_only()
                .column(factor::Column::Kind)
                .filter(factor::Column::AccountId.eq(member.account.id))
                .filter(factor::Column::CopiedAt.is_null())
                .into_tuple()
                .all(db)
                .await?;
        }
        kinds.sort_unstable();
        kinds.dedup();
        Ok(Self {
            member,
            may_enroll,
            kinds,
        })
    }

    /// The facts for the gate.
    pub fn facts(
        &self,
        application: &application::Model,
        assigned: bool,
        session: Option<SessionFacts>,
        (request, now): (RequestFacts, Timestamp),
    ) -> Facts {
        let account = &self.member.account;
        let password = password_facts(account);
        Facts {
            now,
            organization_enabled: !self.member.organization.state().is_suspended(),
            account: status(
                application.on_lock,
                (account.state, &password),
                account.password_temporary,
                now,
            ),
            terms: TermsAcceptance::of(terms_due(self.member)),
            email: if account.email_unverified {
                EmailProof::Unverified
            } else {
                EmailProof::Verified
            },
            application_enabled: application.enabled,
            assigned,
            policy: AccessPolicy {
                factor: application.factor,
                freshness: Freshness::from_minutes(
                    application.fresh_minutes.map(i32::unsigned_abs),
                ),
            },
            enrolled: Enrolled {
                any: self.may_enroll && account.mfa_enrolled_at.is_some(),
                passkey: self.kinds.contains(&FactorKind::Passkey),
                may_enroll: self.may_enroll,
            },
            session,
            request,
        }
    }
}

/// The error for a user whom the gate has refused.
pub(crate) fn does_not_open(held: &HeldAccount<'_>, reason: Refusal) -> Error {
    let lock = match reason {
        Refusal::AccountLocked => password_facts(&held.account).lock_at(held.context().now()),
        _ => None,
    };
    Error::DoesNotOpen(reason, lock)
}

/// Whether a user may keep using an application that they have opened.
pub(crate) fn may_continue(
    member: &Member,
    application: &application::Model,
    assigned: bool,
    now: Timestamp,
) -> Decision {
    // The factors do not matter.
    let person = Person {
        member,
        may_enroll: false,
        kinds: Vec::new(),
    };
    let request = (RequestFacts::default(), now);
    access::may_continue(&person.facts(application, assigned, None, request))
}

/// What a session has proved.
pub(crate) const fn proved(session: &session::Model) -> SessionFacts {
    SessionFacts {
        authenticated_at: session.authenticated_at,
        factor_at: session.factor_at,
        passkey_at: session.passkey_at,
    }
}
