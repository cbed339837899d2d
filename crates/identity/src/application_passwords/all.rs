use std::collections::{HashMap, HashSet};

use contract::application_passwords::{OwnedApplicationPassword, ResourceRefusal};
use contract::filter::ApplicationPasswordFilter;
use contract::ids::{OrganizationId, UserId};
use contract::page::{ListQuery, Page};
use entity::account;
use entity::application_password::{Column, Entity, Model};
use rules::resource::AfterLoss;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::show::{names, show};
use crate::accounts::owners;
use crate::applications::open_pairs;
use crate::lists::{Request, Shape, all_of, one_of};
use crate::permitted::{Permitted, UsersRead};
use crate::suspension::is_suspended;
use crate::{Context, Error};

pub(super) const SHAPE: Shape = Shape::newest_first("application-passwords");

/// Lists the application passwords of all users, newest first, each with its user and why it is refused at the
/// moment. Excludes revoked ones.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn all(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<OwnedApplicationPassword>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<ApplicationPasswordFilter>(context, organization, None, query)?;
    page(context, organization, &request).await
}

/// Reads a page.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<ApplicationPasswordFilter>,
) -> Result<Page<OwnedApplicationPassword>, Error> {
    let passwords = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::RevokedAt.is_null())
        .filter(passes(&request.filter));
    let page = request.newest_first(context, passwords, Column::Id, |row| row.id);
    let (page, read) = (page.await?, context.database().read());
    let read_with = ReadWith::of(read, organization, &page.items).await?;
    // A user who was deleted since the application passwords were read is not there.
    Ok(page.filter_map(|row| read_with.show(context, row)))
}

/// What is shown with the application passwords of a page.
struct ReadWith {
    /// Whether the organization is suspended. Its own callers are refused then, but the operator can export
    /// the list.
    is_suspended: bool,
    owners: HashMap<Uuid, account::Model>,
    /// The names of applications.
    names: HashMap<Uuid, String>,
    /// The users and the applications that are available to them, with what each decides about locks.
    open: HashMap<(Uuid, Uuid), AfterLoss>,
}

impl ReadWith {
    async fn of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        rows: &[Model],
    ) -> Result<Self, Error> {
        let pair = |row: &Model| Some((row.account_id, row.application_id?));
        let pairs: HashSet<(Uuid, Uuid)> = rows.iter().filter_map(pair).collect();
        let users = rows.iter().map(|row| row.account_id).collect();
        let applications: Vec<Uuid> = rows.iter().filter_map(|row| row.application_id).collect();
        Ok(Self {
            is_suspended: is_suspended(db, organization).await?,
            owners: owners(db, organization, users).await?,
            names: names(db, organization, &applications).await?,
            open: open_pairs(db, organization, &pairs).await?,
        })
    }

    fn show(&self, context: &Context, row: Model) -> Option<OwnedApplicationPassword> {
        let owner = self.owners.get(&row.account_id)?;
        let on_lock = |id: Uuid| self.open.get(&(owner.id, id)).copied();
        let mut shown = show(context, owner, row, &self.names, on_lock);
        if self.is_suspended {
            shown.refused = Some(ResourceRefusal::OrganizationSuspended);
        }
        Some(OwnedApplicationPassword {
            user_id: UserId(owner.id),
            username: owner.username.clone(),
            user_name: owner.name.clone(),
            user_email: owner.email.clone(),
            application_password: shown,
        })
    }
}

fn passes(filter: &ApplicationPasswordFilter) -> Condition {
    let ApplicationPasswordFilter { application, user } = filter;
    all_of([
        one_of(Column::ApplicationId, application),
        one_of(Column::AccountId, user),
    ])
}
