use contract::branding::Branding;
use entity::organization;

/// The branding of the organization's pages.
pub(crate) fn branding(organization: &organization::Model) -> Branding {
    let set = |text: &String| (!text.is_empty()).then(|| text.clone());
    let appearance = &organization.settings.appearance;
    Branding {
        accent_light: set(&appearance.accent_light),
        accent_dark: set(&appearance.accent_dark),
        help_text: set(&appearance.help_text),
        logo: logo_path(organization),
    }
}

/// The path of the organization's logo on this server, if it has one.
pub(crate) fn logo_path(organization: &organization::Model) -> Option<String> {
    let logo = organization.logo_id?;
    Some(format!("/logos/{}/{logo}", organization.id))
}
