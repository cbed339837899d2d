//! Passkeys where the address of the server supports them, and where it does not.

use std::sync::Arc;

use entity::account::{self, Column};
use entity::factor;
use rules::mfa::FactorKind;
use rules::state::UserState::Active;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::World;
use super::world::Tenant;
use crate::addresses::{Addresses, Portal};
use crate::crypto::MasterKey;
use crate::{Context, Error, Parts, accounts, factors};

super::on_each_database!(
    a_passkey_is_asked_for_only_at_a_host_name,
    a_passkey_that_may_have_been_copied_does_not_count,
);

impl World {
    /// The same server under another address.
    fn at(&self, origin: &str) -> Result<Context, Error> {
        let key = MasterKey::from_base64(&MasterKey::generate_base64()?);
        Ok(Context::new(Parts {
            database: self.context.database().clone(),
            clock: Arc::new(self.clock.clone()),
            master_key: key.ok_or_else(|| Error::internal("key"))?,
            hasher: self.context.hasher().clone(),
            addresses: Addresses::new(origin, None),
        }))
    }

    /// Adds a passkey to an account.
    async fn passkey(
        &self,
        tenant: &Tenant,
        account: Uuid,
        copied_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        let id = self.context.new_id();
        let row = factor::ActiveModel {
            id: Set(id),
            organization_id: Set(tenant.organization.0),
            account_id: Set(account),
            kind: Set(FactorKind::Passkey),
            name: Set("Laptop".to_owned()),
            secret_encrypted: Set(vec![0]),
            credential_id: Set(Some(id.as_bytes().to_vec())),
            counter: Set(0),
            synced: Set(false),
            created_at: Set(self.context.now()),
            copied_at: Set(copied_at),
            ..Default::default()
        };
        let write = self.context.database().write();
        factor::Entity::insert(row)
            .exec_without_returning(write)
            .await?;
        Ok(())
    }
}

async fn a_passkey_is_asked_for_only_at_a_host_name(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let ann = world.user(&tenant, "ann", Active).await?.id.0;
    let bob = world.user(&tenant, "bob", Active).await?.id.0;
    let (db, now) = (world.context.database(), world.context.now());
    world.passkey(&tenant, ann, None).await?;
    account::Entity::update_many()
        .col_expr(Column::MfaEnrolledAt, Expr::value(now))
        .filter(Column::Id.eq(ann))
        .exec(db.write())
        .await?;
    let member = accounts::find_member(db.read(), ann).await?;
    let account = member.ok_or(Error::NotFound)?.account;
    for (origin, due, offered) in [
        ("https://id.example.com", FactorKind::Passkey, vec![ann]),
        // Something has to be asked for.
        ("https://192.0.2.1", FactorKind::RecoveryCode, vec![]),
    ] {
        let context = world.at(origin)?;
        let policy = Default::default();
        let asked = factors::due(&context, db.read(), &account, &policy).await?;
        assert_eq!(asked, [due], "{origin}");
        let organization = tenant.organization;
        let accounts = [ann, bob];
        let with = factors::with_passkey(&context, Portal::User, organization, &accounts).await?;
        assert_eq!(Vec::from_iter(with), offered, "{origin}");
    }
    Ok(())
}

async fn a_passkey_that_may_have_been_copied_does_not_count(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let ann = world.user(&tenant, "ann", Active).await?.id.0;
    let bob = world.user(&tenant, "bob", Active).await?.id.0;
    let now = world.context.now();
    world.passkey(&tenant, ann, Some(now)).await?;
    world.passkey(&tenant, bob, Some(now)).await?;
    world.passkey(&tenant, bob, None).await?;
    let context = world.at("https://id.example.com")?;
    let accounts = [ann, bob];
    let with =
        factors::with_passkey(&context, Portal::User, tenant.organization, &accounts).await?;
    assert_eq!(Vec::from_iter(with), [bob]);
    Ok(())
}
