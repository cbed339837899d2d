//! Sessions, each with a button to end it.

use contract::ids::SessionId;
use contract::sessions::Session;
use leptos::prelude::*;
use portal_kit::me::session_line;
use ui_kit::prelude::*;

use crate::words::sessions as words;

/// Sessions, most recently used first.
#[component]
pub fn SessionList(
    /// The sessions.
    #[prop(into)]
    sessions: Signal<Vec<Session>>,
    /// Whether the administrator may end them.
    #[prop(into)]
    may_end: Signal<bool>,
    /// Ends a session.
    #[prop(into)]
    on_end: Callback<(SessionId,)>,
) -> AnyView {
    let line = move |session: Session| {
        let (id, current) = (session.id, session.current);
        let label = words::end_of(&session.device);
        let end = move || {
            (may_end.get() && !current).then(|| {
                let label = label.clone();
                view! {
                    <Button small=true variant=ButtonVariant::Secondary on_click=move || on_end.run((id,))>
                        {words::END}<span class="hidden">" "{label}</span>
                    </Button>
                }
            })
        };
        session_line(session, end.into_any())
    };
    view! { <ul class="log">{move || sessions.get().into_iter().map(line).collect_view()}</ul> }
        .into_any()
}
