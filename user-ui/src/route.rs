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

/// Each page with its path, without slashes.
const PAGES: [(&str, Route); 14] = [
    ("", Route::Applications),
    ("sign-in", Route::SignIn),
    ("forgot-password", Route::ForgotPassword),
    ("activate", Route::Activate),
    ("reset-password", Route::ResetPassword),
    ("reset-password-sent", Route::ResetPasswordSent),
    (
        "reset-password-by-recovery-email",
        Route::ResetPasswordByRecoveryEmail,
    ),
    ("verify-recovery-email", Route::VerifyRecoveryEmail),
    ("verify-email", Route::VerifyEmail),
    ("undo-email-change", Route::UndoEmailChange),
    ("profile", Route::Profile),
    ("security", Route::Security),
    ("continue", Route::Continue),
    ("device", Route::Device),
];

impl Route {
    /// The page for a path.
    pub fn of(path: &str) -> Self {
        let path = path.trim_matches('/');
        let found = PAGES.iter().find(|(known, _)| *known == path);
        found.map_or(Self::NotFound, |(_, route)| *route)
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
    use super::{PAGES, Route};

    #[test]
    fn an_address_has_one_page() {
        assert_eq!(Route::of("/"), Route::Applications);
        assert_eq!(Route::of("/profile/"), Route::Profile);
        assert_eq!(Route::of("/profile/more"), Route::NotFound);
        assert_eq!(Route::of("/index.html"), Route::NotFound);
    }

    /// `early.js` shows the email field on the pages that begin with a sign-in if nobody is signed
    /// in. The page lists them, because the script runs before the app has loaded.
    #[test]
    fn the_first_page_knows_every_page_that_begins_with_a_sign_in() {
        let begins = |route: Route| route == Route::SignIn || route.is_private();
        let starts = PAGES.into_iter().filter(|(_, route)| begins(*route));
        let starts: Vec<_> = starts.map(|(path, _)| format!("/{path}")).collect();
        let listed = format!("data-start=\"{}\"", starts.join(" "));
        let page = include_str!("../index.html");
        assert!(page.contains(&listed), "index.html must have {listed}");
    }
}
