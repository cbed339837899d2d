crate::named_values! {
    /// What a change of the policies does to an account, the most severe first. An account can have
    /// one outcome for its sign-in, one for when its password expires, and several others.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum PolicyOutcome {
        /// The account can sign in now, and cannot after the change.
        SignInPrevented = "sign_in_prevented",
        /// After the change, it can only sign in in a browser that is known to it, or with a passkey.
        SignInOnlyKnownBrowsers = "sign_in_only_known_browsers",
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
        /// The account cannot sign in now, or only in a known browser, and can after the change.
        SignInRestored = "sign_in_restored",
    }
}
