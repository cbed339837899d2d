//! Emails in the words of an organization, and its logo.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, text, text_null, uuid, uuid_null};

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
        index(manager, "mail_template", &columns, true).await?;

        let mut logo = Table::create();
        logo.table("organization_logo")
            .col(uuid("id").primary_key());
        organization("organization_logo", &mut logo);
        logo.col(blob("png"));
        manager.create_table(logo.to_owned()).await?;
        index(manager, "organization_logo", &["organization_id"], false).await?;
        let alter = Table::alter()
            .table("organization")
            .add_column(uuid_null("logo_id"))
            .to_owned();
        manager.alter_table(alter).await
    }
}
