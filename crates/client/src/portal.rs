use rules::account::Portal;

/// The prefix of a portal's paths, after `/api/v1`.
pub(crate) const fn prefix(portal: Portal) -> &'static str {
    match portal {
        Portal::User => "",
        Portal::Admin => "/admin",
    }
}
