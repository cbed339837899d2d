use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::session::EndReason;
use ldap::control::PasswordPolicyError;
use ldap::dn::Dn;
use ldap::response::{Outcome, ResultCode};
use mail::Message;
use rules::directory::{ChangeRefusal, may_change_password};

use super::Failed;
use super::caller::{Caller, Subject};
use super::names::EntryName;
use super::refusal::{bind_facts, refused, wrong};
use super::tenant::Tenant;
use crate::accounts::{
    Attempt, HeldAccount, Member, PasswordOf, Proved, Verified, facts, find_member, return_attempt,
    verify_password,
};
use crate::actor::Client;
use crate::crypto::{Lane, decoy};
use crate::events::NewEvent;
use crate::passwords::{self, Chooser, NewPassword};
use crate::{Context, Error};

/// A request to replace a password.
pub struct PasswordChange<'a> {
    /// Whose: the text of a DN. `None` if it is that of the caller.
    pub identity: Option<&'a str>,
    /// The current password.
    pub old: Option<&'a str>,
    /// The new one.
    pub new: Option<&'a str>,
    /// The client.
    pub client: &'a Client,
}

/// Replaces the password of a user, who has to know the current one. People whose password has expired cannot
/// authenticate, so it does not require that, if the organization allows them to replace it here. Counted and
/// checked as a change in the portal; ends all sessions.
///
/// # Errors
/// The result to send: 49 if the current password is wrong or there is no such user, 19 if the policy refuses
/// the new one, 53 if it can be replaced in the portal only or something is missing.
pub async fn change_password(
    context: &Context,
    who: Option<&Caller>,
    request: &PasswordChange<'_>,
) -> Result<(), Failed> {
    let caller = caller(context, who).await?;
    // What is missing is said before anything is looked up, so that it does not tell which names exist.
    let old = request.old.filter(|old| !old.is_empty());
    let old = old.ok_or_else(|| Failed::Refused {
        outcome: Outcome::new(
            ResultCode::UnwillingToPerform,
            "the current password is required",
        ),
        password_policy: Some(PasswordPolicyError::MustSupplyOldPassword),
    })?;
    let new = request.new.filter(|new| !new.is_empty());
    let new = new.ok_or_else(|| {
        let message = "the server does not generate passwords: send newPasswd";
        Failed::refused(ResultCode::UnwillingToPerform, message)
    })?;
    let Some((tenant, key)) = whose(context, caller, request).await? else {
        let asker = request.client.asker_for(&request.identity);
        decoy(context.hasher(), asker, old).await?;
        return Err(wrong());
    };
    let attempt = Attempt {
        password_of: PasswordOf::Directory(tenant.id(), &key),
        password: old,
        failure: EventAction::PasswordChangeFailed,
        client: request.client,
        lane: Lane::Service,
    };
    let Verified::Right(proved) = verify_password(context, attempt).await? else {
        return Err(wrong());
    };
    return_attempt(context.database().write(), &proved).await?;
    let new = choose(context, &proved, (old, new), request.client).await?;
    replace(context, &proved, &new, request.client).await
}

/// The organization of the caller and the key of their username, if somebody is authenticated.
async fn caller(
    context: &Context,
    who: Option<&Caller>,
) -> Result<Option<(Tenant, String)>, Failed> {
    let Some(who) = who else {
        return Ok(None);
    };
    let present = who.check(context).await?;
    match present.subject {
        Subject::Person(account) => Ok(Some((present.tenant, account.username_key))),
        Subject::BindUser(_) => Err(of_others()),
    }
}

/// The organization and the key of the username that the request is about. `None` if the name is not one of a
/// user of any organization.
async fn whose(
    context: &Context,
    caller: Option<(Tenant, String)>,
    request: &PasswordChange<'_>,
) -> Result<Option<(Tenant, String)>, Failed> {
    let Some(identity) = request.identity.filter(|name| !name.is_empty()) else {
        let message = "bind first, or send userIdentity";
        let missing = || Failed::refused(ResultCode::UnwillingToPerform, message);
        return caller.map(Some).ok_or_else(missing);
    };
    let name = Dn::parse(identity)
        .map_err(|error| Failed::refused(ResultCode::InvalidDnSyntax, error.to_string()))?;
    // Callers are not told whether there is another one with the name.
    if let Some((own, own_key)) = caller {
        return match username_key(&own, &name) {
            Some(key) if key == own_key => Ok(Some((own, key))),
            _ => Err(of_others()),
        };
    }
    let tenant = Tenant::of_name(context, request.client, &name).await?;
    Ok(tenant.and_then(|tenant| {
        let key = username_key(&tenant, &name)?;
        Some((tenant, key))
    }))
}

/// The key of the username in the name of a user, with an application or without: the password is that of the account.
fn username_key(tenant: &Tenant, name: &Dn) -> Option<String> {
    match tenant.entry_name(name) {
        Some(EntryName::Person { username, .. }) => Some(username.trim().to_ascii_lowercase()),
        _ => None,
    }
}

fn of_others() -> Failed {
    let message = "you can only change your own password";
    Failed::refused(ResultCode::InsufficientAccessRights, message)
}

/// Checks and hashes the new password.
async fn choose(
    context: &Context,
    proved: &Proved,
    (old, new): (&str, &str),
    client: &Client,
) -> Result<NewPassword, Failed> {
    let read = context.database().read();
    let member = find_member(read, proved.account.id).await?;
    let member = member.ok_or_else(wrong)?;
    check_may_change(context, &member)?;
    // An expired or temporary password has to be replaced, whatever its age.
    let account = &member.account;
    if !account.password_temporary && !facts(account).expired_at(context.now()) {
        passwords::check_age(context, &member).map_err(not_allowed)?;
    }
    if old == new {
        return Err(unchanged());
    }
    let requirements = passwords::requirements(account, &member.organization);
    let organization = OrganizationId(member.organization.id);
    let asker = client.asker_for(&(organization, account.username_key.as_str()));
    let mut place = context.hasher().place(asker).map_err(Error::from)?;
    let chosen_for = (account, Chooser::ProvedPassword);
    let chosen = passwords::choose(context, &mut place, chosen_for, &requirements, new).await;
    let chosen = chosen.map_err(not_allowed)?;
    // Where passwords are remembered, `choose` has refused the current one.
    if requirements.policy.remembered() == 0
        && passwords::is_current(context, account, new, &mut place).await?
    {
        return Err(unchanged());
    }
    Ok(chosen)
}

/// Writes the new password, unless something has changed since the current one was verified.
async fn replace(
    context: &Context,
    proved: &Proved,
    new: &NewPassword,
    client: &Client,
) -> Result<(), Failed> {
    let held = HeldAccount::by_id(context, proved.account.id).await?;
    let held = held.filter(|now| now.account.password_set_at == proved.account.password_set_at);
    let held = held.ok_or_else(wrong)?;
    check_may_change(context, &held)?;
    passwords::write(&held, new, None).await?;
    held.end_sessions(EndReason::PasswordChanged, None).await?;
    held.forget_browsers(None).await?;
    let event = NewEvent::new(EventAction::PasswordChanged, held.owner());
    held.record(event.from(client)).await?;
    let at = context.now().to_utc();
    held.enqueue(&Message::PasswordChanged { at }).await?;
    Ok(held.commit().await?)
}

fn check_may_change(context: &Context, member: &Member) -> Result<(), Failed> {
    let policy = &member.organization.settings.directory;
    let allowed = may_change_password(&bind_facts(member), policy, context.now());
    allowed.map_err(|refusal| match refusal {
        ChangeRefusal::Unusable(refusal) => refused(refusal),
        ChangeRefusal::FactorDue => {
            in_portal("this account uses MFA: change the password in the portal")
        }
        ChangeRefusal::InPortalOnly => {
            in_portal("replace an expired or temporary password in the portal")
        }
    })
}

/// The result for a password that can be changed in the portal only.
fn in_portal(message: &str) -> Failed {
    Failed::refused(ResultCode::UnwillingToPerform, message)
}

fn unchanged() -> Failed {
    constraint(
        "choose a password other than the current one".to_owned(),
        PasswordPolicyError::PasswordInHistory,
    )
}

/// The result for a new password that the policy refuses.
fn not_allowed(error: Error) -> Failed {
    let Error::InvalidFields(errors) = error else {
        return error.into();
    };
    let code = errors.first().map_or("", |error| error.code.as_str());
    let reason = match code {
        "too_short" => PasswordPolicyError::PasswordTooShort,
        "reused" => PasswordPolicyError::PasswordInHistory,
        "too_soon" => PasswordPolicyError::PasswordTooYoung,
        _ => PasswordPolicyError::InsufficientPasswordQuality,
    };
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    constraint(messages.join("; "), reason)
}

fn constraint(message: String, reason: PasswordPolicyError) -> Failed {
    Failed::Refused {
        outcome: Outcome::new(ResultCode::ConstraintViolation, message),
        password_policy: Some(reason),
    }
}
