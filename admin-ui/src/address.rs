//! The paths of the app's own pages, and navigation to them.

pub use portal_kit::route::*;

pub use crate::settings_tabs::*;

/// Home.
pub const HOME: &str = "/admin/";
/// The users.
pub const USERS: &str = "/admin/users";
/// The imports of users.
pub const IMPORTS: &str = "/admin/imports";
/// The bulk jobs.
pub const BULK_JOBS: &str = "/admin/bulk-jobs";
/// The scheduled changes of users.
pub const SCHEDULED_CHANGES: &str = "/admin/scheduled-changes";
/// The groups.
pub const GROUPS: &str = "/admin/groups";
/// The applications.
pub const APPLICATIONS: &str = "/admin/applications";
/// The administrators.
pub const ADMINISTRATORS: &str = "/admin/administrators";
/// The events.
pub const EVENTS: &str = "/admin/events";
/// The administrator's own account.
pub const ACCOUNT: &str = "/admin/account";
/// The sign-in page.
pub const SIGN_IN: &str = "/admin/sign-in";
/// The page to sign up an organization.
pub const SIGN_UP: &str = "/admin/sign-up";
/// The page to request a reset link.
pub const FORGOT_PASSWORD: &str = "/admin/forgot-password";
/// The terms of service.
pub const TERMS: &str = "/admin/terms";
/// The sign-in page of the User Portal.
pub const USER_SIGN_IN: &str = "/sign-in";
