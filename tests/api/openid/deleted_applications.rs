//! Deleting an application while its users are changed.

use std::time::Duration;

use entity::oidc_grant;
use harness::{Backend, on_both_databases};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::Setting;

on_both_databases!(an_application_and_its_user_are_changed_at_once);

/// Locks what the application was granted, so that others who change it wait.
async fn keep_grants(here: &Setting) -> DatabaseTransaction {
    let kept = here.server.running.context.database().begin().await;
    let kept = kept.unwrap();
    let nonce = oidc_grant::Column::Nonce;
    oidc_grant::Entity::update_many()
        .col_expr(nonce, Expr::col(nonce))
        .filter(oidc_grant::Column::ApplicationId.eq(here.rp.id.0))
        .exec(&kept)
        .await
        .unwrap();
    kept
}

async fn an_application_and_its_user_are_changed_at_once(backend: Backend) {
    for end in ["sessions", "suspension", "deletion"] {
        let here = Setting::new(backend).await;
        here.rp.tokens(&here.ada, &[]).await;
        let version = here.owner.application(here.rp.id).await.unwrap().version;
        let kept = keep_grants(&here).await;
        let ended = async {
            match end {
                "sessions" => here.owner.end_user_sessions(here.user).await.map(drop),
                "suspension" => here.owner.suspend_user(here.user).await.map(drop),
                _ => here.owner.delete_user(here.user).await,
            }
        };
        // While the other one is between two tables that both change.
        let deleted = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            here.owner.delete_application(here.rp.id, version).await
        };
        let release = async {
            tokio::time::sleep(Duration::from_millis(400)).await;
            kept.commit().await.unwrap();
        };
        let (ended, deleted, ()) = tokio::join!(ended, deleted, release);
        ended.unwrap_or_else(|error| panic!("{end}: {error}"));
        deleted.unwrap_or_else(|error| panic!("{end}, application: {error}"));
    }
}
