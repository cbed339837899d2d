//! An application that users open.

use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, OpenTo};
use rules::resource::AfterLoss;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Version;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Name.
    pub name: String,
    /// The folded name, for sorting, unique in an organization.
    pub name_key: String,
    /// The search words of the name, each preceded by a space.
    pub search_words: String,
    /// What users need it for.
    pub description: Option<String>,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The template that it was created from.
    pub template: Option<String>,
    /// How it is connected.
    pub protocol: ApplicationProtocol,
    /// Whether it can be opened.
    pub enabled: bool,
    /// Whether the User Portal shows it.
    pub visible: bool,
    /// The heading under which the User Portal shows it.
    pub category: Option<String>,
    /// The address that opens it.
    pub launch_url: Option<String>,
    /// Who may open it.
    pub open_to: OpenTo,
    /// The factor that opening it requires.
    pub factor: WantedFactor,
    /// For how many minutes a factor remains valid: 0 for one opening, `None` for the whole session.
    pub fresh_minutes: Option<i32>,
    /// Whether an account keeps its access while wrong passwords have locked it.
    pub on_lock: AfterLoss,
    /// When it was created.
    pub created_at: Timestamp,
    /// Version for `If-Match`.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
