//! Progress bars.

use leptos::prelude::*;

use crate::dom::{live, text, uid};
use crate::pagination::number;
use crate::words;

/// A progress bar with counts. With a total of zero, it is indeterminate.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// The number of items done.
    #[prop(into)]
    done: Signal<u64>,
    /// The number of items; zero if unknown.
    #[prop(into)]
    total: Signal<u64>,
    /// A note below, such as how many failed.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
) -> AnyView {
    let id = uid("progress");
    let counts = text(move || match total.get() {
        0 => String::new(),
        total => format!("{} {} {}", number(done.get()), words::OF, number(total)),
    });
    view! {
        <div class="progress">
            <div class="row between">
                <label for=id.clone()>{label}</label>
                <span class="num muted">{counts}</span>
            </div>
            {live(move || Some({
                let total = total.get();
                if total == 0 {
                    view! { <progress id=id.clone()></progress> }.into_any()
                } else {
                    view! {
                        <progress id=id.clone() max=total.to_string()
                            value=text(move || done.get().to_string())></progress>
                    }
                    .into_any()
                }
            }))}
            {live(move || note.get().map(|note| view! { <p class="small muted">{note}</p> }.into_any()))}
        </div>
    }
    .into_any()
}
