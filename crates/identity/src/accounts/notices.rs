//! The limit on emails that a stranger can cause, so they cannot fill the mailbox.

use std::time::Duration;

use entity::{link, mail as row};
use mail::Message;
use rules::links::LinkPurpose;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::HeldAccount;
use crate::Error;

/// The maximum number of emails of each kind within [`LATELY`].
const AT_MOST: u64 = 5;
const LATELY: Duration = Duration::from_secs(60 * 60);

impl HeldAccount<'_> {
    /// Emails the owner about something that a stranger can cause, unless too many such emails were
    /// sent in the last hour.
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

    /// Whether too many links for `purpose` were sent to the account in the last hour.
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
