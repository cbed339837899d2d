//! The settings of an OpenID Connect client: what kind of program it is, and how it proves itself.

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
