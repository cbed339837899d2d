//! What is scheduled for the user.

use contract::ids::UserId;
use contract::page::Page as Items;
use contract::scheduled_changes::ScheduledChange;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::address::SCHEDULED_CHANGES;
use crate::session::may;
use crate::words::scheduled_changes as words;

pub(super) fn view(id: UserId, actions: ItemActions) -> AnyView {
    let all = Fetched::<Items<ScheduledChange>>::new();
    Effect::new(move || {
        actions.changed.track();
        all.load(async move { api().user_scheduled_changes(id).await });
    });
    (move || {
        let changes = all.value.get()?.items.into_iter();
        Some(changes.map(|change| notice(change, actions)).collect_view())
    })
    .into_any()
}

fn notice(change: ScheduledChange, actions: ItemActions) -> AnyView {
    let busy = RwSignal::new(false);
    let (user, id, action) = (change.user_id, change.id, change.action);
    let cancel = move || {
        busy.set(true);
        run(
            async move { api().cancel_scheduled_user_change(user, id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => use_toasts().ok(words::canceled(action)),
                    Err(error) => failure::toast(&error),
                }
                actions.bump();
            },
        );
    };
    let button = may(Permission::UsersWrite).then(|| {
        view! {
            <div class="actions">
                <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=cancel>
                    {words::cancel(action)}
                </Button>
            </div>
        }
    });
    let title = words::will(&change);
    let note = change
        .note
        .map(|note| view! { <p class="break">{note}</p> });
    view! {
        <Notice tone=Tone::Info title=title>
            <div class="stack tight">
                <div>
                    {note}
                    <p>{words::by(&change.scheduled_by)}" "<TextLink href=SCHEDULED_CHANGES>{words::SHOW_ALL}</TextLink></p>
                </div>
                {button}
            </div>
        </Notice>
    }
    .into_any()
}
