//! The public addresses of the portals. Links are built from these, never from a request.

pub use rules::account::Portal;
use rules::links::LinkPurpose;

use crate::crypto::Token;

/// The configured public addresses.
#[derive(Clone, Debug)]
pub struct Addresses {
    user: String,
    admin: String,
}

impl Addresses {
    /// Builds the addresses from the origin of the User Portal and, if the Admin Portal has its own
    /// host name, the origin of the Admin Portal. An origin has no path: `https://id.example.com`.
    pub fn new(user_origin: &str, admin_origin: Option<&str>) -> Self {
        Self {
            user: user_origin.to_owned(),
            admin: admin_origin.unwrap_or(user_origin).to_owned(),
        }
    }

    /// The origin of a portal.
    pub fn origin(&self, portal: Portal) -> &str {
        match portal {
            Portal::User => &self.user,
            Portal::Admin => &self.admin,
        }
    }

    /// The issuer of access tokens.
    pub fn issuer(&self) -> &str {
        &self.user
    }

    /// The first page of a portal.
    pub fn home(&self, portal: Portal) -> String {
        match portal {
            Portal::User => format!("{}/", self.user),
            Portal::Admin => format!("{}/admin/", self.admin),
        }
    }

    /// The link to email. The token is in the fragment, which browsers do not send to any server.
    pub fn link(&self, purpose: LinkPurpose, token: &Token) -> String {
        let (portal, page) = match purpose {
            LinkPurpose::UserActivation => (Portal::User, "activate"),
            LinkPurpose::UserPasswordReset => (Portal::User, "reset-password"),
            LinkPurpose::UserPasswordResetByAdministrator => (Portal::User, "reset-password-sent"),
            LinkPurpose::UserPasswordResetByRecoveryEmail => {
                (Portal::User, "reset-password-by-recovery-email")
            }
            LinkPurpose::RecoveryEmailVerification => (Portal::User, "verify-recovery-email"),
            LinkPurpose::UserEmailVerification => (Portal::User, "verify-email"),
            LinkPurpose::UserEmailChangeUndo => (Portal::User, "undo-email-change"),
            LinkPurpose::AdministratorInvitation => (Portal::Admin, "accept-invitation"),
            LinkPurpose::AdministratorPasswordReset => (Portal::Admin, "reset-password"),
            LinkPurpose::AdministratorPasswordResetByAdministrator => {
                (Portal::Admin, "reset-password-sent")
            }
        };
        format!("{}{page}#{}", self.home(portal), token.reveal())
    }

    /// The link to the page that confirms the address of somebody who signs up an organization.
    pub fn sign_up_link(&self, token: &Token) -> String {
        let home = self.home(Portal::Admin);
        format!("{home}confirm-sign-up#{}", token.reveal())
    }

    /// The link to the page that creates the first organization.
    pub fn set_up_link(&self, token: &Token) -> String {
        format!("{}set-up#{}", self.home(Portal::Admin), token.reveal())
    }
}
