//! What a transaction sees that has waited for an account.

use std::time::Duration;

use entity::organization::{Column, Entity};
use rules::state::UserState::Active;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};

use super::World;
use super::workers::wait_for;
use crate::Error;
use crate::accounts::HeldAccount;
use crate::addresses::Portal;

super::on_each_database!(an_organization_that_changed_meanwhile_is_seen);

/// How the account is found.
#[derive(Clone, Copy, Debug)]
enum By {
    Identifier,
    Organization,
    Session,
    Email,
}

impl World {
    /// Waits until a transaction waits for a row. On SQLite, it waits for its connection instead.
    pub(super) async fn a_row_is_awaited(&self) -> Result<(), Error> {
        let db = self.context.database().read();
        if db.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let pause = Duration::from_millis(2);
        wait_for("nobody waits for a row", pause, async || {
            let waiting = Statement::from_string(
                DbBackend::Postgres,
                "SELECT pid FROM pg_stat_activity \
                 WHERE datname = current_database() AND wait_event_type = 'Lock'",
            );
            let waiting = db.query_one_raw(waiting).await?;
            Ok::<_, Error>(waiting.map(drop))
        })
        .await
    }
}

async fn an_organization_that_changed_meanwhile_is_seen(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let (context, organization) = (&world.context, tenant.organization);
    let ann = world.user(&tenant, "ann", Active).await?.id;
    let session = world.signed_in(&tenant, ann).await?.session;
    for by in [By::Identifier, By::Organization, By::Session, By::Email] {
        let first = HeldAccount::by_id(context, ann.0).await?;
        let first = first.ok_or(Error::NotFound)?;
        let email_key = first.account.email_key.clone();
        let name = format!("{by:?}");
        Entity::update_many()
            .col_expr(Column::Name, Expr::value(name.as_str()))
            .filter(Column::Id.eq(organization.0))
            .exec(first.tx())
            .await?;
        let waiting = async {
            let portal = Portal::User;
            match by {
                By::Identifier => HeldAccount::by_id(context, ann.0).await,
                By::Organization => HeldAccount::begin(context, organization, portal, ann.0)
                    .await
                    .map(Some),
                By::Session => {
                    let found = HeldAccount::in_session(context, ann.0, session).await?;
                    Ok(found.map(|(held, _)| held))
                }
                By::Email => HeldAccount::by_email_key(context, portal, &email_key).await,
            }
        };
        let meanwhile = async {
            world.a_row_is_awaited().await?;
            first.commit().await
        };
        let (second, committed) = tokio::join!(waiting, meanwhile);
        committed?;
        let second = second?.ok_or(Error::NotFound)?;
        assert_eq!(second.organization.name, name);
        second.commit().await?;
    }
    Ok(())
}
