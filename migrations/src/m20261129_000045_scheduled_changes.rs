//! Activations and suspensions of users that are due on a date.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, text, text_null, uuid, uuid_null,
};

use crate::helpers::{account, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::create();
        change
            .table("scheduled_change")
            .col(uuid("id").primary_key());
        organization("scheduled_change", &mut change);
        account("scheduled_change", &mut change);
        change
            .col(text("action"))
            .col(big_integer("due_at"))
            .col(text_null("note"))
            .col(boolean("sends_email"))
            .col(text_null("email_to"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("actor_name"))
            .col(text_null("actor_email"))
            .col(big_integer("created_at"))
            .col(big_integer_null("reminded_at"));
        manager.create_table(change.to_owned()).await?;
        // A user has at most one of each kind.
        index(manager, "scheduled_change", &["account_id", "action"], true).await?;
        index(
            manager,
            "scheduled_change",
            &["organization_id", "due_at", "id"],
            false,
        )
        .await?;
        index(manager, "scheduled_change", &["due_at", "id"], false).await
    }
}
