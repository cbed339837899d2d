//! The records of actions: emails, events, and responses to idempotent creates.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, integer, text, text_null, uuid, uuid_null,
};

use crate::helpers::{index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The content contains live links, so it is encrypted while the email waits, and erased
        // once the mail server has accepted it.
        let mut mails = Table::create();
        mails.table("mail").col(uuid("id").primary_key());
        organization("mail", &mut mails);
        mails
            .col(uuid_null("account_id"))
            .col(text("kind"))
            .col(text("recipient"))
            .col(text("subject"))
            .col(binary_null("content_encrypted"))
            .col(text("state"))
            .col(integer("attempts"))
            .col(text_null("last_error"))
            .col(big_integer("created_at"))
            .col(big_integer_null("next_attempt_at"))
            .col(big_integer_null("leased_until"))
            .col(big_integer_null("sent_at"));
        manager.create_table(mails.to_owned()).await?;
        index(manager, "mail", &["state", "next_attempt_at"], false).await?;
        index(manager, "mail", &["organization_id", "id"], false).await?;

        // Events outlive the accounts that they mention, so they store the names of that time.
        let mut events = Table::create();
        events.table("event").col(uuid("id").primary_key());
        organization("event", &mut events);
        events
            .col(big_integer("at"))
            .col(text("action"))
            .col(text("outcome"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("actor_name"))
            .col(text_null("target_kind"))
            .col(uuid_null("target_id"))
            .col(text_null("target_name"))
            .col(text_null("address"))
            .col(text_null("device"))
            .col(text("detail"));
        manager.create_table(events.to_owned()).await?;
        index(manager, "event", &["organization_id", "id"], false).await?;
        index(
            manager,
            "event",
            &["organization_id", "actor_id", "id"],
            false,
        )
        .await?;
        index(
            manager,
            "event",
            &["organization_id", "target_id", "id"],
            false,
        )
        .await?;
        index(
            manager,
            "event",
            &["organization_id", "action", "id"],
            false,
        )
        .await?;

        let mut answers = Table::create();
        answers.table("idempotent_answer");
        organization("idempotent_answer", &mut answers);
        answers
            .col(text("key"))
            .col(text("operation"))
            .col(binary("request_hash"))
            .col(text("answer"))
            .col(big_integer("created_at"))
            .primary_key(
                Index::create()
                    .col("organization_id")
                    .col("operation")
                    .col("key"),
            );
        manager.create_table(answers.to_owned()).await?;
        index(manager, "idempotent_answer", &["created_at"], false).await
    }
}
