//! OpenID Connect: the settings of a client, and the scopes and authentication that a grant stores.

crate::named_values! {
    /// Where the client runs. It decides whether the client can keep a secret, and which redirect
    /// addresses it may register.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "web"))]
    pub enum ClientKind {
        /// A program on a server, which can keep a secret.
        Web = "web",
        /// A program in the browser, which cannot.
        Browser = "browser",
        /// A program on a device of the user, which cannot (RFC 8252).
        Native = "native",
        /// A program without users.
        Service = "service",
    }
}

crate::named_values! {
    /// How a client authenticates.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "basic_or_post"))]
    pub enum ClientAuthentication {
        /// With its secret, in the header or in the request body.
        BasicOrPost = "basic_or_post",
        /// With a JWT that it signs with its private key (RFC 7523).
        PrivateKey = "private_key",
        /// Not at all: a public client. It must use PKCE.
        Public = "none",
    }
}

crate::named_values! {
    /// Whether a client must use PKCE (RFC 7636). Public clients always must.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "required"))]
    pub enum PkcePolicy {
        /// A request without a challenge is refused.
        Required = "required",
        /// A request may omit the challenge. If it contains one, the verifier is checked.
        IfSent = "if_sent",
    }
}

crate::named_values! {
    /// The algorithm that ID tokens of a client are signed with.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "RS256"))]
    pub enum TokenAlgorithm {
        /// RSA with SHA-256. Every client supports it.
        Rs256 = "RS256",
        /// ECDSA on P-256.
        Es256 = "ES256",
        /// Ed25519. Many clients do not support it.
        EdDsa = "EdDSA",
    }
}

crate::named_values! {
    /// Which groups of a user an application gets, if it requests groups.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "assigned"))]
    pub enum GroupsSent {
        /// Those that the application is assigned to.
        Assigned = "assigned",
        /// All groups of the user.
        All = "all",
        /// None.
        None = "none",
    }
}

crate::named_values! {
    /// The name by which an application knows a user (`sub`). None is derived from an email or a
    /// username, because those change and are used again.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "id"))]
    pub enum SubjectKind {
        /// The identifier of the user, the same for all applications.
        Id = "id",
        /// A different identifier for each application, so applications cannot match their users.
        Pairwise = "pairwise",
    }
}

crate::named_values! {
    /// What an address of a client is registered for.
    pub enum AddressPurpose {
        /// To receive authorization responses.
        Redirect = "redirect",
        /// To return to after signing out.
        AfterLogout = "after_logout",
        /// The origin of pages that call the endpoints with CORS.
        Origin = "origin",
    }
}

crate::named_values! {
    /// The supported scopes.
    pub enum Scope {
        /// Makes the request one of OpenID Connect. Required.
        OpenId = "openid",
        /// The name and other claims about the person.
        Profile = "profile",
        /// The email and whether it is verified.
        Email = "email",
        /// The phone number.
        Phone = "phone",
        /// The postal address.
        Address = "address",
        /// The groups of the person.
        Groups = "groups",
        /// A refresh token that outlives the session.
        OfflineAccess = "offline_access",
    }
}

crate::named_values! {
    /// The levels of authentication, from the weakest to the strongest.
    pub enum Acr {
        /// A password.
        Password = "pwd",
        /// MFA.
        Mfa = "mfa",
        /// A passkey, which is resistant to phishing.
        PhishingResistant = "phr",
    }
}

crate::named_values! {
    /// The methods of authentication (RFC 8176).
    pub enum Amr {
        /// A password.
        Password = "pwd",
        /// A one-time code.
        OneTimeCode = "otp",
        /// Proof of possession of a key.
        Possession = "pop",
        /// A PIN or biometrics on the device of the person.
        UserPresence = "user",
        /// More than one factor.
        Mfa = "mfa",
    }
}

/// The maximum number of addresses of each purpose that a client can register.
pub const MOST_ADDRESSES: usize = 20;
/// The maximum number of claims that an administrator can map for one client.
pub const MOST_CLAIMS: usize = 30;
/// The number of secrets that a client can have at the same time: two, so that one can be replaced
/// while the other still works.
pub const MOST_SECRETS: u64 = 2;
/// The maximum number of days for which a refresh token that outlives the session is valid.
pub const MOST_REFRESH_DAYS: u32 = 365;
