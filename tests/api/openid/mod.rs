//! OpenID Connect: what applications get, and what nobody gets.

mod account_choice;
mod addresses;
mod browsers;
mod changed_settings;
mod clients;
mod codes;
mod consent;
mod deleted_applications;
mod device_approval;
mod device_grant;
mod device_proofs;
mod device_quota;
mod dpop;
mod dpop_refresh;
mod ended_sessions;
mod flow;
mod foreign_identifiers;
mod framing;
mod grants;
mod insights;
mod keys;
mod locked_access;
mod lost_access;
mod native_apps;
mod notices;
mod notices_of_losses;
mod pages;
mod parameters;
mod pushed;
mod pushed_only;
mod refresh_tokens;
mod registered_origins;
mod requests;
mod secrets;
mod settings;
mod sign_out;
mod signing_in_again;
mod step_up;
mod subjects;
mod tenants;
mod token_kinds;
mod token_matrix;
mod unsupported;

use client::{Client, Portal};
use contract::applications::{OidcSettings, UpdateApplication};
use contract::change::Patch;
use contract::ids::UserId;
use entity::account::{self, Column};
use harness::{ADMINISTRATOR_PASSWORD, Backend, RelyingParty, Surfer, TestServer, location, web};
use reqwest::Response;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

pub const ADA: &str = "ada@example.com";

/// A server with an application that is open to everyone, and Ada, who is signed in.
pub struct Setting {
    pub server: TestServer,
    pub owner: Client,
    pub rp: RelyingParty,
    pub user: UserId,
    pub ada: Surfer,
}

impl Setting {
    pub async fn new(backend: Backend) -> Self {
        Self::with(backend, web()).await
    }

    pub async fn with(backend: Backend, settings: OidcSettings) -> Self {
        let server = TestServer::start(backend).await;
        Self::on(server, settings).await
    }

    pub async fn on(server: TestServer, settings: OidcSettings) -> Self {
        let owner = server.owner().await;
        let user = server.active_user(&owner, ADA).await.id;
        let rp = RelyingParty::new(&server, &owner, settings).await;
        let ada = Surfer::signed_in(&server, ADA).await;
        Self {
            server,
            owner,
            rp,
            user,
            ada,
        }
    }

    /// Creates another organization with the user `eve@example.org`. Returns its owner.
    pub async fn other_organization(&self) -> Client {
        let email = "other@example.org";
        self.server.organization("Other Ltd", email).await;
        let owner = self
            .server
            .sign_in(Portal::Admin, email, ADMINISTRATOR_PASSWORD)
            .await;
        self.server.active_user(&owner, "eve@example.org").await;
        owner
    }

    /// Changes the settings of the application.
    pub async fn change(&self, change: impl FnOnce(&mut OidcSettings)) {
        let now = self.owner.application(self.rp.id).await.unwrap();
        let before = now.oidc.unwrap();
        let mut after = before.clone();
        change(&mut after);
        let update = UpdateApplication {
            oidc: Some(Patch::between(&before, &after)),
            ..UpdateApplication::default()
        };
        let changed = self
            .owner
            .update_application(self.rp.id, now.version, &update);
        assert_eq!(changed.await.unwrap().oidc, Some(after));
    }
}

/// The token of the request that the portal is asked to continue with.
pub fn asked(response: &Response) -> String {
    let address = location(response);
    let token = address.strip_prefix("/continue?request=");
    token
        .unwrap_or_else(|| panic!("not the portal: {address}"))
        .to_owned()
}

/// Writes facts about a user, and nothing that follows from them.
pub async fn write_facts<const N: usize>(
    server: &TestServer,
    user: UserId,
    facts: [(Column, sea_orm::Value); N],
) {
    let update = facts
        .into_iter()
        .fold(account::Entity::update_many(), |update, (column, fact)| {
            update.col_expr(column, Expr::value(fact))
        });
    update
        .filter(Column::Id.eq(user.0))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
}
