use rules::account::Portal;

/// What stands between `/api/v1` and the paths of a portal.
pub(crate) const fn prefix(portal: Portal) -> &'static str {
    match portal {
        Portal::User => "",
        Portal::Admin => "/admin",
    }
}
