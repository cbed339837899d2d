//! Asks the gate with the facts of a user.

use entity::{application, factor, session};
use rules::access::{
    self, AccessPolicy, Decision, EmailProof, Enrolled, Facts, Freshness, Refusal, RequestFacts,
    SessionFacts, TermsAcceptance, status,
};
use rules::mfa::{FactorKind, MfaRequirement};
use rules::sign_in::SignInFacts;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::Error;
use crate::accounts::{HeldAccount, Member, facts as password_facts, mfa_requirement};
use crate::sign_in::sign_in_facts;

/// A user who opens an application, or whose access to it is checked.
pub(crate) struct Person {
    sign_in: SignInFacts,
    email: EmailProof,
    may_enroll: bool,
    has_factor: bool,
    /// The kinds of factors that the user has and that work, each once.
    pub kinds: Vec<FactorKind>,
}

impl Person {
    /// A user with these stored facts, without the kinds of factors. If MFA is off, nobody has a factor,
    /// because none is required.
    pub const fn new(
        sign_in: SignInFacts,
        email: EmailProof,
        requirement: MfaRequirement,
        is_enrolled: bool,
    ) -> Self {
        let may_enroll = !matches!(requirement, MfaRequirement::Off);
        Self {
            sign_in,
            email,
            may_enroll,
            has_factor: may_enroll && is_enrolled,
            kinds: Vec::new(),
        }
    }

    fn of(member: &Member) -> Self {
        let account = &member.account;
        Self::new(
            sign_in_facts(member),
            EmailProof::of(account.email_unverified),
            mfa_requirement(account, &member.organization.settings.mfa_policy),
            account.mfa_enrolled_at.is_some(),
        )
    }

    /// Reads the factors of `member`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(db: &impl ConnectionTrait, member: &Member) -> Result<Self, Error> {
        let mut person = Self::of(member);
        if person.has_factor {
            let factors = working_factors(db, &[member.account.id]).await?;
            person.kinds = factors.into_iter().map(|(_, kind)| kind).collect();
            person.kinds.sort_unstable();
            person.kinds.dedup();
        }
        Ok(person)
    }

    /// The facts for the gate.
    pub fn facts(
        &self,
        application: &application::Model,
        assigned: bool,
        session: Option<SessionFacts>,
        (request, now): (RequestFacts, Timestamp),
    ) -> Facts {
        let sign_in = &self.sign_in;
        Facts {
            now,
            organization_enabled: !sign_in.organization_suspended,
            account: status(
                application.on_lock,
                (sign_in.state, &sign_in.password),
                sign_in.temporary,
                now,
            ),
            terms: TermsAcceptance::of(sign_in.terms_due),
            email: self.email,
            application_enabled: application.enabled,
            assigned,
            policy: AccessPolicy {
                factor: application.factor,
                freshness: Freshness::from_minutes(
                    application.fresh_minutes.map(i32::unsigned_abs),
                ),
            },
            enrolled: Enrolled {
                any: self.has_factor,
                passkey: self.has_factor && self.kinds.contains(&FactorKind::Passkey),
                may_enroll: self.may_enroll,
            },
            session,
            request,
        }
    }
}

/// The factors of these accounts that work.
///
/// # Errors
/// If the database fails.
pub(crate) async fn working_factors(
    db: &impl ConnectionTrait,
    accounts: &[Uuid],
) -> Result<Vec<(Uuid, FactorKind)>, Error> {
    let factors = factor::Entity::find()
        .select_only()
        .columns([factor::Column::AccountId, factor::Column::Kind])
        .filter(factor::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(factor::Column::CopiedAt.is_null());
    Ok(factors.into_tuple().all(db).await?)
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
    // The kinds of factors do not matter.
    let person = Person::of(member);
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
