//! The settings of an organization, as its row has them.

use contract::organization::Settings;
use entity::organization;

use crate::Error;

/// The settings of an organization.
///
/// # Errors
/// When what is stored cannot be read: a default might be weaker than what was chosen.
pub(crate) fn settings_of(organization: &organization::Model) -> Result<Settings, Error> {
    serde_json::from_str(&organization.settings)
        .map_err(|_| Error::internal("the stored settings cannot be read"))
}
