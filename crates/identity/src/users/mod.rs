//! Users: created, found, changed, let in and shut out by administrators and programs.

mod activate;
mod activity;
mod bulk;
mod change;
mod counts;
mod create;
mod delete;
mod expire_password;
mod extend_enrolment;
mod get;
mod list;
mod profile;
mod read;
mod require_mfa;
mod resend_activation;
mod reset_factors;
mod send_password_reset;
mod set_temporary_password;
mod suspend;
mod unlock;
mod update;
mod write;

pub use activate::activate;
pub use activity::activity;
pub use bulk::bulk;
pub(crate) use change::{Changed, Names, apply};
pub use counts::counts;
pub use create::create;
pub use delete::delete;
pub use expire_password::expire_password;
pub use extend_enrolment::extend_enrolment;
pub use get::get;
pub use list::list;
pub(crate) use profile::profile_of;
pub(crate) use read::read;
pub use require_mfa::require_mfa;
pub use resend_activation::resend_activation;
pub use reset_factors::reset_factors;
pub use send_password_reset::send_password_reset;
pub use set_temporary_password::set_temporary_password;
pub use suspend::suspend;
pub use unlock::unlock;
pub use update::update;
pub use write::search_words;
pub(crate) use write::{NewUser, insert};

use entity::account;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::ConnectionTrait;

use crate::{Context, Error, accounts, outbox};

/// Mails a new activation link; the older ones are void.
async fn mail_activation(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(), Error> {
    let link = accounts::issue_link(context, tx, account, LinkPurpose::UserActivation).await?;
    outbox::enqueue(context, tx, account, &Message::UserActivation { link }).await?;
    Ok(())
}
