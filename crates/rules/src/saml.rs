//! The settings of a SAML service provider: what it gets, how it is named, and what is signed.

crate::named_values! {
    /// The format of the `NameID` that identifies a user to a service provider.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "email"))]
    pub enum NameIdFormat {
        /// The user's email. It changes with the user's address.
        Email = "email",
        /// A name that never changes and is different for each application.
        Persistent = "persistent",
        /// The username. SAML has no format for it, so it is sent as `unspecified`.
        Username = "username",
        /// A new name for each sign-in, so that the application cannot recognize the user.
        Transient = "transient",
    }
}

crate::named_values! {
    /// Which parts of a response are signed.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "both"))]
    pub enum SignedParts {
        /// The response and the assertion in it. Every service provider accepts it.
        Both = "both",
        /// The response only.
        Response = "response",
        /// The assertion only.
        Assertion = "assertion",
    }
}

crate::named_values! {
    /// How the name of an attribute is to be read (`NameFormat`).
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "basic"))]
    pub enum AttributeNameFormat {
        /// A plain name, such as `email`.
        Basic = "basic",
        /// A URI, such as `urn:oid:0.9.2342.19200300.100.1.3`.
        Uri = "uri",
        /// Whatever the two sides have agreed on.
        Unspecified = "unspecified",
    }
}

crate::named_values! {
    /// What a certificate of an application is used for.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "current"))]
    pub enum CertificateState {
        /// Its key signs.
        Current = "current",
        /// It is published, so that the service provider can trust it before its key signs.
        Next = "next",
        /// Its key has signed before. It stays published until it is deleted.
        Previous = "previous",
    }
}

/// The maximum number of addresses of a service provider that receive responses.
pub const MOST_CONSUMERS: usize = 20;
/// The maximum number of attributes that an administrator can map for one service provider.
pub const MOST_ATTRIBUTES: usize = 30;
/// The maximum number of certificates that verify the requests of a service provider.
pub const MOST_REQUEST_CERTIFICATES: usize = 4;
/// The maximum number of certificates of an application: one in each state.
pub const MOST_CERTIFICATES: usize = CertificateState::ALL.len();
/// The number of years for which a certificate of an application is valid.
pub const CERTIFICATE_YEARS: i64 = 10;
