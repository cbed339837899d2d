//! Which page belongs to an address.

/// A page of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/sign-in`
    SignIn,
    /// `/forgot-password`
    ForgotPassword,
    /// `/activate`
    Activate,
    /// `/reset-password`
    ResetPassword,
    /// `/reset-password-sent`
    ResetPasswordSent,
    /// `/reset-password-by-recovery-email`
    ResetPasswordByRecoveryEmail,
    /// `/verify-recovery-email`
    VerifyRecoveryEmail,
    /// `/verify-email`
    VerifyEmail,
    /// `/undo-email-change`
    UndoEmailChange,
    /// `/`
    Applications,
    /// `/profile`
    Profile,
    /// `/security`
    Security,
    /// `/continue`
    Continue,
    /// `/device`
    Device,
    /// Unknown address.
    NotFound,
}

impl Route {
    /// The page for a path.
    pub fn of(path: &str) -> Self {
        match path.trim_matches('/') {
            "" => Self::Applications,
            "sign-in" => Self::SignIn,
            "forgot-password" => Self::ForgotPassword,
            "activate" => Self::Activate,
            "reset-password" => Self::ResetPassword,
            "reset-password-sent" => Self::ResetPasswordSent,
            "reset-password-by-recovery-email" => Self::ResetPasswordByRecoveryEmail,
            "verify-recovery-email" => Self::VerifyRecoveryEmail,
            "verify-email" => Self::VerifyEmail,
            "undo-email-change" => Self::UndoEmailChange,
            "profile" => Self::Profile,
            "security" => Self::Security,
            "continue" => Self::Continue,
            "device" => Self::Device,
            _ => Self::NotFound,
        }
    }

    /// Whether it requires a sign-in.
    pub fn is_private(self) -> bool {
        matches!(
            self,
            Self::Applications | Self::Profile | Self::Security | Self::Continue | Self::Device
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn an_address_has_one_page() {
        assert_eq!(Route::of("/"), Route::Applications);
        assert_eq!(Route::of("/profile/"), Route::Profile);
        assert_eq!(Route::of("/profile/more"), Route::NotFound);
        assert_eq!(Route::of("/index.html"), Route::NotFound);
    }
}
