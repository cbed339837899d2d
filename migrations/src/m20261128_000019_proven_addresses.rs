//! Whether an account's email is still unverified, and the address that each link was sent to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, text_null};
use sea_orm_migration::sea_orm::ConnectionTrait;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut account = Table::alter();
        account
            .table("account")
            .add_column(boolean("email_unverified").default(false));
        manager.alter_table(account.to_owned()).await?;
        let mut link = Table::alter();
        link.table("link").add_column(text_null("email"));
        manager.alter_table(link.to_owned()).await?;
        // Finds the last email to an address, however it is spelled.
        manager
            .get_connection()
            .execute_unprepared("CREATE INDEX ix_link_email ON link (lower(email), created_at)")
            .await?;
        Ok(())
    }
}
