//! Exports: whole lists as files.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::imports::profile_values;

/// Query parameters of exports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ExportQuery {
    /// The format of the file. Default: `csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub format: Option<ExportFormat>,
    /// The columns, separated by commas, in their order in the file. A column is the name of a field
    /// in the list's items; a dot leads into an object: `password.status`. Default: all columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// The filter of the list: only matching items are exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The search of the list: only matching items are exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub search: Option<String>,
    /// Whether CSV begins with a byte order mark, which lets Excel recognize UTF-8. Default: `false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bom: Option<bool>,
    /// Continues an incomplete file: the identifier of its last complete item. The response has the items
    /// after it, and no header. All other parameters must be the same as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Uuid>,
}

/// The format of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// Comma-separated values (RFC 4180), with the names of the columns in the first line.
    #[default]
    Csv,
    /// One JSON object per line, as in the list.
    Jsonl,
}

impl ExportFormat {
    /// Its name in a query, and the extension of the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }

    /// The media type of the file.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Jsonl => "application/jsonl",
        }
    }
}

/// The columns of an export of users, in their order.
pub fn user_columns() -> Vec<String> {
    let before = ["id", "email", "emailVerified", "username", "name"];
    let after = [
        "state",
        "stateChangedAt",
        "profileEditableOverride",
        "password.status",
        "password.setAt",
        "password.expiresAt",
        "password.expiryReason",
        "password.neverExpires",
        "password.temporary",
        "password.lock.reason",
        "password.lock.at",
        "password.lock.until",
        "password.lockNote",
        "passwordExpired",
        "failedAttempts.passwords.used",
        "failedAttempts.passwords.limit",
        "failedAttempts.factors.used",
        "failedAttempts.factors.limit",
        "failedAttempts.until",
        "recoveryEmail.email",
        "recoveryEmail.enteredAt",
        "recoveryEmail.verifiedAt",
        "mfa.status",
        "mfa.requirement",
        "mfa.requirementOverride",
        "mfa.enrollBy",
        "mfa.factors",
        "mfa.recoveryCodesLeft",
        "activation.sentAt",
        "activation.expiresAt",
        "terms.version",
        "terms.acceptedAt",
        "lastSignInAt",
        "createdAt",
        "updatedAt",
        "version",
    ];
    let mut columns: Vec<_> = before.map(str::to_owned).into();
    columns.extend(profile_values().into_iter().map(|value| value.name));
    columns.extend(after.map(str::to_owned));
    columns
}

/// The columns of an export of SSH keys, in their order.
pub fn ssh_key_columns() -> Vec<String> {
    let columns = [
        "userId",
        "username",
        "userName",
        "userEmail",
        "refused",
        "key.id",
        "key.name",
        "key.type",
        "key.bits",
        "key.fingerprint",
        "key.publicKey",
        "key.comment",
        "key.createdAt",
        "key.lastUsedAt",
    ];
    columns.map(str::to_owned).into()
}

/// The columns of an export of application passwords, in their order.
pub fn application_password_columns() -> Vec<String> {
    let columns = [
        "userId",
        "username",
        "userName",
        "userEmail",
        "applicationPassword.id",
        "applicationPassword.name",
        "applicationPassword.applicationId",
        "applicationPassword.applicationName",
        "applicationPassword.createdAt",
        "applicationPassword.lastUsedAt",
        "applicationPassword.refused",
    ];
    columns.map(str::to_owned).into()
}

/// The columns of an export of administrators, in their order.
pub fn administrator_columns() -> Vec<String> {
    let columns = [
        "id",
        "email",
        "name",
        "role",
        "state",
        "passwordStatus",
        "lock.reason",
        "lock.at",
        "lock.until",
        "mfa.status",
        "mfa.requirement",
        "mfa.requirementOverride",
        "mfa.enrollBy",
        "mfa.factors",
        "mfa.recoveryCodesLeft",
        "invitationExpiresAt",
        "lastSignInAt",
        "createdAt",
        "version",
    ];
    columns.map(str::to_owned).into()
}

/// The columns of an export of events, in their order.
pub fn event_columns() -> Vec<String> {
    let columns = [
        "id",
        "position",
        "at",
        "action",
        "outcome",
        "actor.kind",
        "actor.id",
        "actor.name",
        "actor.email",
        "target.kind",
        "target.id",
        "target.name",
        "target.email",
        "address",
        "device",
        "detail",
    ];
    columns.map(str::to_owned).into()
}
