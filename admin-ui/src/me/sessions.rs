//! Where one is signed in.

use contract::ids::SessionId;
use contract::page::Page as Items;
use contract::sessions::Session;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::api::{api, run};
use crate::failure;
use crate::fetched::Fetched;
use crate::parts::SessionList;
use crate::words::{me as words, sessions};

pub(super) fn view() -> AnyView {
    let all = Fetched::<Items<Session>>::new();
    let load = move || all.load(async { api().my_sessions().await });
    load();
    let end = move |session: SessionId| {
        run(
            async move { api().end_my_session(session).await },
            move |answer| {
                match answer {
                    Ok(()) => use_toasts().ok(sessions::ENDED),
                    Err(error) => failure::toast(&error),
                }
                load();
            },
        );
    };
    let busy = RwSignal::new(false);
    let end_others = move || {
        busy.set(true);
        run(
            async { api().end_my_other_sessions().await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(ended) => use_toasts().ok(sessions::ended(ended.ended)),
                    Err(error) => failure::toast(&error),
                }
                load();
            },
        );
    };
    let list = Signal::derive(move || all.value.get().map(|page| page.items).unwrap_or_default());
    let others = Memo::new(move |_| list.with(|all| all.iter().any(|session| !session.current)));
    view! {
        <Card title=words::SESSIONS icon=Icon::Monitor lead=words::SESSIONS_LEAD>
            {move || match (all.value.with(Option::is_some), all.failure.get()) {
                (true, _) => view! { <SessionList sessions=list may_end=true on_end=end/> }.into_any(),
                (false, Some(error)) => failure::state(&error, Some(Callback::new(move |()| load()))),
                (false, None) => view! { <Skeleton lines=3/> }.into_any(),
            }}
            {move || others.get().then(|| view! {
                <div class="actions">
                    <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=end_others>{words::END_OTHERS}</Button>
                </div>
            })}
        </Card>
    }
    .into_any()
}
