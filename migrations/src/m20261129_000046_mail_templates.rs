//! Emails in the words of an organization.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null, uuid};

use crate::helpers::{index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut template = Table::create();
        template
            .table("mail_template")
            .col(uuid("id").primary_key());
        organization("mail_template", &mut template);
        // Without words, the email has the default ones again. The row stays, so that its version
        // never counts from the beginning.
        template
            .col(text("kind"))
            .col(text_null("words"))
            .col(text("updated_by"))
            .col(big_integer("updated_at"))
            .col(big_integer("version"));
        manager.create_table(template.to_owned()).await?;
        let columns = ["organization_id", "kind"];
        index(manager, "mail_template", &columns, true).await
    }
}
