//! What several migrations share.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// Adds the column of the organization that owns a row; deleting the organization deletes its rows.
pub fn organization(table: &'static str, create: &mut TableCreateStatement) {
    references(table, "organization_id", "organization", create);
}

/// Adds the column of the account that a row belongs to; deleting the account deletes its rows.
pub fn account(table: &'static str, create: &mut TableCreateStatement) {
    references(table, "account_id", "account", create);
}

/// Adds the column `column` of `table`, which references `target.id` and is deleted with it.
pub fn references(
    table: &'static str,
    column: &'static str,
    target: &'static str,
    create: &mut TableCreateStatement,
) {
    create.col(uuid(column)).foreign_key(
        ForeignKey::create()
            .name(format!("fk_{table}_{column}"))
            .from(table, column)
            .to(target, "id")
            .on_delete(ForeignKeyAction::Cascade),
    );
}

/// Creates an index over `columns`, in this order.
pub async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let kind = if unique { "uq" } else { "ix" };
    let mut create = Index::create();
    create
        .name(format!("{kind}_{table}_{}", columns.join("_")))
        .table(table);
    for column in columns {
        create.col(*column);
    }
    if unique {
        create.unique();
    }
    manager.create_index(create.to_owned()).await
}

/// Makes PostgreSQL compare the columns bytewise, as SQLite does. Cursors and prefix searches then
/// mean the same on both databases and can use an index with any locale.
pub async fn compare_bytewise(
    manager: &SchemaManager<'_>,
    table: &str,
    columns: &[&str],
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    for column in columns {
        // The names are constants in these files, never input.
        let alter =
            format!(r#"ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text COLLATE "C""#);
        manager.get_connection().execute_unprepared(&alter).await?;
    }
    Ok(())
}
