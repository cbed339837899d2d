//! Applications.

pub const LEAD: &str = "What your organization has connected for you.";
pub const EMPTY: &str = "No applications yet";
pub const EMPTY_NEXT: &str =
    "When an administrator connects an application and gives you access, its card appears here.";
