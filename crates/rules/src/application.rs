//! Applications: how they are connected, who may open them, and how they are shown.

crate::named_values! {
    /// How an application is connected.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ApplicationProtocol {
        /// A link: the application has its own sign-in.
        Bookmark = "bookmark",
        /// OpenID Connect.
        Oidc = "oidc",
        /// SAML 2.0.
        Saml = "saml",
    }
}

crate::named_values! {
    /// Who may open an application.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum OpenTo {
        /// The users and groups that it is assigned to.
        Assigned = "assigned",
        /// Every user of the organization.
        Everyone = "everyone",
    }
}

crate::named_values! {
    /// The color of an application's icon, behind its letter.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum IconColor {
        /// Blue.
        Blue = "blue",
        /// Teal.
        Teal = "teal",
        /// Green.
        Green = "green",
        /// Amber.
        Amber = "amber",
        /// Orange.
        Orange = "orange",
        /// Red.
        Red = "red",
        /// Pink.
        Pink = "pink",
        /// Purple.
        Purple = "purple",
        /// Gray.
        Gray = "gray",
    }
}

crate::named_values! {
    /// How far a template of the catalog was verified.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "documented"))]
    pub enum TemplateEvidence {
        /// Someone signed in to the application with it.
        Run = "run",
        /// Its redirect URIs and the names of its settings were read in the documentation of the
        /// application.
        Documented = "documented",
        /// Nobody has compared it with that documentation.
        Unverified = "unverified",
    }
}

/// The maximum number of applications of an organization. A user's applications are listed on one
/// page, so their number must have a limit.
pub const MOST_APPLICATIONS: u64 = 500;
/// The maximum length of the address that a bookmark opens, in characters.
pub const LONGEST_LAUNCH_URL: usize = 2_000;
/// The maximum age of a factor that an application can require, in minutes: 30 days, the maximum
/// lifetime of a session.
pub const MOST_FRESH_MINUTES: u32 = 30 * 24 * 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetimes::SESSION;

    #[test]
    fn an_application_can_accept_a_factor_for_as_long_as_a_session_lasts() {
        assert_eq!(u64::from(MOST_FRESH_MINUTES) * 60, SESSION.as_secs());
    }
}
