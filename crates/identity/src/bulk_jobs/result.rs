use contract::events::EventAction;
use contract::ids::{BulkJobId, OrganizationId};
use entity::bulk_job::Model;
use entity::bulk_job_user::{self, Column, Entity};
use import::{BYTE_ORDER_MARK, write_record};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::allowed::permissions_of_results;
use crate::events::record;
use crate::initiator::Initiator;
use crate::permitted::{Permitted, UsersRead};
use crate::slots::Slot;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// The number of rows per query.
const ROWS: u64 = 500;
/// The columns.
const COLUMNS: [&str; 6] = ["Name", "Email", "Outcome", "Problem", "Code", "User ID"];

/// The users of a job with their outcomes, as CSV. It is written in parts, so memory use does not depend on
/// its size.
pub struct ResultFile {
    context: Context,
    job: Model,
    initiator: Initiator,
    /// The last user who was written; `None` before the header.
    position: Option<i32>,
    _slot: Slot,
}

impl ResultFile {
    /// The result of a job, whether it is complete or not. It takes a slot of an export, because it
    /// costs as much, and is recorded before anything is sent, like an export. The results of a job
    /// about a group also require `groups:read`.
    ///
    /// # Errors
    /// `not-found`, `too-many-requests`, `forbidden`.
    pub async fn open(
        context: &Context,
        principal: &Permitted<UsersRead>,
        id: BulkJobId,
    ) -> Result<Self, Error> {
        let organization = principal.organization();
        let job = find(context.database().read(), organization, id).await?;
        let permissions = permissions_of_results(&job);
        for permission in &permissions {
            principal.require(*permission)?;
        }
        let slot = context.export_slots().take(organization)?;
        let event = principal
            .event(EventAction::BulkJobResultDownloaded)
            .with("bulk_job", job.id.to_string())
            .with("action", job.action.as_str());
        let tx = context.database().begin().await?;
        record(context, &tx, organization, event).await?;
        tx.commit().await?;
        Ok(Self {
            job,
            initiator: Initiator::of(principal, &permissions),
            context: context.clone(),
            position: None,
            _slot: slot,
        })
    }

    /// The next part; `None` at the end.
    ///
    /// # Errors
    /// `forbidden` if the caller may not read users anymore, or if the database fails.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let Some(position) = self.position else {
            self.position = Some(0);
            let mut text = String::from(BYTE_ORDER_MARK);
            write_record(&mut text, COLUMNS);
            return Ok(Some(text));
        };
        self.initiator.check(&self.context).await?;
        let read = self.context.database().read();
        let users = Entity::find()
            .filter(Column::BulkJobId.eq(self.job.id))
            .filter(Column::OrganizationId.eq(self.job.organization_id))
            .filter(Column::Number.gt(position))
            .order_by_asc(Column::Number)
            .limit(ROWS)
            .all(read)
            .await?;
        let Some(last) = users.last() else {
            // If it was deleted meanwhile, the file must not look complete.
            let organization = OrganizationId(self.job.organization_id);
            find(read, organization, BulkJobId(self.job.id)).await?;
            return Ok(None);
        };
        self.position = Some(last.number);
        let mut text = String::new();
        for user in &users {
            write(&mut text, user);
        }
        Ok(Some(text))
    }
}

fn write(text: &mut String, user: &bulk_job_user::Model) {
    let problem = user.problem.as_ref().map(|problem| &problem.0);
    let words = problem.map(|problem| problem.explanation());
    let id = user.account_id.to_string();
    let cells = [
        user.name.as_deref().unwrap_or_default(),
        user.email.as_deref().unwrap_or_default(),
        user.outcome.map_or("", |outcome| outcome.as_str()),
        words.as_deref().unwrap_or_default(),
        problem.map_or("", |problem| problem.kind.code()),
        id.as_str(),
    ];
    write_record(text, cells);
}
