//! Components that several features use.

mod chip_filter;
mod confirm_named;
mod details;
mod download_button;
mod edit_drawer;
mod edited;
mod event_feed;
mod event_line;
mod export_dialog;
mod filter_toolbar;
mod focus_next;
mod form_foot;
mod keep_focus;
mod list_footer;
mod list_page;
mod load_more;
mod mfa;
mod not_permitted;
mod panel_form;
mod picker;
mod picker_dialog;
mod removable_line;
mod row_focus;
mod searched_filter;
mod secret_card;
mod secret_panel;
mod session_list;
mod stale_notice;
mod status;
mod time_bound;
mod versions;

pub use chip_filter::ChipFilter;
pub use confirm_named::{NamedQuestion, confirm_named};
pub use details::Facts;
pub use download_button::download_button;
pub use edit_drawer::{EditDrawer, ItemEditing};
pub use edited::{edited, unsaved};
pub use event_feed::event_feed;
pub use event_line::{activity, event_line, outcome_badge};
pub use export_dialog::{ExportColumns, Exported, export_button, export_dialog};
pub use filter_toolbar::{FilterParts, FilterToolbar};
pub use focus_next::{focus_field, focus_next};
pub use form_foot::form_foot;
pub use keep_focus::{keep_focus, keep_focus_near};
pub use list_footer::{list_failure, list_footer};
pub use list_page::{ListPage, new_link, no_match, none_yet, panel_over};
pub use load_more::{LoadMoreList, Part};
pub use mfa::{factor_lines, mfa_sentences, mfa_status, more_time};
pub use not_permitted::not_permitted;
pub use panel_form::PanelForm;
pub use picker::{Found, Pick, Picker, PickerWords, Searching};
pub use picker_dialog::{Picked, PickerDialogWords};
pub use removable_line::{LineNames, removable_line};
pub use row_focus::{focus_row, keep_row};
pub use searched_filter::{SearchedFilter, SearchedWords};
pub use secret_card::secret_card;
pub use secret_panel::{NewSecret, SecretPanel, SecretWords};
pub use session_list::SessionList;
pub use stale_notice::StaleNotice;
pub use status::{
    Explained, administrator_status, attempts_used, explained, explained_word, password_badge,
    password_sentences, user_status,
};
pub use time_bound::time_bound;
pub use versions::Versions;
