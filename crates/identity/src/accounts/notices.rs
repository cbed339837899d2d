//! The limit of the emails that a stranger can cause: more of them fill a mailbox and help nobody.

use std::time::Duration;

use entity::{link, mail as row};
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::HeldAccount;
use crate::Error;

/// The number of emails of each kind in [`LATELY`].
const AT_MOST: u64 = 5;
const LATELY: Duration = Duration::from_secs(60 * 60);

impl HeldAccount<'_> {
    /// Emails the owner about something that a stranger can cause, unless there were too many such
    /// emails lately.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notify(&self, message: &Message) -> Result<(), Error> {
        let recent = row::Entity::find()
            .filter(row::Column::AccountId.eq(self.account.id))
            .filter(row::Column::Kind.eq(message.kind()))
            .filter(row::Column::CreatedAt.gt(self.context().now().minus(LATELY)))
            .count(self.tx())
            .await?;
        if recent < AT_MOST {
            self.enqueue(message).await?;
        }
        Ok(())
    }

    /// Whether the account was mailed too many links of `purpose` lately.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn too_many_links_lately(&self, purpose: LinkPurpose) -> Result<bool, Error> {
        let recent = link::Entity::find()
            .filter(link::Column::AccountId.eq(self.account.id))
            .filter(link::Column::Purpose.eq(purpose))
            .filter(link::Column::CreatedAt.gt(self.context().now().minus(LATELY)))
            .count(self.tx())
            .await?;
        Ok(recent >= AT_MOST)
    }
}
