//! The vocabulary of the gate: the checks and their results.

use crate::mfa::FactorKind;

crate::named_values! {
    /// The factor that opening an application requires, from weakest to strongest.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "any"))]
    pub enum WantedFactor {
        /// None: the session is enough.
        None = "none",
        /// Any factor, also a recovery code.
        Any = "any",
        /// A passkey.
        Passkey = "passkey",
    }
}

crate::named_values! {
    /// What the gate checks, in this order.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum Check {
        /// The organization is enabled.
        Organization = "organization",
        /// The account may sign in.
        Account = "account",
        /// The application is enabled.
        Application = "application",
        /// The application is open to everyone, or assigned to the user or to one of their groups.
        Assignment = "assignment",
        /// The user has the factor that the application requires.
        Factor = "factor",
        /// The session has the required authentication, and it is recent enough.
        Freshness = "freshness",
        /// The user does not have to replace the password first.
        Password = "password",
        /// The user has accepted the organization's terms, if they must be accepted.
        Terms = "terms",
        /// The email is verified, if the application identifies the user by it.
        Email = "email",
    }
}

crate::named_values! {
    /// Why a user may not open an application.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "not_assigned"))]
    pub enum Refusal {
        /// The organization is disabled.
        OrganizationDisabled = "organization_disabled",
        /// The account has not been activated by an administrator.
        AccountStaged = "account_staged",
        /// The account is suspended.
        AccountSuspended = "account_suspended",
        /// The account is locked. A lock after wrong passwords, which anyone can cause, counts only if the
        /// application removes the access of locked accounts.
        AccountLocked = "account_locked",
        /// The user has not set a password yet.
        AccountPending = "account_pending",
        /// The application is disabled.
        ApplicationDisabled = "application_disabled",
        /// The application is not assigned to the user.
        NotAssigned = "not_assigned",
        /// The user has no factor and cannot enroll one.
        FactorMissing = "factor_missing",
        /// The user has no passkey and cannot enroll one.
        PasskeyMissing = "passkey_missing",
        /// The application identifies users by their email, and the user has not verified a new one.
        EmailUnverified = "email_unverified",
        /// The password has expired.
        PasswordExpired = "password_expired",
        /// The password is temporary.
        PasswordTemporary = "password_temporary",
    }
}

impl Refusal {
    /// What is wrong and what to do about it, for the user.
    pub const fn message(self) -> &'static str {
        match self {
            Self::OrganizationDisabled => "Your organization is disabled",
            Self::AccountStaged => "Your account is not active yet. Ask your administrator",
            Self::AccountSuspended => "Your account is suspended. Ask your administrator",
            Self::AccountLocked => {
                "Your account is locked. Try again later, or ask your administrator"
            }
            Self::AccountPending => {
                "Set your password first, with the link that was emailed to you"
            }
            Self::ApplicationDisabled => {
                "Your administrator has turned this application off for everyone"
            }
            Self::NotAssigned => {
                "This application is not assigned to you. Ask your administrator for access"
            }
            Self::FactorMissing => {
                "This application requires MFA, which your account does not use. \
                 Ask your administrator"
            }
            Self::PasskeyMissing => {
                "This application requires a passkey, which your account cannot have. \
                 Ask your administrator"
            }
            Self::EmailUnverified => {
                "This application identifies you by your email. Verify your new email first, \
                 with the link that was sent to it"
            }
            Self::PasswordExpired => "Your password has expired. Sign in again to replace it",
            Self::PasswordTemporary => "Your password is temporary. Sign in again to replace it",
        }
    }
}

crate::named_values! {
    /// What a user must do before the application opens.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "factor"))]
    pub enum StepUp {
        /// Give the password or a passkey again.
        SignIn = "sign_in",
        /// Give a factor.
        Factor = "factor",
        /// Give a passkey.
        Passkey = "passkey",
        /// Enroll a factor. The user has none.
        EnrollFactor = "enroll_factor",
        /// Enroll a passkey. The user has none.
        EnrollPasskey = "enroll_passkey",
        /// Accept the organization's terms.
        AcceptTerms = "accept_terms",
    }
}

impl StepUp {
    /// What to do, for the user.
    pub const fn message(self) -> &'static str {
        match self {
            Self::SignIn => "This application requires that you sign in again",
            Self::Factor => "This application requires MFA: confirm your identity, then try again",
            Self::Passkey => {
                "This application requires a passkey: confirm your identity with one, then try again"
            }
            Self::EnrollFactor => "This application requires MFA: set it up, then try again",
            Self::EnrollPasskey => "This application requires a passkey: add one, then try again",
            Self::AcceptTerms => "Accept the terms of your organization, then try again",
        }
    }

    /// The kinds of factors, one of which the user must verify or enroll. Empty if something other than
    /// a factor is required.
    pub const fn factors(self) -> &'static [FactorKind] {
        match self {
            Self::SignIn | Self::AcceptTerms => &[],
            Self::Factor => &FactorKind::ALL,
            Self::Passkey | Self::EnrollPasskey => &[FactorKind::Passkey],
            Self::EnrollFactor => &[FactorKind::Passkey, FactorKind::Totp],
        }
    }
}
