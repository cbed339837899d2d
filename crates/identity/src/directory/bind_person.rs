use std::time::Duration;

use contract::events::EventAction;
use contract::ids::ApplicationId;
use ldap::control::PasswordPolicyWarning;
use rules::directory::{BindRefusal, may_bind};

use super::Failed;
use super::bind::{BindAnswer, BindRequest};
use super::caller::{Caller, Identity, Proof, is_open};
use super::refusal::{bind_facts, refused, wrong};
use super::tenant::Tenant;
use crate::Context;
use crate::accounts::{
    Attempt, Member, PasswordOf, Verified, facts, find_member_by_username, party,
    record_after_answer, return_attempt, verify_password,
};
use crate::actor::Client;
use crate::application_passwords::{self, Resource, may_be_one, verify_first};
use crate::crypto::{Lane, decoy};
use crate::events::NewEvent;

/// Authenticates a user: with an application password, or else with the password of the account.
pub(super) async fn bind_person(
    context: &Context,
    tenant: &Tenant,
    (username, application): (&str, Option<ApplicationId>),
    request: &BindRequest<'_>,
) -> Result<BindAnswer, Failed> {
    // The key of a username is ASCII, and so is each username.
    let key = username.trim().to_ascii_lowercase();
    if may_be_one(request.password) {
        let attempt = application_passwords::Attempt {
            organization: tenant.id(),
            username: &key,
            secret: request.password,
            resource: Resource::of(application),
            client: request.client,
        };
        let policy = tenant.policy().resource();
        match verify_first(context, &attempt, policy).await? {
            application_passwords::Verified::Right(proved) => {
                let by = Proof::ApplicationPassword(proved.password);
                let identity = Identity::Person {
                    account: proved.user.0,
                    application,
                    by,
                };
                return Ok(bound(tenant, identity, None));
            }
            application_passwords::Verified::Refused(refusal) => {
                let member = find(context, tenant, &key).await?;
                let facts = facts(&member.account);
                let refusal = BindRefusal::of_resource(refusal, &facts, context.now());
                return Err(refused(refusal));
            }
            application_passwords::Verified::Wrong => {}
        }
    }
    let (member, by) = prove(context, tenant, &key, request).await?;
    let allowed = may_bind(&bind_facts(&member), tenant.policy(), context.now());
    let is_open = is_open(context, &member, application).await?;
    let allowed = allowed.and_then(|left| {
        if is_open {
            Ok(left)
        } else {
            Err(BindRefusal::ApplicationClosed)
        }
    });
    match allowed {
        Ok(left) => {
            let account = &member.account;
            let identity = Identity::Person {
                account: account.id,
                application,
                by: Proof::AccountPassword(account.password_set_at),
            };
            Ok(bound(tenant, identity, left))
        }
        Err(refusal) => {
            // What is remembered costs nothing, and each refusal may write an event.
            if by == ProvedBy::Memory {
                let asker = request.client.asker_for(&(tenant.id(), key.as_str()));
                decoy(context.hasher(), asker, request.password).await?;
            }
            note_refusal(context, &member, refusal, request.client);
            Err(refused(refusal))
        }
    }
}

/// How the password of an account was found to be correct.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ProvedBy {
    /// It was verified.
    Verification,
    /// It was verified a moment ago.
    Memory,
}

/// Returns the user if the password is that of the account.
async fn prove(
    context: &Context,
    tenant: &Tenant,
    key: &str,
    request: &BindRequest<'_>,
) -> Result<(Member, ProvedBy), Failed> {
    let guesses = context.wrong_secrets();
    let _turn = guesses.turn(tenant.id(), key, request.password).await;
    let read = context.database().read();
    let member = find_member_by_username(read, tenant.id(), key).await?;
    if let Some(member) = member.filter(|it| was_right(context, it, request.password)) {
        return Ok((member, ProvedBy::Memory));
    }
    let attempt = Attempt {
        password_of: PasswordOf::Directory(tenant.id(), key),
        password: request.password,
        failure: EventAction::LdapPasswordFailed,
        client: request.client,
        lane: Lane::Service,
    };
    let Verified::Right(proved) = verify_password(context, attempt).await? else {
        return Err(wrong());
    };
    return_attempt(context.database().write(), &proved).await?;
    // The password, a lock or the state may have changed since the verification.
    let member = find(context, tenant, key).await?;
    let (before, now) = (&proved.account, &member.account);
    if now.id != before.id || now.password_set_at != before.password_set_at {
        return Err(wrong());
    }
    if let Some(hash) = &now.password_hash {
        let passwords = context.right_passwords();
        passwords.remember((now.id, hash), request.password, context.now());
    }
    Ok((member, ProvedBy::Verification))
}

fn was_right(context: &Context, member: &Member, password: &str) -> bool {
    let account = &member.account;
    account.password_hash.as_deref().is_some_and(|hash| {
        let of = (account.id, hash);
        context
            .right_passwords()
            .was_right(of, password, context.now())
    })
}

/// Reads a user who has just proved a password.
async fn find(context: &Context, tenant: &Tenant, key: &str) -> Result<Member, Failed> {
    let read = context.database().read();
    let member = find_member_by_username(read, tenant.id(), key).await?;
    member.ok_or_else(wrong)
}

fn bound(tenant: &Tenant, identity: Identity, left: Option<Duration>) -> BindAnswer {
    let seconds = |left: Duration| i32::try_from(left.as_secs()).unwrap_or(i32::MAX);
    BindAnswer::Bound {
        who: Caller {
            organization: tenant.id(),
            identity,
        },
        warning: left.map(|left| PasswordPolicyWarning::TimeBeforeExpiration(seconds(left))),
    }
}

/// Records after the answer why a correct password was refused.
fn note_refusal(context: &Context, member: &Member, refusal: BindRefusal, client: &Client) {
    let owner = party(&member.account);
    let event = NewEvent::new(EventAction::LdapPasswordRefused, owner)
        .failed()
        .with("reason", refusal.as_str());
    record_after_answer(context, member.account.id, event, client);
}
