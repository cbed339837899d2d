//! Imports of users from a file.

pub use rules::import::{ExistingUsers, ImportState, MatchBy, RowOutcome};
use rules::state::UserState;
pub use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change;
use crate::ids::{ImportId, UserId};
use crate::profile::{Kind, Profile};

/// A field of users that a column can be mapped to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportField {
    /// Its name in a mapping.
    pub name: String,
    /// Its label on screens.
    pub label: String,
}

/// The parts of an address, with their labels.
const PARTS: [(&str, &str); 5] = [
    ("street", "street"),
    ("locality", "city"),
    ("region", "state or region"),
    ("postalCode", "postal code"),
    ("country", "country"),
];

/// The fields that columns can be mapped to, in display order.
pub fn fields() -> Vec<ImportField> {
    let field = |name: &str, label: &str| ImportField {
        name: name.to_owned(),
        label: label.to_owned(),
    };
    let mut all = vec![field("email", "Email"), field("username", "Username")];
    all.extend(profile_values());
    all
}

/// The values of a profile in display order. Each part of an address is separate.
pub(crate) fn profile_values() -> Vec<ImportField> {
    let mut all = Vec::new();
    for one in Profile::FIELDS {
        let (name, label) = (one.name, one.label);
        if one.kind == Kind::Address {
            all.extend(PARTS.map(|(part, of_part)| ImportField {
                name: format!("{name}.{part}"),
                label: format!("{label}: {of_part}"),
            }));
        } else {
            all.push(ImportField {
                name: name.to_owned(),
                label: label.to_owned(),
            });
        }
    }
    all
}

/// An import of users from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::import))]
pub struct UserImport {
    /// Identifier.
    pub id: ImportId,
    /// The name of the file.
    pub file_name: String,
    /// What the import is doing.
    pub state: ImportState,
    /// Why the server stopped the run (`state` is `stopped`) or ended the dry run (`state` is `ready`); absent
    /// if it did not. Anyone who has the permission can begin it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_reason: Option<StopReason>,
    /// The columns of the file.
    pub columns: Vec<ImportColumn>,
    /// The value by which a row is matched to an existing user.
    pub match_by: MatchBy,
    /// What to do with existing users.
    pub existing_users: ExistingUsers,
    /// The state of new users. Active ones get an activation email.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = crate::documented::InitialUserState)
    )]
    pub new_user_state: UserState,
    /// The number of rows, in total and by outcome.
    pub counts: ImportCounts,
    /// The name of the administrator or API key that uploaded the file.
    pub created_by: String,
    /// When the file was uploaded.
    pub created_at: Timestamp,
    /// When the run began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When the run was complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

/// A column of an imported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportColumn {
    /// Its header.
    #[cfg_attr(feature = "openapi", schema(example = "Email Address [Required]"))]
    pub header: String,
    /// The first values. Values of columns with passwords are not stored.
    pub examples: Vec<String>,
    /// The field that the column is mapped to; absent if it is ignored. A part of an address has a
    /// name such as `homeAddress.street`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "email"))]
    pub field: Option<String>,
}

/// The rows of an import by outcome: before the run, as found by the dry run; afterwards, as done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCounts {
    /// All rows of the file.
    pub rows: u32,
    /// Rows without an outcome yet.
    pub waiting: u32,
    /// Rows that create a user.
    pub create: u32,
    /// Rows that change a user.
    pub change: u32,
    /// Rows that leave a user as it is.
    pub unchanged: u32,
    /// Rows with problems.
    pub problem: u32,
}

/// Query parameters of an upload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct UploadQuery {
    /// The name of the file, for the list of imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub file_name: Option<String>,
    /// The value by which a row is matched to an existing user. Default: `email`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub match_by: Option<MatchBy>,
}

/// Updates an import before its run. Omitted members stay unchanged. The dry run must be repeated
/// afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateImport {
    /// The field of each column, in the order of the columns. An empty string ignores the column.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(
            value_type = Vec<crate::documented::ImportFieldName>,
            max_items = 100,
            example = json!(["email", "firstName", ""])
        )
    )]
    pub fields: Option<Vec<String>>,
    /// The value by which a row is matched to an existing user.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = MatchBy))]
    pub match_by: Option<MatchBy>,
    /// What to do with existing users.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = ExistingUsers))]
    pub existing_users: Option<ExistingUsers>,
    /// The state of new users.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = crate::documented::InitialUserState)
    )]
    pub new_user_state: Option<UserState>,
}

/// A row of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::import_row))]
pub struct ImportRow {
    /// The number of the row, as a spreadsheet shows it: the header is row 1.
    pub number: u32,
    /// The cells, in the order of the columns.
    pub cells: Vec<String>,
    /// What the row does, or did; absent until it has been checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<RowOutcome>,
    /// What is wrong with the row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<RowProblem>,
    /// The user that the row has created or matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// The header of the column; absent if the problem is not about one column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Email Address [Required]"))]
    pub column: Option<String>,
    /// The stable code of what is wrong.
    #[cfg_attr(feature = "openapi", schema(example = "taken"))]
    pub code: String,
    /// How to correct it, for people.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Another account uses this email address")
    )]
    pub message: String,
}
