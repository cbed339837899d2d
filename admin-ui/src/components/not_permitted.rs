//! What is shown instead of a form that the administrator may not use.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words;

/// A panel over `list`, for an address that the role does not allow.
pub fn not_permitted(list: List) -> AnyView {
    view! {
        <Drawer title=words::NOT_PERMITTED_TITLE on_close=move || list.close()
            foot=move || view! { <DrawerCancel>{words::CLOSE}</DrawerCancel> }>
            <p>{words::NOT_PERMITTED}</p>
        </Drawer>
    }
    .into_any()
}
