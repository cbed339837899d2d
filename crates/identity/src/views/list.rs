use contract::page::Page;
use contract::views::View;
use entity::saved_view::Column;
use sea_orm::QueryOrder;

use super::held_view::of;
use super::show::show;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Lists the views of the caller and of the organization by name, on one page.
///
/// # Errors
/// `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
) -> Result<Page<View>, Error> {
    let views = of(principal)
        .order_by_asc(Column::NameKey)
        .order_by_asc(Column::Id)
        .all(context.database().read())
        .await?;
    let total = views.len() as u64;
    Ok(single_page(views.into_iter().map(show).collect(), total))
}
