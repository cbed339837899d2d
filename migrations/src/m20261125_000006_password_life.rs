//! Password aging and recovery emails.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, boolean, integer_null, text, text_null};

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The policy that applied to everybody before organizations had their own: nothing expires.
const AGEING: &str = r#"{"hasMinimumAge":false,"minimumAgeDays":1,"hasMaximumAge":false,"maximumAgeDays":90,"reminderDays":[7,3,1]}"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            ("organization", text("ageing_policy").default(AGEING).take()),
            ("organization", big_integer_null("comply_since")),
            ("organization", big_integer_null("comply_by")),
            (
                "organization",
                boolean("recovery_email_enabled").default(false).take(),
            ),
            ("account", text_null("password_expiry_reason")),
            (
                "account",
                boolean("password_never_expires").default(false).take(),
            ),
            ("account", integer_null("password_notice_days")),
            ("account", text_null("recovery_email")),
            ("account", big_integer_null("recovery_email_entered_at")),
            ("account", big_integer_null("recovery_email_verified_at")),
        ];
        // SQLite adds one column at a time.
        for (table, column) in added {
            manager
                .alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        // Only temporary passwords had an expiry date until now.
        let dated = Query::update()
            .table("account")
            .value("password_expiry_reason", "temporary")
            .and_where(Expr::col("password_expires_at").is_not_null())
            .to_owned();
        manager.exec_stmt(dated).await?;
        // The reminder job reads a range of dates at a time.
        index(
            manager,
            "account",
            &[
                "organization_id",
                "password_expires_at",
                "password_notice_days",
            ],
            false,
        )
        .await
    }
}
