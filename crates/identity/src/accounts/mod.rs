//! Accounts: what users and administrators have in common.

mod attempt_columns;
mod branding;
mod end_applications;
mod end_lock;
mod end_sessions;
mod facts;
mod find_organization;
mod groups;
mod held;
mod hold_applications;
mod known_browsers;
mod links;
mod lock;
mod locked_applications;
mod lockout;
mod lost_applications;
mod mfa;
mod names_and_emails;
mod notices;
mod owners;
mod record_after_answer;
mod scope;
mod service_user;
mod state;
mod subject;
mod terms;
mod unique;
mod verification_limit;
mod verify_password;
mod wrong_secret;

pub use crate::account_facts::facts;
pub(crate) use crate::account_facts::{mfa_facts, stored_lock};
pub(crate) use attempt_columns::AttemptColumns;
pub(crate) use branding::{branding, logo_path};
pub(crate) use end_applications::{Ending, end_application_sessions, revoke_grants};
pub(crate) use end_lock::end_lock;
pub use facts::{lock_at, party, role};
pub(crate) use facts::{locked, password_details, recovery_email};
pub(crate) use find_organization::find_organization;
pub(crate) use held::{HeldAccount, ReadBack};
pub(crate) use known_browsers::{fewest_failures, has_usable, is_usable, lane};
pub use links::pending;
pub(crate) use locked_applications::end_sessions_of_locked;
pub use lockout::clear_attempts;
pub(crate) use lockout::{Attempts, failed_attempts, return_attempt, would_verify};
pub(crate) use lost_applications::{
    end_lost_applications, hold_applications_of_group, through_groups,
};
pub(crate) use mfa::{factor_is_due, mfa_requirement, own_mfa};
pub(crate) use names_and_emails::names_and_emails;
pub(crate) use owners::owners;
pub(crate) use record_after_answer::record_after_answer;
pub(crate) use scope::AccountScope;
pub use service_user::ServiceUser;
pub(crate) use service_user::by_login;
pub(crate) use subject::{new_salt, pairwise, subject};
pub(crate) use terms::{accepted_terms, terms_due};
pub use unique::taken;
pub(crate) use unique::{UniqueKeys, check_unique, has_email};
pub(crate) use verification_limit::verification_limit;
pub(crate) use verify_password::password_hash;
pub use verify_password::{Attempt, PasswordOf, Proved, Verified, verify_password};
pub(crate) use wrong_secret::count_wrong_secret;

use contract::ids::OrganizationId;
use entity::{account, organization, session};
use rules::account::AccountKind;
use rules::lockout::LockoutPolicy;
use sea_orm::sea_query::{IntoTableRef, LockType, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DerivePartialModel, EntityTrait,
    FromQueryResult, JoinType, PartialModelTrait, QueryFilter, QuerySelect, QueryTrait, Related,
    RelationDef, Select, SelectTwo,
};
use uuid::Uuid;

use crate::addresses::Portal;
use crate::database::StatementText;
use crate::{Error, lists};

/// The account of `organization` with this identifier and of the kind for `portal`.
///
/// # Errors
/// `not-found`, also if the account belongs to another organization.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    portal: Portal,
    id: Uuid,
) -> Result<account::Model, Error> {
    find_by_id(organization, portal, id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// An account and its organization.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "account::Entity")]
pub struct Member {
    /// The account.
    #[sea_orm(nested)]
    pub account: account::Model,
    /// Its organization.
    #[sea_orm(nested)]
    pub organization: organization::Model,
}

impl Member {
    /// The lockout policy that applies to the account.
    pub fn lockout_policy(&self) -> LockoutPolicy {
        let settings = &self.organization.settings;
        match self.account.kind {
            AccountKind::User => settings.lockout_policy,
            AccountKind::Administrator => settings.administrator_lockout_policy,
        }
    }
}

/// The account with this identifier and its organization.
///
/// # Errors
/// When the database fails.
pub async fn find_member(
    db: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Option<Member>, Error> {
    let accounts = account::Entity::find_by_id(account);
    member(accounts.find_also_related(organization::Entity), db).await
}

/// As [`find`], with the organization.
///
/// # Errors
/// `not-found`, also if the account belongs to another organization.
pub(crate) async fn find_member_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    portal: Portal,
    id: Uuid,
) -> Result<Member, Error> {
    let accounts = find_by_id(organization, portal, id);
    let found = member(accounts.find_also_related(organization::Entity), db).await?;
    found.ok_or(Error::NotFound)
}

/// As [`find_member`], for the account that signs in to `portal` with this email key.
async fn find_member_by_email_key(
    db: &impl ConnectionTrait,
    portal: Portal,
    email_key: &str,
) -> Result<Option<Member>, Error> {
    let accounts = by_email_key(portal, email_key);
    member(accounts.find_also_related(organization::Entity), db).await
}

/// As [`find_member`], and locks the account against changes by others until `tx` ends.
///
/// Code that changes an account, or depends on its state, holds it before its first write. So it
/// sees every earlier change, and two actions cannot deadlock. Everything except counting
/// [`attempts`] does so with [`HeldAccount`].
async fn hold_member(tx: &DatabaseTransaction, account: Uuid) -> Result<Option<Member>, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = tx.get_database_backend();
    let statement = TEXT.with(backend, [account.into()], || {
        let to_organization = <account::Entity as Related<organization::Entity>>::to();
        let found = account::Entity::find_by_id(account);
        let found = found.join(JoinType::InnerJoin, to_organization);
        let mut found = Member::select_cols(found.select_only());
        lock_accounts(QuerySelect::query(&mut found));
        found.build(backend)
    });
    let found = Member::find_by_statement(statement).one(tx).await?;
    with_current_organization(tx, found).await
}

/// An account, its organization and one of its sessions.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "account::Entity")]
struct MemberInSession {
    #[sea_orm(nested)]
    member: Member,
    #[sea_orm(nested)]
    session: session::Model,
}

/// As [`hold_member`], with a session of the account that has not ended.
async fn hold_member_in_session(
    tx: &DatabaseTransaction,
    account: Uuid,
    session: Uuid,
) -> Result<Option<(Member, session::Model)>, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = tx.get_database_backend();
    let statement = TEXT.with(backend, [account.into(), session.into()], || {
        let to_organization = <account::Entity as Related<organization::Entity>>::to();
        let to_session: RelationDef = account::Entity::belongs_to(session::Entity)
            .from(account::Column::Id)
            .to(session::Column::AccountId)
            .into();
        let found = account::Entity::find_by_id(account)
            .join(JoinType::InnerJoin, to_organization)
            .join(JoinType::InnerJoin, to_session)
            .filter(session::Column::Id.eq(session))
            .filter(session::Column::EndedAt.is_null());
        let mut found = MemberInSession::select_cols(found.select_only());
        // The account is locked first. The session is locked too, because PostgreSQL reads a row that it does not
        // lock as it was before it waited for the account, so it would still find a session that ended meanwhile.
        let both = [
            account::Entity.into_table_ref(),
            session::Entity.into_table_ref(),
        ];
        QuerySelect::query(&mut found).lock_with_tables(LockType::NoKeyUpdate, both);
        found.build(backend)
    });
    let found = MemberInSession::find_by_statement(statement);
    let found = found.one(tx).await?;
    let (member, session) = found.map(|found| (found.member, found.session)).unzip();
    Ok(with_current_organization(tx, member).await?.zip(session))
}

/// As [`hold_member`], for the account that signs in to `portal` with this email key.
async fn hold_member_by_email_key(
    tx: &DatabaseTransaction,
    portal: Portal,
    email_key: &str,
) -> Result<Option<Member>, Error> {
    hold_found(tx, by_email_key(portal, email_key)).await
}

/// As [`hold_member`], for the user of an organization with this key of a username.
async fn hold_member_by_username(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    username_key: &str,
) -> Result<Option<Member>, Error> {
    hold_found(tx, by_username(organization, username_key)).await
}

/// As [`find_member`], for the user of an organization with this key of a username.
///
/// # Errors
/// When the database fails.
pub(crate) async fn find_member_by_username(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    username_key: &str,
) -> Result<Option<Member>, Error> {
    let accounts = by_username(organization, username_key);
    member(accounts.find_also_related(organization::Entity), db).await
}

fn by_username(organization: OrganizationId, username_key: &str) -> Select<account::Entity> {
    lists::scope(organization, AccountKind::User)
        .filter(account::Column::UsernameKey.eq(username_key))
}

pub(crate) fn by_email_key(portal: Portal, email_key: &str) -> Select<account::Entity> {
    account::Entity::find()
        .filter(account::Column::Kind.eq(portal.account_kind()))
        .filter(account::Column::EmailKey.eq(email_key))
}

type SelectMember = SelectTwo<account::Entity, organization::Entity>;

/// As [`hold_member`], for the account that matches.
async fn hold_found(
    tx: &DatabaseTransaction,
    accounts: Select<account::Entity>,
) -> Result<Option<Member>, Error> {
    let mut both = accounts.find_also_related(organization::Entity);
    lock_accounts(QuerySelect::query(&mut both));
    with_current_organization(tx, member(both, tx).await?).await
}

/// Reads the organization of an account that was just locked again, on PostgreSQL: it joins a row that it does not lock
/// as it was before it waited for the account. So an account that a change of the settings has already changed would come
/// with the previous settings. If the organization were locked too, actions on its accounts and changes of the settings
/// would wait for each other. The statement also runs without an account, so that its duration does not reveal whether
/// there is one.
async fn with_current_organization(
    tx: &DatabaseTransaction,
    held: Option<Member>,
) -> Result<Option<Member>, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = tx.get_database_backend();
    if backend == DbBackend::Sqlite {
        return Ok(held);
    }
    let id = held.as_ref().map(|member| member.organization.id);
    let id = id.unwrap_or_default();
    let statement = TEXT.with(backend, [id.into()], || {
        organization::Entity::find_by_id(id).build(backend)
    });
    let current = organization::Model::find_by_statement(statement);
    let both = held.zip(current.one(tx).await?);
    Ok(both.map(|(member, organization)| Member {
        organization,
        ..member
    }))
}

/// The lock does not prevent others from writing rows that only refer to the account. SQLite has one
/// writer at a time and no row locks, so this has no effect there.
fn lock_accounts(accounts: &mut SelectStatement) {
    accounts.lock_with_tables(LockType::NoKeyUpdate, [account::Entity]);
}

async fn member(found: SelectMember, db: &impl ConnectionTrait) -> Result<Option<Member>, Error> {
    Ok(match found.one(db).await? {
        Some((account, Some(organization))) => Some(Member {
            account,
            organization,
        }),
        _ => None,
    })
}

fn find_by_id(organization: OrganizationId, portal: Portal, id: Uuid) -> Select<account::Entity> {
    lists::scope(organization, portal.account_kind()).filter(account::Column::Id.eq(id))
}
