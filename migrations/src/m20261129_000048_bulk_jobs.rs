//! Bulk jobs, and their users; and an index for sorting users by their number.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, text, text_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut job = Table::create();
        job.table("bulk_job").col(uuid("id").primary_key());
        organization("bulk_job", &mut job);
        job.col(text("action"))
            .col(text_null("changes"))
            .col(uuid_null("group_id"))
            .col(text("state"))
            .col(integer("users"))
            .col(integer("position"))
            .col(integer("done"))
            .col(integer("unchanged"))
            .col(integer("failed"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("actor_name"))
            .col(text_null("actor_email"))
            .col(text("client_address"))
            .col(text("client_device"))
            .col(big_integer("created_at"))
            .col(big_integer_null("finished_at"))
            .col(big_integer_null("leased_until"))
            .col(uuid_null("leased_by"))
            .col(text_null("stop_reason"))
            .col(integer("failures"));
        manager.create_table(job.to_owned()).await?;
        index(manager, "bulk_job", &["organization_id", "id"], false).await?;
        index(manager, "bulk_job", &["state", "id"], false).await?;

        let mut user = Table::create();
        user.table("bulk_job_user");
        references("bulk_job_user", "bulk_job_id", "bulk_job", &mut user);
        organization("bulk_job_user", &mut user);
        user.col(integer("number"))
            .col(uuid("account_id"))
            .col(text_null("name"))
            .col(text_null("email"))
            .col(text_null("outcome"))
            .col(text_null("problem"))
            .primary_key(Index::create().col("bulk_job_id").col("number"));
        manager.create_table(user.to_owned()).await?;
        // Each user is in a job at most once.
        index(
            manager,
            "bulk_job_user",
            &["bulk_job_id", "account_id"],
            true,
        )
        .await?;
        index(
            manager,
            "bulk_job_user",
            // The organization too, so that counting reads nothing but the index.
            &["bulk_job_id", "outcome", "number", "organization_id"],
            false,
        )
        .await?;
        let connection = manager.get_connection();
        connection.execute_unprepared(BY_NUMBER).await?;
        Ok(())
    }
}

const BY_NUMBER: &str = r"
CREATE INDEX ix_account_employee_number ON account
    (organization_id, kind, COALESCE(employee_number_key, ''), id);
";
