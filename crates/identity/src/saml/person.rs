//! What an application learns about a user.

use ::saml::response::{Attribute, NameId};
use contract::applications::SamlSettings;
use rules::saml::{AttributeNameFormat, NameIdFormat};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::registered::Registered;
use crate::Error;
use crate::accounts::{Member, pairwise};
use crate::applications::{group_names, mapped_attributes, mapped_profile, mapped_value};

/// The name by which an application knows an account. A persistent one never changes, and no other
/// account gets it. A transient one is of one session of the application.
pub(super) fn name_id(
    registered: &Registered,
    format: NameIdFormat,
    member: &Member,
    opened: Uuid,
) -> NameId {
    let account = &member.account;
    let derived = |of| pairwise(&registered.stored.row.subject_salt, of);
    let value = match format {
        NameIdFormat::Email => account.email.clone(),
        NameIdFormat::Username => account.username.clone(),
        NameIdFormat::Persistent => derived(account.id),
        NameIdFormat::Transient => derived(opened),
    };
    NameId { format, value }
}

/// The attributes that the settings of an application map.
///
/// # Errors
/// If the database fails.
pub(super) async fn attributes(
    db: &impl ConnectionTrait,
    member: &Member,
    registered: &Registered,
) -> Result<Vec<Attribute>, Error> {
    let settings = registered.stored.settings();
    let fields = || {
        let mapped = settings.attributes.iter();
        mapped.filter_map(|mapping| mapping.field.as_deref())
    };
    let profile = mapped_profile(db, member, fields()).await?;
    let values = mapped_attributes(db, member, fields()).await?;
    let mapped = settings.attributes.iter().filter_map(|mapping| {
        let from = (mapping.field.as_deref(), mapping.constant.as_deref());
        let value = mapped_value(member, (&profile, &values), from)?;
        Some(Attribute {
            name: mapping.name.clone(),
            format: mapping.format,
            values: vec![value],
        })
    });
    let mut attributes: Vec<Attribute> = mapped.collect();
    attributes.extend(groups(db, member, registered, settings).await?);
    Ok(attributes)
}

async fn groups(
    db: &impl ConnectionTrait,
    member: &Member,
    registered: &Registered,
    settings: &SamlSettings,
) -> Result<Option<Attribute>, Error> {
    let Some(name) = settings.groups_attribute.clone() else {
        return Ok(None);
    };
    let (account, application) = (member.account.id, &registered.application);
    let values = group_names(db, account, application, settings.groups_sent).await?;
    Ok((!values.is_empty()).then_some(Attribute {
        name,
        format: AttributeNameFormat::Basic,
        values,
    }))
}
