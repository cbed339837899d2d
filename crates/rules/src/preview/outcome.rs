crate::named_values! {
    /// What a change of a policy does to an account, the most severe first. A change of the
    /// organization's policies can have one outcome for the sign-in, one for when the password expires,
    /// and several others. A change of an application only has outcomes that begin with `access_`.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum PolicyOutcome {
        /// The account can sign in now, and cannot after the change.
        SignInPrevented = "sign_in_prevented",
        /// After the change, it can only sign in in a browser that is known to it, or with a passkey.
        SignInOnlyKnownBrowsers = "sign_in_only_known_browsers",
        /// The user can open the application now, and cannot after the change.
        AccessPrevented = "access_prevented",
        /// The password expires at once. The account can only sign in to choose a new one, and its
        /// sessions end.
        PasswordExpiresNow = "password_expires_now",
        /// The password expires at the compliance deadline unless it is replaced before.
        PasswordExpiresByDeadline = "password_expires_by_deadline",
        /// The password expires within 7 days, and did not before the change.
        PasswordExpiresSoon = "password_expires_soon",
        /// The password expires earlier than before the change, but not within 7 days.
        PasswordExpiresEarlier = "password_expires_earlier",
        /// An MFA enrollment period begins. The account is locked if it has no factor when the period
        /// ends.
        MfaEnrollmentBegins = "mfa_enrollment_begins",
        /// MFA is required. The enrollment period begins as soon as the account is active and has a
        /// password.
        MfaEnrollmentBeginsLater = "mfa_enrollment_begins_later",
        /// The user has to add a passkey before the application opens.
        AccessRequiresPasskeyEnrollment = "access_requires_passkey_enrollment",
        /// The user has to set up MFA before the application opens.
        AccessRequiresFactorEnrollment = "access_requires_factor_enrollment",
        /// The application asks for the user's passkey.
        AccessRequiresPasskey = "access_requires_passkey",
        /// The application asks for one of the user's factors.
        AccessRequiresFactor = "access_requires_factor",
        /// The application asks for the factor or the passkey again sooner than before the change.
        AccessRequiresFactorMoreOften = "access_requires_factor_more_often",
        /// The password can no longer be reset by email, because MFA is required and not set up.
        PasswordResetRefused = "password_reset_refused",
        /// The user cannot change the password yet, because it has not reached the minimum age.
        PasswordChangeRefused = "password_change_refused",
        /// Nobody can know whether the password meets the new requirements, because only its hash is
        /// stored. It can be used until it is replaced.
        PasswordUnchecked = "password_unchecked",
        /// A factor is no longer asked for when the account signs in.
        FactorNoLongerRequired = "factor_no_longer_required",
        /// The enrolled factor is asked for again when the account signs in.
        FactorRequiredAgain = "factor_required_again",
        /// The MFA enrollment period ends, because MFA is no longer required.
        MfaEnrollmentEnds = "mfa_enrollment_ends",
        /// The lock after the MFA enrollment period ends, because MFA is no longer required.
        MfaLockEnds = "mfa_lock_ends",
        /// The password has expired, and is valid again.
        PasswordNoLongerExpired = "password_no_longer_expired",
        /// The password expires later than before the change, or not at all.
        PasswordExpiresLater = "password_expires_later",
        /// The password can be reset by email again.
        PasswordResetAllowed = "password_reset_allowed",
        /// The user can change the password before it has reached the former minimum age.
        PasswordChangeAllowed = "password_change_allowed",
        /// The application asks for the factor or the passkey again later than before the change.
        AccessRequiresFactorLessOften = "access_requires_factor_less_often",
        /// The application no longer asks for a passkey. It still asks for a factor.
        AccessRequiresPasskeyNoLonger = "access_requires_passkey_no_longer",
        /// The application no longer asks for a factor or a passkey.
        AccessRequiresFactorNoLonger = "access_requires_factor_no_longer",
        /// The user cannot open the application now, and can after the change.
        AccessGranted = "access_granted",
        /// The account cannot sign in now, or only in a known browser, and can after the change.
        SignInRestored = "sign_in_restored",
    }
}
