//! Settings: the organization and the User Portal.

pub const TITLE_PROFILE: &str = "Organization profile";
pub const TITLE_USER_PORTAL: &str = "User Portal settings";
pub const PROFILE_LEAD: &str = "How the organization appears in emails and on sign-in pages.";
pub const NAME: &str = "Organization name";
pub const NAME_MISSING: &str = "Enter the organization's name";
pub const CONTACT: &str = "Contact email";
pub const CONTACT_HINT: &str =
    "Shown in emails and on pages to people who need help. Leave blank to show none.";
pub const CONTACT_WRONG: &str = "Enter an email address, such as help@example.com";
pub const DELETE_EVENTS: &str = "Delete old events";
pub const DELETE_EVENTS_HINT: &str =
    "Otherwise events are kept forever. Only owners can change this.";
pub const EVENT_DAYS: &str = "Days to keep events";
pub const EVENT_DAYS_HINT: &str = "90 to 3650. No event is deleted earlier.";
pub const TIME_ZONE: &str = "Time zone";
pub const TIME_ZONE_HINT: &str = "Used for scheduled activations and suspensions.";
pub const CREATED: &str = "Created";
pub const IDENTIFIER: &str = "Organization ID";
pub const USER_PORTAL_LEAD: &str = "What users can do for themselves.";
pub const MAY_EDIT: &str = "Users can edit their profile";
pub const MAY_EDIT_HINT: &str = "Names, addresses, phone numbers, language and employment information. Only administrators can change company email and username. When off, the profile is read-only for users.";
pub const FIELDS: &str = "Fields that users can edit";
pub const FIELDS_HINT: &str = "Clear the fields that other systems derive rights from: only administrators can then edit them.";
pub const TITLE_APPEARANCE: &str = "Appearance";
pub const APPEARANCE_LEAD: &str = "The branding of sign-in pages, both portals and emails.";
pub const ACCENT_LIGHT: &str = "Accent color in the light theme";
pub const ACCENT_LIGHT_HINT: &str = "The color of links, accents and the button in emails, such as #855f06. Leave blank for the default.";
pub const ACCENT_DARK: &str = "Accent color in the dark theme";
pub const ACCENT_DARK_HINT: &str =
    "The same for the dark theme, such as #d8b364. Leave blank for the default.";
pub const HELP_TEXT: &str = "Help text";
pub const HELP_TEXT_HINT: &str = "Where people get help: a phone number, an office, opening hours. At most 5 lines, without web addresses. Shown on sign-in pages and in emails.";
pub const LOGO: &str = "Logo";
pub const LOGO_LEAD: &str = "Replaces the Latchkey logo on sign-in pages and in both portals, and is shown in emails. An image with a transparent background works in both themes.";
pub const CHOOSE_LOGO: &str = "Choose an image";
pub const DROP_LOGO: &str =
    "or drop it here: PNG, JPEG or WebP, at most 256 KB and 2048 by 2048 pixels";
pub const LOGO_NOW: &str = "Current logo";
pub const REMOVE_LOGO: &str = "Remove logo";
pub const LOGO_TOO_LARGE: &str = "Choose an image of at most 256 KB";
pub const LOGO_UNREADABLE: &str = "The browser could not read this file";
pub const NOT_ALLOWED: &str = "You have view-only access to settings";
