//! The dialog in which columns are chosen and ordered.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::column_chooser::ColumnChooser;
use super::columns::{self, Definitions, MOST, OWN};
use crate::list::{List, Query};
use crate::words::{self as all, views as words};

/// The button, and its dialog.
pub(super) fn view(list: List, attributes: Definitions) -> AnyView {
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<String>::new());
    let begin = move || {
        let shown = untrack(|| columns::shown(list, attributes));
        chosen.set(shown.into_iter().map(|one| one.name).collect());
        open.set(true);
    };
    let apply = move || {
        let names = chosen.get_untracked();
        let columns = if names == OWN {
            String::new()
        } else {
            names.join(",")
        };
        let now = list.now();
        list.show(Query { columns, ..now });
        open.set(false);
    };
    let chooser = ColumnChooser {
        chosen,
        known: Signal::derive(move || columns::all_columns(attributes)),
        most: MOST,
        label: words::CHOOSE,
        hint: || words::columns_hint(MOST),
    };
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{all::CANCEL}</Button>
            <Button disabled=none on_click=apply>{words::SHOW}</Button>
        }
    };
    view! {
        <Button variant=ButtonVariant::Secondary on_click=begin>{words::COLUMNS}</Button>
        <Dialog open=open title=words::COLUMNS.to_owned() actions=actions>
            {chooser.view()}
        </Dialog>
    }
    .into_any()
}
