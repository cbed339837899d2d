//! Organizations and their accounts: users and administrators, profiles, and the search words of
//! users.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, text, text_null, uuid,
};

use crate::helpers::{account, compare_bytewise, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The free-text columns of a profile; addresses are JSON.
const PROFILE: [&str; 20] = [
    "first_name",
    "middle_name",
    "last_name",
    "display_name",
    "home_address",
    "mobile_phone",
    "home_phone",
    "language",
    "time_zone",
    "job_title",
    "department",
    "company",
    "cost_center",
    "employee_number",
    "employee_type",
    "location",
    "manager",
    "work_address",
    "work_phone",
    "work_mobile_phone",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("organization")
                    .col(uuid("id").primary_key())
                    .col(text("name"))
                    .col(text_null("contact_email"))
                    .col(boolean("users_may_edit_profile"))
                    .col(text("password_policy"))
                    .col(big_integer("created_at"))
                    .col(big_integer("version"))
                    .to_owned(),
            )
            .await?;

        let mut accounts = Table::create();
        accounts.table("account").col(uuid("id").primary_key());
        organization("account", &mut accounts);
        accounts
            .col(string("kind"))
            .col(text("email"))
            .col(text("email_key"))
            .col(text("username"))
            .col(text("username_key"))
            .col(text("name"))
            .col(text("name_key"))
            .col(string("state"))
            .col(big_integer("state_changed_at"))
            .col(text_null("role"))
            .col(big_integer_null("terms_accepted_at"))
            .col(text_null("password_hash"))
            .col(big_integer_null("password_set_at"))
            .col(big_integer_null("password_expires_at"))
            .col(boolean("password_temporary"))
            .col(integer("failed_password_attempts"))
            .col(big_integer_null("last_attempt_at"))
            .col(text_null("lock_reason"))
            .col(big_integer_null("locked_at"))
            .col(big_integer_null("locked_until"))
            .col(big_integer_null("last_sign_in_at"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .col(big_integer("version"))
            .check(Expr::cust("kind IN ('user', 'administrator')"))
            .check(Expr::cust("state IN ('staged', 'active', 'suspended')"))
            .check(Expr::cust("(kind = 'administrator') = (role IS NOT NULL)"))
            .check(Expr::cust("(lock_reason IS NULL) = (locked_at IS NULL)"))
            .check(Expr::cust(
                "(password_hash IS NULL) = (password_set_at IS NULL)",
            ));
        manager.create_table(accounts.to_owned()).await?;
        compare_bytewise(
            manager,
            "account",
            &["email_key", "username_key", "name_key"],
        )
        .await?;
        index(manager, "account", &["kind", "email_key"], true).await?;
        index(
            manager,
            "account",
            &["organization_id", "kind", "username_key"],
            true,
        )
        .await?;
        for key in ["name_key", "email_key", "created_at", "last_sign_in_at"] {
            index(
                manager,
                "account",
                &["organization_id", "kind", key, "id"],
                false,
            )
            .await?;
        }
        index(
            manager,
            "account",
            &["organization_id", "kind", "state"],
            false,
        )
        .await?;

        let mut profiles = Table::create();
        profiles
            .table("user_profile")
            .col(uuid("account_id").primary_key())
            .foreign_key(
                ForeignKey::create()
                    .name("fk_user_profile_account_id")
                    .from("user_profile", "account_id")
                    .to("account", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            );
        organization("user_profile", &mut profiles);
        for column in PROFILE {
            profiles.col(text_null(column));
        }
        manager.create_table(profiles.to_owned()).await?;
        index(
            manager,
            "user_profile",
            &["organization_id", "department"],
            false,
        )
        .await?;

        let mut words = Table::create();
        words.table("account_word");
        organization("account_word", &mut words);
        account("account_word", &mut words);
        words.col(text("word")).primary_key(
            Index::create()
                .col("organization_id")
                .col("word")
                .col("account_id"),
        );
        manager.create_table(words.to_owned()).await?;
        compare_bytewise(manager, "account_word", &["word"]).await?;
        index(manager, "account_word", &["account_id"], false).await
    }
}
