//! Activations and suspensions of users that are due on a date; why an administrator has locked a user;
//! and which users may edit their profile regardless of the settings.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, boolean_null, text, text_null, uuid, uuid_null,
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
        index(manager, "scheduled_change", &["due_at", "id"], false).await?;

        // One column in each statement, because SQLite adds no more at once.
        for column in [text_null("lock_note"), boolean_null("profile_editable")] {
            let alter = Table::alter()
                .table("account")
                .add_column(column)
                .to_owned();
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
