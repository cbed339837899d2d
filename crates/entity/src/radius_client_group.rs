//! A group whose members may connect through a RADIUS client.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "radius_client_group")]
pub struct Model {
    /// The RADIUS client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub radius_client_id: Uuid,
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: Uuid,
    /// Tenant, of both.
    pub organization_id: Uuid,
    /// The first group that a user is in decides about the VLAN.
    pub position: i32,
    /// The VLAN of its members.
    pub vlan: Option<i32>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
