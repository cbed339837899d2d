//! Notices of ended sessions go out also when their application is deleted, so they refer to it by its
//! identifier alone, and have the address and the algorithm that it had.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, text, text_null, uuid};

use crate::helpers::{index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite cannot drop a foreign key. No release has the table, and what it contains is a day old
        // at most, so nothing is copied.
        let drop = Table::drop().table("logout_notice").to_owned();
        manager.drop_table(drop).await?;
        let mut notice = Table::create();
        notice.table("logout_notice").col(uuid("id").primary_key());
        organization("logout_notice", &mut notice);
        notice
            .col(uuid("application_id"))
            .col(uuid("application_session_id"))
            .col(text("subject"))
            .col(text("address"))
            .col(text("algorithm"))
            .col(integer("attempts"))
            .col(big_integer("created_at"))
            .col(big_integer_null("next_attempt_at"))
            .col(big_integer_null("leased_until"))
            .col(big_integer_null("delivered_at"))
            .col(text_null("last_error"));
        manager.create_table(notice.to_owned()).await?;
        index(manager, "logout_notice", &["next_attempt_at"], false).await?;
        let latest = ["application_id", "created_at"];
        index(manager, "logout_notice", &latest, false).await
    }
}
