//! Where the person is signed in, and ending that.

use contract::problem::ProblemType;
use contract::sessions::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::{Security, focus_later};
use crate::load::{Loaded, failed};
use crate::problems::in_words;
use crate::words::security;

pub fn sessions_card(page: Security) -> AnyView {
    let asking = RwSignal::new(false);
    let others = Memo::new(move |_| match page.sessions.get() {
        Loaded::Ready(sessions) => sessions.iter().filter(|session| !session.current).count(),
        Loaded::Loading | Loaded::Failed(_) => 0,
    });
    let actions = move || {
        (others.get() > 0).then(|| {
            view! {
                <Button variant=ButtonVariant::Secondary small=true
                    on_click=move || asking.set(true)>
                    {security::END_OTHERS}
                </Button>
            }
        })
    };
    let list = move || match page.sessions.get() {
        Loaded::Loading => view! { <Skeleton lines=3/> }.into_any(),
        Loaded::Failed(failure) => failed(failure, move || page.load_sessions()),
        Loaded::Ready(sessions) => view! {
            <ul class="log" id="sessions" tabindex="-1">
                {sessions.into_iter().map(|session| line(page, session)).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <Card title=security::SESSIONS lead=security::SESSIONS_LEAD icon=Icon::Monitor
            actions=move || view! { {actions} }>
            {list}
        </Card>
        {end_others(page, asking, others)}
    }
    .into_any()
}

fn line(page: Security, session: Session) -> AnyView {
    let device = if session.device.is_empty() {
        security::UNKNOWN_DEVICE.to_owned()
    } else {
        session.device.clone()
    };
    let handheld = ["iPhone", "iPad", "Android"]
        .iter()
        .any(|name| device.contains(name));
    let icon = if handheld {
        Icon::Device
    } else {
        Icon::Monitor
    };
    let label = security::end_session(&device);
    let id = session.id;
    let busy = RwSignal::new(false);
    let end = move || {
        busy.set(true);
        spawn_local(async move {
            let answer = page.account.client().end_my_session(id).await;
            busy.set(false);
            match page.account.watch(answer) {
                Ok(()) => use_toasts().ok(security::ENDED),
                Err(error) if error.is(ProblemType::NotFound) => {
                    use_toasts().info(security::ALREADY_ENDED);
                }
                Err(error) => {
                    use_toasts().error(in_words(&error));
                    return;
                }
            }
            page.sessions.update(|sessions| {
                if let Loaded::Ready(sessions) = sessions {
                    sessions.retain(|session| session.id != id);
                }
            });
            focus_later("#sessions");
            page.activity.load();
        });
    };
    let mark = session
        .current
        .then(|| view! { <Badge tone=Tone::Ok text=security::THIS_ONE/> });
    let button = (!session.current).then(|| {
        view! {
            <Button variant=ButtonVariant::Secondary small=true busy=busy on_click=end>
                <span aria-hidden="true">{security::END}</span>
                <span class="hidden">{label}</span>
            </Button>
        }
    });
    view! {
        <li>
            <span class="line-icon"><Glyph icon=icon/></span>
            <div class="grow">
                <p class="row"><span class="strong">{device}</span>{mark}</p>
                <p class="log-facts">
                    <span>{security::LAST_USED}" "<RelativeTime at=session.last_used_at/></span>
                    <span>{security::SIGNED_IN}" "<DateText at=session.created_at/></span>
                    <span class="mono">{session.address}</span>
                </p>
            </div>
            {button}
        </li>
    }
    .into_any()
}

fn end_others(page: Security, asking: RwSignal<bool>, others: Memo<usize>) -> AnyView {
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let confirm = move || {
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = page.account.client().end_my_other_sessions().await;
            busy.set(false);
            match page.account.watch(answer) {
                Ok(ended) => {
                    asking.set(false);
                    use_toasts().ok(security::others_ended(ended.ended));
                    page.reload();
                }
                Err(why) => error.set(Some(in_words(&why))),
            }
        });
    };
    view! {
        <ConfirmDialog open=asking danger=true busy=busy error=error on_confirm=confirm
            title=move || security::end_others_question(others.get())
            verb=move || security::end_others(others.get())>
            <p>{security::END_OTHERS_BODY}</p>
        </ConfirmDialog>
    }
    .into_any()
}
