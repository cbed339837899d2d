use contract::ids::ImportId;
use contract::imports::{UpdateImport, UserImport, fields as known_fields};
use entity::Document;
use entity::user_import::{Column, Entity, Model};
use rules::import::ImportState;
use rules::state::UserState;
use rules::stop_reason::StopReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::allowed::{check_fields, refused};
use super::attributes::is_attribute;
use super::show::show;
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::user_attributes::Definitions;
use crate::{Context, Error};

/// Changes how a file is imported, before the run. The dry run must be repeated.
///
/// # Errors
/// `invalid-fields`, `conflict` if the run has begun, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
    request: UpdateImport,
) -> Result<UserImport, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let import = find(&tx, organization, id).await?;
    if !import.state.may_change() {
        return Err(refused(import.state));
    }
    let definitions = Definitions::read(&tx, organization).await?;
    check(&import, &request, &definitions)?;
    let UpdateImport {
        fields,
        match_by,
        existing_users,
        new_user_state,
    } = request;
    let fields = fields.unwrap_or_else(|| import.fields.0.clone());
    let match_by = match_by.unwrap_or(import.match_by);
    check_fields(&fields, match_by)?;
    let existing = existing_users.unwrap_or(import.existing_users);
    let state = new_user_state.unwrap_or(import.new_user_state);
    let written = Entity::update_many()
        .col_expr(Column::State, Expr::value(ImportState::Ready))
        .col_expr(Column::StopReason, Expr::value(Option::<StopReason>::None))
        .col_expr(Column::Position, Expr::value(0))
        .col_expr(Column::Fields, Expr::value(Document(fields)))
        .col_expr(Column::MatchBy, Expr::value(match_by))
        .col_expr(Column::ExistingUsers, Expr::value(existing))
        .col_expr(Column::NewUserState, Expr::value(state))
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.is_in([ImportState::Ready, ImportState::Checked]))
        .exec(&tx)
        .await?;
    if written.rows_affected == 0 {
        return Err(refused(ImportState::Running));
    }
    let changed = show(&tx, principal, find(&tx, organization, id).await?).await?;
    tx.commit().await?;
    Ok(changed)
}

fn check(import: &Model, request: &UpdateImport, definitions: &Definitions) -> Result<(), Error> {
    let mut wrong = Fields::default();
    if let Some(fields) = &request.fields {
        let known = known_fields();
        let is_known = |name: &String| {
            known.iter().any(|field| field.name == *name) || is_attribute(name, definitions)
        };
        let mut named = fields.iter().filter(|name| !name.is_empty());
        if fields.len() != import.headers.len() {
            let columns = import.headers.len();
            let message = format!("List one field for each of the {columns} columns");
            wrong.refuse("fields", "out_of_range", message);
        } else if !named.clone().all(is_known) {
            let message = "Use email, username, the names of profile fields, parts of addresses \
                           such as homeAddress.street, and attributes such as attributes.badge";
            wrong.refuse("fields", "unknown", message);
        } else if named.any(|name| fields.iter().filter(|other| *other == name).count() > 1) {
            wrong.refuse("fields", "duplicate", "Map only one column to each field");
        }
    }
    if request.new_user_state == Some(UserState::Suspended) {
        let message = "A new user must be staged or active";
        wrong.refuse("newUserState", "not_allowed", message);
    }
    wrong.finish()
}
