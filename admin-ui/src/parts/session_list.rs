//! Sessions with a button to end each.

use contract::ids::SessionId;
use contract::sessions::Session;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::sessions as words;

/// Sessions, the latest used first.
#[component]
pub fn SessionList(
    /// The sessions.
    #[prop(into)]
    sessions: Signal<Vec<Session>>,
    /// Whether they may be ended here.
    #[prop(into)]
    may_end: Signal<bool>,
    /// Ends one.
    #[prop(into)]
    on_end: Callback<(SessionId,)>,
) -> AnyView {
    let line = move |session: Session| {
        let (id, device) = (session.id, session.device.clone());
        let icon =
            if device.contains("Android") || device.contains("iOS") || device.contains("iPhone") {
                Icon::Device
            } else {
                Icon::Monitor
            };
        let label = words::end_of(&device);
        let ended_here = session.current;
        let end = move || {
            (may_end.get() && !ended_here).then(|| {
                let label = label.clone();
                view! {
                    <Button small=true variant=ButtonVariant::Secondary on_click=move || on_end.run((id,))>
                        {words::END}<span class="hidden">" "{label}</span>
                    </Button>
                }
            })
        };
        view! {
            <li class="line">
                <span class="line-icon"><Glyph icon=icon/></span>
                <div class="grow">
                    <p class="row">
                        <span class="strong">{device.clone()}</span>
                        {session.current.then(|| view! { <Badge tone=Tone::Info text=words::THIS_BROWSER/> })}
                    </p>
                    <p class="muted small">{session.address.clone()}</p>
                    <p class="muted small">
                        {words::LAST_USED}" "<RelativeTime at=session.last_used_at/>" · "
                        {words::SIGNED_IN}" "<RelativeTime at=session.created_at/>
                    </p>
                </div>
                {end}
            </li>
        }
        .into_any()
    };
    view! { <ul class="lines">{move || sessions.get().into_iter().map(line).collect_view()}</ul> }
        .into_any()
}
