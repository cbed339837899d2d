use contract::ids::{OrganizationId, UserId};
use contract::mail_deliveries::{MailDelivery, MailState};
use contract::sign_in::NextStep;
use contract::sign_in::diagnosis::{
    SignInAnswer, SignInDiagnosis, SignInFact, SignInFactKind, SignInPolicy, SignInRemedy,
    WaitingLink,
};
use entity::{account, link};
use rules::links::LinkPurpose;
use rules::mfa::FactorKind;
use rules::role::Permission;
use rules::sign_in::{Circumstances, Next, Obstacle, Proved, SignInFacts, WaysIn, explain};
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::attempts_made::attempts_made;
use super::refusals::{refused, sign_in_facts, wrong_credentials};
use crate::accounts::{
    Member, find_member_of, has_usable, mfa_requirement, password_details, verification_limit,
    would_verify,
};
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::factors::Mfa;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, factors, mail_deliveries, sessions};

/// How many emails are shown.
const EMAILS: u64 = 3;

/// The links that help a user sign in. The link that undoes a change of the email is not shown: who may
/// not void it does not learn whether there is one.
const LINKS: [LinkPurpose; 6] = [
    LinkPurpose::UserActivation,
    LinkPurpose::UserPasswordReset,
    LinkPurpose::UserPasswordResetByAdministrator,
    LinkPurpose::UserPasswordResetByRecoveryEmail,
    LinkPurpose::RecoveryEmailVerification,
    LinkPurpose::UserEmailVerification,
];

/// Says whether a user can sign in now, what prevents or affects it, and which actions the caller can take.
/// Asks the rules that a sign-in asks, and tries nothing.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn diagnose(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: UserId,
) -> Result<SignInDiagnosis, Error> {
    let (organization, now) = (principal.organization(), context.now());
    let read = context.database().read();
    let member = find_member_of(read, organization, Portal::User, id.0).await?;
    let (account, lockout) = (&member.account, member.lockout_policy());
    let mfa = member.organization.settings.mfa_policy;
    let basis = AnswerBasis {
        account,
        facts: sign_in_facts(&member),
        due: factors::due(context, read, account, &mfa).await?,
        now,
    };
    let has_password = account.password_hash.is_some();
    let password_is_verified = has_password && would_verify(account, &lockout, now);
    let shown = basis.answer(password_is_verified, Proved::PasswordOfStranger);
    let known = has_usable(read, account.id, &lockout, now).await?;
    let shown_in_known_browsers = known.then(|| basis.answer(has_password, Proved::More));
    let ways = WaysIn {
        password_is_verified,
        known_browser: known && has_password,
        passkey: basis.due.contains(&FactorKind::Passkey),
    };
    let deliveries = if principal.may(Permission::EventsRead) {
        let last = mail_deliveries::of_account(context, organization, account.id, EMAILS);
        Some(last.await?)
    } else {
        None
    };
    let circumstances = Circumstances {
        password_is_verified,
        email_unverified: account.email_unverified,
    };
    let mut obstacles = explain(&basis.facts, circumstances, now);
    obstacles.extend(undelivered(account, deliveries.as_deref()));
    if account.email_unverified
        && let Some(limit) = verification_limit(read, account, &account.email_key, now).await?
    {
        for obstacle in &mut obstacles {
            obstacle.limit_verification(limit);
        }
    }
    let enrolled = Mfa::read(read, mfa, &[account.id]).await?;
    Ok(SignInDiagnosis {
        verdict: basis.facts.verdict(ways, now),
        shown,
        shown_in_known_browsers,
        facts: obstacles
            .into_iter()
            .map(|one| fact(principal, &one))
            .collect(),
        state: account.state,
        password: password_details(account, now),
        mfa: enrolled.details(account, now),
        attempts: attempts_made(context, organization, account.id).await?,
        sessions: sessions::count(context, account.id).await?,
        links: links(context, organization, account.id).await?,
        deliveries,
        policy: principal
            .may(Permission::OrganizationRead)
            .then(|| policy(&member)),
    })
}

/// What decides about the answer of a sign-in.
struct AnswerBasis<'a> {
    account: &'a account::Model,
    facts: SignInFacts,
    due: Vec<FactorKind>,
    now: Timestamp,
}

impl AnswerBasis<'_> {
    /// The answer to the right password. `is_verified` says whether it would be verified.
    fn answer(&self, is_verified: bool, proved: Proved) -> SignInAnswer {
        let problem = if is_verified {
            let refusal = self.facts.refusal(proved, self.now);
            refusal.map(|refusal| refused(self.account, refusal))
        } else {
            Some(wrong_credentials())
        };
        let mut answer = SignInAnswer {
            next_step: None,
            factors: Vec::new(),
            replace_reason: None,
            problem: problem.map(|error| error.problem()),
        };
        if answer.problem.is_some() {
            return answer;
        }
        answer.next_step = Some(match self.facts.next(!self.due.is_empty(), self.now) {
            Next::Factor => {
                answer.factors.clone_from(&self.due);
                NextStep::Factor
            }
            Next::AcceptTerms => NextStep::AcceptTerms,
            Next::ReplacePassword(reason) => {
                answer.replace_reason = Some(reason);
                NextStep::ReplacePassword
            }
            Next::Complete => NextStep::Complete,
        });
        answer
    }
}

/// The failure of the last email to the user's company email. The email can be sent again if its purpose
/// is still open.
fn undelivered(account: &account::Model, deliveries: Option<&[MailDelivery]>) -> Option<Obstacle> {
    let to_user = |mail: &&MailDelivery| mail.to.eq_ignore_ascii_case(&account.email);
    let last = deliveries?.iter().find(to_user)?;
    if last.state != MailState::Failed {
        return None;
    }
    let (has_password, unverified) = (account.password_hash.is_some(), account.email_unverified);
    // The kind of an email with a link is the purpose of the link.
    let again = match LinkPurpose::parse(&last.kind) {
        Some(LinkPurpose::UserActivation) if !has_password => Some(SignInRemedy::SendActivation),
        Some(LinkPurpose::UserPasswordReset | LinkPurpose::UserPasswordResetByAdministrator)
            if has_password && !unverified =>
        {
            Some(SignInRemedy::SendPasswordReset)
        }
        Some(LinkPurpose::UserEmailVerification) if unverified => {
            Some(SignInRemedy::SendEmailVerification)
        }
        _ => None,
    };
    let again = again.filter(|_| account.state == UserState::Active);
    Some(Obstacle {
        since: Some(last.created_at),
        remedies: again
            .into_iter()
            .chain([SignInRemedy::ChangeEmail])
            .collect(),
        ..Obstacle::new(SignInFactKind::EmailUndelivered, false)
    })
}

fn fact(principal: &AdminPrincipal, obstacle: &Obstacle) -> SignInFact {
    let may = |remedy: SignInRemedy| principal.may(obstacle.permission(remedy));
    let remedies = obstacle.remedies.iter().copied();
    let remedies = remedies.filter(|remedy| may(*remedy));
    let limit = obstacle.verification_limit;
    SignInFact {
        kind: obstacle.kind,
        blocks: obstacle.blocks,
        since: obstacle.since,
        until: obstacle.until,
        lock: obstacle.lock,
        remedies: remedies.collect(),
        verification_limit: limit.filter(|_| may(SignInRemedy::SendEmailVerification)),
    }
}

/// The latest link of each purpose that has been neither used nor replaced, newest first.
async fn links(
    context: &Context,
    organization: OrganizationId,
    account: Uuid,
) -> Result<Vec<WaitingLink>, Error> {
    let rows = link::Entity::find()
        .filter(link::Column::OrganizationId.eq(organization.0))
        .filter(link::Column::AccountId.eq(account))
        .filter(link::Column::Purpose.is_in(LINKS))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .order_by_desc(link::Column::CreatedAt)
        .all(context.database().read())
        .await?;
    let mut links: Vec<WaitingLink> = Vec::new();
    for row in rows {
        if links.iter().all(|link| link.purpose != row.purpose) {
            links.push(WaitingLink {
                purpose: row.purpose,
                sent_at: row.created_at,
                expires_at: row.expires_at,
                expired: row.expires_at <= context.now(),
            });
        }
    }
    Ok(links)
}

fn policy(member: &Member) -> SignInPolicy {
    let settings = &member.organization.settings;
    let mfa = settings.mfa_policy;
    SignInPolicy {
        lockout: member.lockout_policy(),
        aging: settings.aging_policy.clone(),
        mfa: mfa_requirement(&member.account, &mfa),
        enrollment_days: mfa.enrollment_days,
    }
}
