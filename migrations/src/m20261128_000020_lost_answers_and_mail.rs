//! Which client used a refresh token, and where the token stands in its session: a browser that
//! lost the response to a refresh can then be told from a thief. And an index that finds the emails to
//! one address.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in [
            text_null("spent_by"),
            big_integer("generation").default(0).to_owned(),
        ] {
            let table = Table::alter()
                .table("refresh_token")
                .add_column(column)
                .to_owned();
            manager.alter_table(table).await?;
        }
        let by_recipient = "CREATE INDEX ix_mail_organization_id_recipient \
                            ON mail (organization_id, lower(recipient))";
        let database = manager.get_connection();
        database.execute_unprepared(by_recipient).await?;
        Ok(())
    }
}
