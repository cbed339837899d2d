//! The user's sessions.

use contract::ids::{SessionId, UserId};
use contract::page::Page as Items;
use contract::sessions::Session;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::{SessionList, keep_focus};
use crate::session::may;
use crate::words::{sessions, users as words};

/// The list, which loads with `reload`.
pub(super) fn view(id: UserId, name: Signal<String>, reload: Reload) -> AnyView {
    let all = Fetched::<Items<Session>>::new();
    let load = move || all.load(async move { api().user_sessions(id).await });
    reload.on(load);
    Effect::new(move || {
        all.value.track();
        keep_focus();
    });
    let may_end = || may(Permission::UsersAssist);
    let end = move |session: SessionId| {
        run(
            async move { api().end_user_session(id, session).await },
            move |answer| {
                match answer {
                    Ok(()) => use_toasts().ok(sessions::ENDED),
                    Err(error) => failure::toast(&error),
                }
                reload.run();
            },
        );
    };
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let end_all = move || {
        busy.set(true);
        run(
            async move { api().end_user_sessions(id).await },
            move |answer| {
                busy.try_set(false);
                asking.try_set(false);
                match answer {
                    Ok(ended) => use_toasts().ok(sessions::ended(ended.ended)),
                    Err(error) => failure::toast(&error),
                }
                reload.run();
            },
        );
    };
    let list = Signal::derive(move || all.value.get().map(|page| page.items).unwrap_or_default());
    let end_button = move || {
        may_end().then(|| {
            view! {
                <div class="actions">
                    <Button small=true variant=ButtonVariant::Secondary icon=Icon::Logout on_click=move || asking.set(true)>
                        {words::END_ALL}
                    </Button>
                </div>
            }
        })
    };
    view! {
        {move || match (all.value.with(|page| page.as_ref().map(|page| page.items.is_empty())), all.failure.get()) {
            (Some(true), _) => view! {
                <EmptyState icon=Icon::Monitor title=words::NO_SESSIONS_TITLE>{words::NO_SESSIONS}</EmptyState>
            }
            .into_any(),
            (Some(false), _) => view! {
                <SessionList sessions=list may_end=Signal::derive(may_end) on_end=end/>
                {end_button}
            }
            .into_any(),
            (None, Some(error)) => failure::notice(&error, load),
            (None, None) => view! { <Skeleton lines=4/> }.into_any(),
        }}
        <ConfirmDialog open=asking title=Signal::derive(move || words::end_all_title(&name.get())) verb=words::END_ALL
            danger=true busy=busy on_confirm=end_all>
            <p>{move || words::end_all_body(&name.get())}</p>
        </ConfirmDialog>
    }
    .into_any()
}
