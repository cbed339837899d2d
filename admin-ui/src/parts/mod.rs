//! What several features show.

mod details;
mod event_line;
mod feed;
mod hold_focus;
mod list_parts;
mod mfa;
mod refusal;
mod row_focus;
mod session_list;
mod status;

pub use details::Facts;
pub use event_line::{activity, event_line, outcome_badge};
pub use feed::feed;
pub use hold_focus::hold_focus;
pub use list_parts::{list_failure, list_foot};
pub use mfa::{factor_lines, mfa_sentences, mfa_status, more_time};
pub use refusal::StaleNotice;
pub use row_focus::{focus_row, keep_row};
pub use session_list::SessionList;
pub use status::{
    Explained, administrator_status, explained, explained_word, password_badge, password_sentences,
    user_status,
};
