//! The components, tokens and icons that the Admin Portal and the User Portal share.
//!
//! Each component is one file here and one style sheet with the same name in `style/`; the build
//! concatenates the style sheets by name. No component writes a `style` attribute or an inline
//! script, so the apps run under a `Content-Security-Policy` without `unsafe-inline`.
//!
//! An app mounts [`UiRoot`](root::UiRoot) once, around everything else, and imports [`prelude`].

pub mod address;
pub mod attributes;
pub mod avatar;
pub mod badge;
pub mod button;
pub mod card;
pub mod checkbox;
pub mod chips;
pub mod copy_field;
pub mod date_field;
pub mod date_time_field;
pub mod description_list;
pub mod dialog;
mod dom;
pub mod download;
pub mod drawer;
pub mod empty_state;
pub mod field;
pub mod field_errors;
pub mod file_field;
pub mod form;
pub mod icon;
pub mod kept_input;
pub mod line;
pub mod mark;
pub mod menu;
pub mod navigation;
pub mod notice;
pub mod page;
pub mod page_state;
pub mod pagination;
pub mod password_field;
pub mod password_rules;
pub mod profile;
pub mod progress;
pub mod radio_group;
pub mod root;
pub mod search_box;
pub mod select_field;
pub mod shell;
pub mod skeleton;
pub mod stat;
pub mod switch;
pub mod table;
pub mod tabs;
pub mod text_area;
pub mod text_field;
pub mod theme;
pub mod time;
pub mod toast;
pub mod tone;
pub mod toolbar;
pub mod tooltip;
pub mod unsaved;
mod words;

/// Everything an app needs, in one import.
pub mod prelude {
    pub use crate::address::*;
    pub use crate::attributes::*;
    pub use crate::avatar::*;
    pub use crate::badge::*;
    pub use crate::button::*;
    pub use crate::card::*;
    pub use crate::checkbox::*;
    pub use crate::chips::*;
    pub use crate::copy_field::*;
    pub use crate::date_field::*;
    pub use crate::date_time_field::*;
    pub use crate::description_list::*;
    pub use crate::dialog::*;
    pub use crate::download::*;
    pub use crate::drawer::*;
    pub use crate::empty_state::*;
    pub use crate::field::{Choice, FieldRow};
    pub use crate::field_errors::*;
    pub use crate::file_field::*;
    pub use crate::form::*;
    pub use crate::icon::*;
    pub use crate::kept_input::{forget_typed, forget_typed_by_others, keep_typed};
    pub use crate::line::*;
    pub use crate::mark::*;
    pub use crate::menu::*;
    pub use crate::navigation::*;
    pub use crate::notice::*;
    pub use crate::page::*;
    pub use crate::page_state::*;
    pub use crate::pagination::*;
    pub use crate::password_field::*;
    pub use crate::password_rules::*;
    pub use crate::profile::*;
    pub use crate::progress::*;
    pub use crate::radio_group::*;
    pub use crate::root::*;
    pub use crate::search_box::*;
    pub use crate::select_field::*;
    pub use crate::shell::*;
    pub use crate::skeleton::*;
    pub use crate::stat::*;
    pub use crate::switch::*;
    pub use crate::table::*;
    pub use crate::tabs::*;
    pub use crate::text_area::*;
    pub use crate::text_field::*;
    pub use crate::theme::*;
    pub use crate::time::*;
    pub use crate::toast::*;
    pub use crate::tone::*;
    pub use crate::toolbar::*;
    pub use crate::tooltip::*;
    pub use crate::unsaved::*;
}
