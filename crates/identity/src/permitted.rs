//! Permissions as types: a use case that requires a permission takes [`Permitted`], which only the
//! check of this permission creates. So the check cannot be forgotten, and the API documentation is
//! generated from the type.

use std::marker::PhantomData;
use std::ops::Deref;

use rules::role::Permission;

use crate::Error;
use crate::actor::AdminPrincipal;

/// The permissions that a caller must hold.
pub trait Requirement: 'static {
    /// The caller must hold one of these.
    const ANY_OF: &'static [Permission];

    /// Whether the caller must have completed step-up authentication recently. Follows from the
    /// permission unless the requirement declares otherwise.
    fn is_sensitive() -> bool {
        Self::ANY_OF.iter().any(|one| one.is_sensitive())
    }
}

macro_rules! requirements {
    ($($name:ident: $($permission:ident)|+ $(, not $sensitive:ident)?;)*) => {
        $(
            #[doc = concat!("Requires `", stringify!($($permission)|+), "`.")]
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}

            impl Requirement for $name {
                const ANY_OF: &'static [Permission] = &[$(Permission::$permission),+];
                $(
                    fn $sensitive() -> bool {
                        false
                    }
                )?
            }
        )*
    };
}

requirements! {
    UsersRead: UsersRead;
    UsersAssist: UsersAssist;
    UsersWrite: UsersWrite;
    UsersAssistOrWrite: UsersAssist | UsersWrite;
    GroupsRead: GroupsRead;
    GroupsWrite: GroupsWrite;
    ApplicationsRead: ApplicationsRead;
    ApplicationsWrite: ApplicationsWrite;
    ApplicationsPreview: ApplicationsWrite, not is_sensitive;
    AdministratorsRead: AdministratorsRead;
    AdministratorsWrite: AdministratorsWrite;
    OrganizationRead: OrganizationRead;
    OrganizationWrite: OrganizationWrite;
    EventsRead: EventsRead;
    ApiKeysWrite: ApiKeysWrite;
    ApiKeysList: ApiKeysWrite, not is_sensitive;
    OrganizationPreview: OrganizationWrite, not is_sensitive;
    MailTest: OrganizationWrite, not is_sensitive;
    LdapBindUsersRead: OrganizationRead;
    LdapBindUsersWrite: OrganizationWrite;
    PosixNumbersWrite: OrganizationWrite;
    WebhooksRead: EventsRead;
    WebhooksWrite: OrganizationWrite;
    WebhooksSend: OrganizationWrite, not is_sensitive;
}

/// An administrator or API key that holds the permissions of `R`.
#[derive(Clone, Debug)]
pub struct Permitted<R>(AdminPrincipal, PhantomData<R>);

impl<R> Deref for Permitted<R> {
    type Target = AdminPrincipal;

    fn deref(&self) -> &AdminPrincipal {
        &self.0
    }
}

impl AdminPrincipal {
    /// Checks that this principal holds the permissions of `R` and, if its actions are sensitive,
    /// authenticated recently.
    ///
    /// # Errors
    /// `forbidden`, `proof-required`.
    pub fn permit<R: Requirement>(&self) -> Result<Permitted<R>, Error> {
        if !R::ANY_OF.iter().any(|one| self.may(*one)) {
            return Err(self.forbidden(R::ANY_OF));
        }
        if R::is_sensitive() {
            self.require_proof()?;
        }
        Ok(Permitted(self.clone(), PhantomData))
    }
}
