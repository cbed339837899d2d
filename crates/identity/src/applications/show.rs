//! Applications as the API and events show them.

use std::collections::HashMap;

use contract::applications::{Application, SamlProvider};
use contract::events::PartyKind;
use contract::ids::ApplicationId;
use entity::application::Model;
use entity::{application_account, application_group, application_use};
use rules::application::ApplicationProtocol;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SubQueryStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::certificates::certificates;
use super::oidc_settings::Stored;
use super::saml_addresses::SamlAddresses;
use super::saml_settings::StoredSaml;
use super::secrets::secrets;
use crate::actor::Party;
use crate::{Context, Error};

/// What the API shows of applications beyond their rows.
#[derive(Default)]
pub(super) struct Counts {
    groups: HashMap<Uuid, i64>,
    users: HashMap<Uuid, i64>,
    opened: HashMap<Uuid, Timestamp>,
}

impl Counts {
    /// Reads them for these applications, each once.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Self, Error> {
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let groups: Vec<(Uuid, i64)> = {
            use application_group::{Column, Entity};
            Entity::find()
                .select_only()
                .column(Column::ApplicationId)
                .expr_as(Expr::col(Column::GroupId).count(), "assigned")
                .filter(Column::ApplicationId.is_in(ids.iter().copied()))
                .group_by(Column::ApplicationId)
                .into_tuple()
                .all(db)
                .await?
        };
        let users: Vec<(Uuid, i64)> = {
            use application_account::{Column, Entity};
            Entity::find()
                .select_only()
                .column(Column::ApplicationId)
                .expr_as(Expr::col(Column::AccountId).count(), "assigned")
                .filter(Column::ApplicationId.is_in(ids.iter().copied()))
                .group_by(Column::ApplicationId)
                .into_tuple()
                .all(db)
                .await?
        };
        Ok(Self {
            groups: groups.into_iter().collect(),
            users: users.into_iter().collect(),
            opened: last_opened(db, ids).await?,
        })
    }

    /// Builds the API's representation of an application.
    pub fn show(&self, row: Model) -> Application {
        let count = |counts: &HashMap<Uuid, i64>| {
            let count = counts.get(&row.id).copied().unwrap_or_default();
            count.unsigned_abs()
        };
        Application {
            id: ApplicationId(row.id),
            groups: count(&self.groups),
            users: count(&self.users),
            last_opened_at: self.opened.get(&row.id).copied(),
            name: row.name,
            description: row.description,
            letter: row.letter,
            color: row.color,
            template: row.template,
            protocol: row.protocol,
            enabled: row.enabled,
            visible: row.visible,
            category: row.category,
            launch_url: row.launch_url,
            open_to: row.open_to,
            factor: row.factor,
            fresh_minutes: row.fresh_minutes.map(i32::unsigned_abs),
            on_lock: row.on_lock,
            oidc: None,
            issuer: None,
            secrets: Vec::new(),
            saml: None,
            saml_provider: None,
            created_at: row.created_at,
            version: row.version.into(),
        }
    }
}

/// When each application was last opened by anyone. One statement, which reads one entry of the index
/// for each.
async fn last_opened(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Timestamp>, Error> {
    use application_use::{Column, Entity};
    let mut latest = Query::select();
    for id in ids {
        let last = Entity::find()
            .select_only()
            .expr(Expr::col(Column::LastOpenedAt).max())
            .filter(Column::ApplicationId.eq(*id));
        latest.expr(Expr::from(SubQueryStatement::from(last.into_query())));
    }
    let row = db.query_one(&latest).await?;
    let row = row.ok_or_else(|| Error::internal("no row of times"))?;
    let mut opened = HashMap::new();
    for (column, id) in ids.iter().enumerate() {
        if let Some(at) = row.try_get_by_index::<Option<Timestamp>>(column)? {
            opened.insert(*id, at);
        }
    }
    Ok(opened)
}

/// Builds the API's representation of one application.
///
/// # Errors
/// If the database fails.
pub(super) async fn show(
    context: &Context,
    db: &impl ConnectionTrait,
    row: Model,
) -> Result<Application, Error> {
    let id = row.id;
    let mut shown = Counts::read(db, &[id]).await?.show(row);
    if let Some(stored) = Stored::find(db, id).await? {
        shown.oidc = Some(stored.settings());
        shown.issuer = Some(context.addresses().issuer().to_owned());
        shown.secrets = secrets(db, id).await?;
    }
    if shown.protocol == ApplicationProtocol::Saml
        && let Some(stored) = StoredSaml::find(db, id).await?
    {
        let addresses = SamlAddresses::of(context, id);
        shown.saml = Some(stored.settings().clone());
        shown.saml_provider = Some(SamlProvider {
            entity_id: addresses.entity_id(),
            sso_url: addresses.sso(),
            logout_url: addresses.logout(),
            metadata_url: addresses.metadata(),
            certificates: certificates(db, id).await?,
        });
    }
    Ok(shown)
}

/// The application as the target of an event.
pub(crate) fn party(row: &Model) -> Party {
    Party {
        kind: PartyKind::Application,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}
