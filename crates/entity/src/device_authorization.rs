//! A device without a browser that waits for a person to enter its code (RFC 8628), until it fetches what it was
//! granted.

use rules::name_list::NameList;
use rules::openid::Scope;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

rules::named_values! {
    /// What the person has answered.
    pub enum DeviceState {
        /// Nothing yet.
        Waiting = "waiting",
        /// The device may have what it asks for.
        Approved = "approved",
        /// The device gets nothing.
        Denied = "denied",
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device_authorization")]
pub struct Model {
    /// SHA-256 of the code that the device has.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device_code_hash: Vec<u8>,
    /// Tenant, of the application.
    pub organization_id: Uuid,
    /// The application. Another one cannot use the code.
    pub application_id: Uuid,
    /// SHA-256 of the code that the person enters.
    pub user_code_hash: Vec<u8>,
    /// The scopes.
    pub scopes: NameList<Scope>,
    /// The network address that the request came from.
    pub address: String,
    /// The minimum number of seconds between two requests of the device.
    pub poll_seconds: i32,
    /// When the device last asked.
    pub polled_at: Option<Timestamp>,
    /// What the person has answered.
    pub state: DeviceState,
    /// When the device began.
    pub created_at: Timestamp,
    /// When both codes expire.
    pub expires_at: Timestamp,
    /// Who answered.
    pub account_id: Option<Uuid>,
    /// The session of the application, which belongs to the session in which the person approved.
    pub application_session_id: Option<Uuid>,
    /// What the device was granted.
    pub grant_id: Option<Uuid>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
