//! The LDAP directory, as an LDAP server asks it.

mod applications;
mod binds;
mod disabled;
mod entries;
mod expiry;
mod hosts;
mod lanes;
mod members;
mod searches;
mod undone;

use contract::ids::UserId;
use contract::organization::UpdateOrganization;
use contract::users::{SetTemporaryPassword, User};
use entity::account;
use ldap::control::PasswordPolicyError;
use ldap::dn::Dn;
use ldap::entry::{Attributes, Entry};
use ldap::filter::Filter;
use ldap::request::Scope;
use ldap::response::ResultCode;
use ldap::schema::AttributeType;
use rules::directory::DirectoryPolicy;
use rules::state::UserState;
use sea_orm::EntityTrait;

use super::world::Tenant;
use super::{Backend, World};
use crate::actor::Client;
use crate::directory::{
    BindAnswer, BindRequest, Caller, Failed, PasswordChange, SearchRequest, bind, change_password,
    search,
};
use crate::{Context, Error, organization, users};

const SUFFIX: &str = "dc=example,dc=com";
const PASSWORD: &str = "a long passphrase of hers";

fn internal(error: impl std::fmt::Display) -> Error {
    Error::internal(error.to_string())
}

fn failed(failed: &Failed) -> Error {
    Error::internal(format!("{:?}", failed.outcome()))
}

fn dn(text: &str) -> Result<Dn, Error> {
    Dn::parse(text).map_err(internal)
}

/// A tenant with a directory.
async fn tenant(
    world: &World,
    name: &str,
    change: impl FnOnce(&mut DirectoryPolicy),
) -> Result<Tenant, Error> {
    let tenant = world.tenant(name).await?;
    let mut policy = DirectoryPolicy {
        enabled: true,
        suffix: SUFFIX.to_owned(),
        ..DirectoryPolicy::default()
    };
    change(&mut policy);
    set_policy(world, &tenant, 1, policy).await?;
    Ok(tenant)
}

async fn set_policy(
    world: &World,
    tenant: &Tenant,
    version: u64,
    policy: DirectoryPolicy,
) -> Result<(), Error> {
    let request = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let permitted = tenant.owner.permit()?;
    organization::update(&world.context, &permitted, version, &request).await?;
    Ok(())
}

/// A user with a password that is not temporary.
async fn user(world: &World, tenant: &Tenant, username: &str) -> Result<User, Error> {
    let context = &world.context;
    let user = world.user(tenant, username, UserState::Active).await?;
    let temporary = SetTemporaryPassword {
        password: Some("for the first day only".to_owned()),
    };
    users::set_temporary_password(context, &tenant.owner.permit()?, user.id, &temporary).await?;
    let name = format!("uid={username},ou=people,{SUFFIX}");
    let change = PasswordChange {
        identity: Some(&name),
        old: Some("for the first day only"),
        new: Some(PASSWORD),
        client: &Client::default(),
    };
    let changed = change_password(context, None, &change).await;
    changed.map_err(|it| failed(&it))?;
    Ok(user)
}

async fn try_bind(context: &Context, name: &str, password: &str) -> Result<BindAnswer, Error> {
    let name = dn(name)?;
    let request = BindRequest {
        name: &name,
        password,
        client: &Client::default(),
    };
    let answer = bind(context, &request).await;
    // What follows runs after the answer.
    let background = context.background();
    background.close();
    background.wait().await;
    background.reopen();
    Ok(answer)
}

async fn bound(context: &Context, name: &str, password: &str) -> Result<Caller, Error> {
    match try_bind(context, name, password).await? {
        BindAnswer::Bound { who, .. } => Ok(who),
        BindAnswer::Refused { outcome, .. } => Err(Error::internal(format!("{outcome:?}"))),
    }
}

/// The result of a refused bind: its code, its text, and the state of the password.
async fn refused(
    context: &Context,
    name: &str,
    password: &str,
) -> Result<(ResultCode, String, Option<PasswordPolicyError>), Error> {
    match try_bind(context, name, password).await? {
        BindAnswer::Bound { .. } => Err(Error::internal("not refused")),
        BindAnswer::Refused {
            outcome,
            password_policy,
        } => Ok((outcome.code, outcome.message, password_policy)),
    }
}

/// Finds all entries, `limit` at a time.
async fn found(
    context: &Context,
    who: &Caller,
    (base, scope, filter): (&str, Scope, &str),
    limit: usize,
) -> Result<Vec<Entry>, Failed> {
    let wrong = |error: String| Failed::from(Error::internal(error));
    let base = Dn::parse(base).map_err(|error| wrong(error.to_string()))?;
    let filter = Filter::parse(filter).map_err(|error| wrong(error.to_string()))?;
    let (mut all, mut cookie) = (Vec::new(), Vec::new());
    loop {
        let request = SearchRequest {
            base: &base,
            scope,
            filter: &filter,
            cookie: &cookie,
            limit,
            selection: None,
        };
        let page = search(context, who, &request).await?;
        assert!(page.entries.len() <= limit);
        all.extend(page.entries);
        if page.cookie.is_empty() {
            return Ok(all);
        }
        cookie = page.cookie;
    }
}

/// The names of the entries below the suffix that match.
async fn names(context: &Context, who: &Caller, filter: &str) -> Result<Vec<String>, Error> {
    let below = (SUFFIX, Scope::Subtree, filter);
    let entries = found(context, who, below, 100).await;
    let entries = entries.map_err(|it| failed(&it))?;
    let names = entries.iter().map(|entry| entry.dn().to_string());
    let short = names.map(|name| name.trim_end_matches(&format!(",{SUFFIX}")).to_owned());
    Ok(short.collect())
}

fn values(entry: &Entry, attribute: &str) -> Vec<String> {
    let known = AttributeType::find(attribute);
    let values = known.map(|known| entry.values(known)).unwrap_or_default();
    let texts = values
        .iter()
        .map(|value| String::from_utf8_lossy(value).into_owned());
    texts.collect()
}

async fn failed_attempts(context: &Context, id: UserId) -> Result<i32, Error> {
    let row = account::Entity::find_by_id(id.0);
    let row = row.one(context.database().read()).await?;
    Ok(row.ok_or(Error::NotFound)?.failed_password_attempts)
}

const ADA: &str = "uid=ada,ou=people,dc=example,dc=com";
