use std::collections::HashMap;

use contract::mail_templates::MailTemplate;
use contract::page::Page;
use entity::mail_template::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::find::samples;
use super::show::show;
use crate::lists::single_page;
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error};

/// Lists every kind of email with its words, on one page.
///
/// # Errors
/// `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
) -> Result<Page<MailTemplate>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(principal.organization().0))
        .all(context.database().read())
        .await?;
    let rows = rows.into_iter().map(|row| (row.kind.clone(), row));
    let mut rows: HashMap<_, _> = rows.collect();
    let kinds = samples(context)?.into_iter();
    let templates: Vec<_> = kinds
        .map(|message| show(&message, rows.remove(message.kind())))
        .collect();
    let total = templates.len() as u64;
    Ok(single_page(templates, total))
}
