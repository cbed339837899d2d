//! A table of work that has to be done once in the background after an upgrade. Its first entry is the
//! encryption of the password hashes that were stored before hashes were encrypted, if there are any.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut work = Table::create();
        work.table("unfinished_work")
            .col(text("name").primary_key());
        manager.create_table(work.to_owned()).await?;
        let database = manager.get_connection();
        database.execute_unprepared(PLAIN_HASHES).await?;
        Ok(())
    }
}

const PLAIN_HASHES: &str = "
INSERT INTO unfinished_work (name) SELECT 'encrypt_password_hashes'
WHERE EXISTS (SELECT 1 FROM account WHERE password_hash LIKE '$%')
    OR EXISTS (SELECT 1 FROM used_password WHERE password_hash LIKE '$%')";
