//! The LDAP directories of organizations: their suffixes, bind users, and the numbers of users and groups on
//! Unix.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, text, uuid, uuid_null};

use crate::helpers::{compare_bytewise, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut directory = Table::create();
        directory.table("directory");
        organization("directory", &mut directory);
        directory
            .col(text("suffix"))
            .col(text("suffix_key"))
            .col(big_integer("guessed_at"))
            .primary_key(Index::create().col("organization_id"));
        manager.create_table(directory.to_owned()).await?;
        compare_bytewise(manager, "directory", &["suffix_key"]).await?;
        // A name must belong to one organization of the server.
        index(manager, "directory", &["suffix_key"], true).await?;

        let table = "ldap_bind_user";
        let mut bind_user = Table::create();
        bind_user.table(table).col(uuid("id").primary_key());
        organization(table, &mut bind_user);
        // It goes with its application, because it must not become one that reads everything.
        bind_user.col(uuid_null("application_id")).foreign_key(
            ForeignKey::create()
                .name("fk_ldap_bind_user_application_id")
                .from(table, "application_id")
                .to("application", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
        bind_user
            .col(text("name"))
            .col(text("name_key"))
            .col(text("reads"))
            .col(binary("secret_hash"))
            .col(text("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_used_at"));
        manager.create_table(bind_user.to_owned()).await?;
        index(manager, table, &["organization_id", "name_key"], true).await?;
        index(manager, table, &["organization_id", "id"], false).await?;
        index(manager, table, &["application_id"], false).await?;

        let table = "posix_number";
        let mut number = Table::create();
        number.table(table).col(uuid("id").primary_key());
        organization(table, &mut number);
        number
            .col(text("kind"))
            .col(big_integer("number"))
            // Not a reference: the number of a deleted user or group is never given to another one.
            .col(uuid("owner_id"));
        manager.create_table(number.to_owned()).await?;
        let columns = ["organization_id", "kind", "number"];
        index(manager, table, &columns, true).await?;
        let columns = ["organization_id", "owner_id", "kind"];
        index(manager, table, &columns, true).await?;

        // Searches read groups in the order of their identifiers. Users have no such index: SQLite would prefer it to
        // those of names. They are read in the order of their creation, which has one.
        let columns = ["organization_id", "id"];
        index(manager, "user_group", &columns, true).await
    }
}
