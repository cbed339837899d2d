use sea_orm::IntoActiveModel;

use super::show::{party, show_stored};
use super::table::ResourceTable;
use crate::actor::AdminPrincipal;
use crate::crypto::TokenHash;
use crate::events::record;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// A new credential.
pub(crate) struct NewCredential {
    /// What the host or the access point gets.
    pub text: String,
    /// Its first characters, by which people identify it.
    pub hint: String,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl NewCredential {
    /// This credential, of which so many first characters are stored.
    pub fn new(text: String, recognized_by: usize) -> Self {
        Self {
            hint: text.chars().take(recognized_by).collect(),
            hash: TokenHash::of(&text).bytes(),
            text,
        }
    }
}

/// Replaces the credential of a row. The previous one stops working immediately. Returns the row, and the new
/// credential.
///
/// # Errors
/// `not-found`.
pub(crate) async fn replace_credential<T>(
    context: &Context,
    principal: &AdminPrincipal,
    id: T::Id,
) -> Result<(T::Shown, String), Error>
where
    T: ResourceTable,
    T::Model: IntoActiveModel<T::ActiveModel>,
{
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let before = hold(&tx, organization, id).await?;
    let NewCredential { text, hint, hash } = T::new_credential()?;
    let row = T::with_credential(&before, hash, hint.clone());
    let after = T::update(row).exec(&tx).await?;
    let event = principal
        .event(T::REPLACED)
        .to(party::<T>(&after))
        .with(T::CREDENTIAL, hint);
    record(context, &tx, organization, event).await?;
    let shown = show_stored::<T>(&tx, after).await?;
    tx.commit().await?;
    Ok((shown, text))
}
