use contract::page::Page;
use contract::user_attributes::AttributeDefinition;

use super::definitions::Definitions;
use super::show::show;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Lists the organization's attributes, in display order.
///
/// # Errors
/// `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
) -> Result<Page<AttributeDefinition>, Error> {
    let read = context.database().read();
    let rows = Definitions::read(read, principal.organization()).await?;
    let items: Vec<_> = rows.into_rows().into_iter().map(show).collect();
    let total = u64::try_from(items.len()).unwrap_or_default();
    Ok(single_page(items, total))
}
