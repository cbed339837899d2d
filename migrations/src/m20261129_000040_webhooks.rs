//! Webhooks, the secrets that sign what they send, and their deliveries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, integer, integer_null, text, text_null, uuid,
    uuid_null,
};

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut webhook = Table::create();
        webhook.table("webhook").col(uuid("id").primary_key());
        organization("webhook", &mut webhook);
        webhook
            .col(text("name"))
            .col(text("url"))
            .col(text("events"))
            .col(boolean("enabled"))
            .col(big_integer_null("failing_since"))
            .col(big_integer_null("disabled_at"))
            .col(text("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("version"));
        manager.create_table(webhook.to_owned()).await?;
        // Read for each event.
        index(manager, "webhook", &["organization_id", "id"], false).await?;

        let mut secret = Table::create();
        secret.table("webhook_secret").col(uuid("id").primary_key());
        organization("webhook_secret", &mut secret);
        references("webhook_secret", "webhook_id", "webhook", &mut secret);
        secret
            .col(binary("secret_encrypted"))
            .col(text("hint"))
            .col(big_integer("created_at"));
        manager.create_table(secret.to_owned()).await?;
        index(manager, "webhook_secret", &["webhook_id"], false).await?;

        let table = "webhook_delivery";
        let mut delivery = Table::create();
        delivery.table(table).col(uuid("id").primary_key());
        organization(table, &mut delivery);
        delivery
            // Not a reference: an action must not fail because a webhook is deleted at the same time.
            .col(uuid("webhook_id"))
            .col(uuid_null("event_id"))
            .col(uuid_null("subject_id"))
            .col(big_integer("position"))
            .col(text("event"))
            .col(text("body"))
            .col(text("state"))
            .col(integer("attempts"))
            .col(big_integer("created_at"))
            .col(big_integer("queued_at"))
            .col(big_integer_null("next_attempt_at"))
            .col(big_integer_null("leased_until"))
            .col(big_integer_null("delivered_at"))
            .col(integer_null("response_status"))
            .col(text_null("response_body"))
            .col(text_null("last_error"));
        manager.create_table(delivery.to_owned()).await?;
        index(manager, table, &["state", "next_attempt_at"], false).await?;
        index(manager, table, &["created_at"], false).await?;
        index(manager, table, &["organization_id", "id"], false).await?;
        // The log of one webhook.
        index(manager, table, &["webhook_id", "id"], false).await?;
        index(manager, table, &["webhook_id", "state", "id"], false).await?;
        // Which position comes next.
        let order = ["webhook_id", "subject_id", "position"];
        index(manager, table, &order, false).await?;
        // What is sent first. Those that were delivered are not read, however many there are.
        let queue = ["webhook_id", "subject_id", "state", "position", "id"];
        index(manager, table, &queue, false).await
    }
}
