use std::path::PathBuf;
use std::sync::Arc;

use contract::ids::{AdministratorId, OrganizationId, UserId};
use contract::problem::ProblemType;
use contract::users::{CreateUser, User};
use rules::links::LinkPurpose;
use rules::role::Role;
use rules::state::UserState;
use sea_orm::{ConnectionTrait, DbBackend};
use tempfile::TempDir;
pub use test_databases::Backend;

use crate::accounts::HeldAccount;
use crate::actor::{AdminPrincipal, Client, SignedIn, SignedInAdministrator, SignedInUser};
use crate::addresses::{Addresses, Portal};
use crate::clock::MovableClock;
use crate::crypto::{HashCost, MasterKey, PasswordHasher, PasswordHashing};
use crate::restoring::Kept;
use crate::set_up::{NewOrganization, create_organization};
use crate::{Context, Database, Error, Parts, sessions, signing_keys, users};

/// A server without HTTP.
pub struct World {
    /// The context of its use cases.
    pub context: Context,
    /// Its clock.
    pub clock: MovableClock,
    _stored: test_databases::Database,
    _folder: TempDir,
}

/// An organization and its owner.
#[derive(Clone)]
pub struct Tenant {
    pub organization: OrganizationId,
    pub owner: AdminPrincipal,
    pub owner_id: AdministratorId,
}

/// A restored backup keeps everything that can be kept.
pub const KEEP_ALL: Kept = Kept {
    api_keys: true,
    client_secrets: true,
    application_passwords: true,
    network_secrets: true,
};

pub const OWNER_PASSWORD: &str = "a passphrase of mine";

/// Applies all migrations to an empty database.
async fn migrate(url: String, _folder: PathBuf) {
    let database = Database::open(&url).await.unwrap();
    crate::migrate(&database).await.unwrap();
    database.close().await.unwrap();
}

impl World {
    /// Does what PostgreSQL does by itself some time after many rows were inserted, so that it knows how many there
    /// are.
    pub async fn analyze(&self) -> Result<(), Error> {
        let db = self.context.database().write();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("ANALYZE").await?;
        }
        Ok(())
    }

    /// A new server without any organization.
    pub async fn new(backend: Backend) -> Result<Self, Error> {
        let folder = tempfile::tempdir().unwrap();
        let stored =
            test_databases::Database::copy("migrated", backend, folder.path(), migrate).await;
        let database = Database::open(&stored.url).await?;
        let clock = MovableClock::default();
        let key = MasterKey::from_base64(&MasterKey::generate_base64()?);
        let context = Context::new(Parts {
            database,
            clock: Arc::new(clock.clone()),
            master_key: key.ok_or_else(|| Error::internal("key"))?,
            hasher: PasswordHasher::new(PasswordHashing {
                cost: HashCost {
                    memory_kib: 64,
                    iterations: 1,
                    parallelism: 1,
                },
                threads: 2,
                queue: 1000,
            })?,
            addresses: Addresses::new("https://id.example.com", None),
        });
        signing_keys::load(&context).await?;
        Ok(Self {
            context,
            clock,
            _stored: stored,
            _folder: folder,
        })
    }

    /// A new organization whose owner is `boss@<name>.example.com`.
    pub async fn tenant(&self, name: &str) -> Result<Tenant, Error> {
        let email = format!("boss@{name}.example.com");
        let new = NewOrganization {
            name,
            owner_name: "The Owner",
            owner_email: &email,
            owner_password: OWNER_PASSWORD,
        };
        let created = create_organization(&self.context, &new, None).await?;
        let mut owner = administrator(created.organization, created.owner, Role::Owner);
        if let AdminPrincipal::Administrator(owner) = &mut owner {
            owner.signed_in.session = self.session_of(created.owner.0).await?;
        }
        Ok(Tenant {
            organization: created.organization,
            owner,
            owner_id: created.owner,
        })
    }

    /// A signed-in user as a caller.
    pub async fn signed_in(&self, tenant: &Tenant, id: UserId) -> Result<SignedInUser, Error> {
        Ok(SignedInUser(SignedIn {
            portal: Portal::User,
            organization: tenant.organization,
            account: id.0,
            session: self.session_of(id.0).await?,
            name: "A user".to_owned(),
            email: "user@example.com".to_owned(),
            client: Client::default(),
        }))
    }

    /// Creates a session of an account.
    async fn session_of(&self, account: uuid::Uuid) -> Result<uuid::Uuid, Error> {
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
        let held = HeldAccount::by_id(&self.context, account).await?;
        let held = held.ok_or(Error::NotFound)?;
        sessions::start(&held, None, None, &Client::default()).await?;
        held.commit().await?;
        let session = entity::session::Entity::find()
            .filter(entity::session::Column::AccountId.eq(account))
            .one(self.context.database().read())
            .await?;
        Ok(session.ok_or(Error::NotFound)?.id)
    }

    /// Creates a user of `tenant` named `username`.
    pub async fn user(
        &self,
        tenant: &Tenant,
        username: &str,
        state: UserState,
    ) -> Result<User, Error> {
        users::create(
            &self.context,
            &tenant.owner.permit()?,
            &new_user(username, state),
            None,
        )
        .await
        .map(|made| made.value)
    }

    /// The token of a link that undoes a change of the email of `user`, to the one that the user has.
    pub async fn undo_link(&self, user: &User) -> Result<String, Error> {
        let held = HeldAccount::by_id(&self.context, user.id.0).await?;
        let held = held.ok_or(Error::NotFound)?;
        let purpose = LinkPurpose::UserEmailChangeUndo;
        let link = held.add_link(purpose, &user.email).await?;
        held.commit().await?;
        let (_, token) = link
            .address
            .as_str()
            .split_once('#')
            .ok_or(Error::NotFound)?;
        Ok(token.to_owned())
    }

    /// The number of queued emails of this kind.
    pub async fn mails(&self, kind: &str) -> Result<usize, Error> {
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
        let mails = entity::mail::Entity::find()
            .filter(entity::mail::Column::Kind.eq(kind))
            .all(self.context.database().read())
            .await?;
        Ok(mails.len())
    }
}

/// A request to create a user.
pub fn new_user(username: &str, state: UserState) -> CreateUser {
    CreateUser {
        email: format!("{username}@people.example.com"),
        username: username.to_owned(),
        state: Some(state),
        ..CreateUser::default()
    }
}

/// An administrator as a caller, with a session that does not exist.
pub fn administrator(
    organization: OrganizationId,
    id: AdministratorId,
    role: Role,
) -> AdminPrincipal {
    AdminPrincipal::Administrator(SignedInAdministrator {
        signed_in: SignedIn {
            portal: Portal::Admin,
            organization,
            account: id.0,
            session: uuid::Uuid::nil(),
            name: role.label().to_owned(),
            email: "administrator@example.com".to_owned(),
            client: Client::default(),
        },
        role,
        proved_recently: true,
    })
}

/// The problem type of an error.
pub fn refused<T>(result: Result<T, Error>) -> Option<ProblemType> {
    result.err().map(|error| error.problem().kind)
}

/// The fields of an error.
pub fn fields<T>(result: Result<T, Error>) -> Vec<String> {
    let errors = result.err().map(|error| error.problem().errors);
    let errors = errors.unwrap_or_default().into_iter();
    errors
        .map(|error| format!("{}:{}", error.field, error.code))
        .collect()
}
