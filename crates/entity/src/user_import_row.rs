//! A row of a file of users.

use contract::imports::RowProblem;
use rules::import::RowOutcome;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_import_row")]
pub struct Model {
    /// The import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// The number of the row, as a spreadsheet shows it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Tenant, of the import.
    pub organization_id: Uuid,
    /// The cells.
    pub cells: Document<Vec<String>>,
    /// The normalized email in the row. Set when the row is evaluated, as everything below.
    pub email_key: Option<String>,
    /// The normalized username in the row.
    pub username_key: Option<String>,
    /// The folded employee number in the row.
    pub employee_number_key: Option<String>,
    /// What the row does. Outdated for rows after the position of the import.
    pub outcome: Option<RowOutcome>,
    /// What is wrong with the row.
    pub problems: Option<Document<Vec<RowProblem>>>,
    /// The user that the row has created or matches. Not a reference: the result outlives the user.
    pub user_id: Option<Uuid>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
