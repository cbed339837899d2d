use contract::ids::ViewId;
use contract::views::View;

use super::held_view::find;
use super::show::show;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Returns a view of the caller or of the organization.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: ViewId,
) -> Result<View, Error> {
    let read = context.database().read();
    find(read, principal, id).await.map(show)
}
