/// The purpose of a sealed value. It is authenticated together with the value, so that a value that
/// was copied to another place cannot be opened there.
#[derive(Clone, Copy, Debug)]
pub enum Seal<'a> {
    /// A private signing key, with its key id.
    SigningKey(&'a str),
    /// The private key of an application, with its id.
    ApplicationKey(&'a [u8]),
    /// The content of an email, with its id.
    Mail(&'a [u8]),
    /// The secret of a factor, with its id.
    Factor(&'a [u8]),
    /// The secret of a webhook, with its id.
    WebhookSecret(&'a [u8]),
    /// The state of an enrollment or passkey challenge, with its id.
    Ceremony(&'a [u8]),
    /// Temporary access to a preview of an organization's email.
    MailPreview,
    /// A list cursor, with its organization, list, sort, filter and search.
    Cursor(&'a str),
    /// The hash of a password, with the identifier of its account.
    PasswordHash(&'a [u8]),
}

rules::named_values! {
    /// The kinds of sealed values. The key of a kind is derived from its name, so names never change.
    pub enum SealKind {
        /// See [`Seal::SigningKey`].
        SigningKey = "signing key",
        /// See [`Seal::ApplicationKey`].
        ApplicationKey = "application key",
        /// See [`Seal::Mail`].
        Mail = "mail",
        /// See [`Seal::Factor`].
        Factor = "factor",
        /// See [`Seal::WebhookSecret`].
        WebhookSecret = "webhook secret",
        /// See [`Seal::Ceremony`].
        Ceremony = "ceremony",
        /// See [`Seal::MailPreview`].
        MailPreview = "mail preview",
        /// See [`Seal::Cursor`].
        Cursor = "cursor",
        /// See [`Seal::PasswordHash`].
        PasswordHash = "password hash",
    }
}

impl<'a> Seal<'a> {
    /// The kind, and what is sealed.
    pub(super) fn parts(self) -> (SealKind, &'a [u8]) {
        match self {
            Self::SigningKey(id) => (SealKind::SigningKey, id.as_bytes()),
            Self::ApplicationKey(id) => (SealKind::ApplicationKey, id),
            Self::Mail(id) => (SealKind::Mail, id),
            Self::Factor(id) => (SealKind::Factor, id),
            Self::WebhookSecret(id) => (SealKind::WebhookSecret, id),
            Self::Ceremony(id) => (SealKind::Ceremony, id),
            Self::MailPreview => (SealKind::MailPreview, b""),
            Self::Cursor(list) => (SealKind::Cursor, list.as_bytes()),
            Self::PasswordHash(account) => (SealKind::PasswordHash, account),
        }
    }

    /// What is authenticated together with the value.
    pub(super) fn context(self) -> Vec<u8> {
        let (kind, what) = self.parts();
        [kind.label().as_slice(), what].concat()
    }
}

impl SealKind {
    /// The name, with a byte that ends it.
    pub(super) fn label(self) -> Vec<u8> {
        [self.as_str().as_bytes(), b"\0"].concat()
    }
}
