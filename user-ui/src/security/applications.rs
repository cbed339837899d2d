//! The applications that the person is signed in to.

use contract::applications::MyApplicationSession;
use contract::page::Page;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::confirm::was_there;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use portal_kit::words::me::THIS_BROWSER;
use ui_kit::prelude::*;

use crate::words::security as words;

/// The list, with a button to sign out of each.
pub(super) fn card(reload: Reload) -> AnyView {
    let sessions = Fetched::<Page<MyApplicationSession>>::new();
    let load = move || sessions.load(async { api().my_application_sessions().await });
    reload.on(load);
    let list = move || match (sessions.value.get(), sessions.failure.get()) {
        (Some(page), _) if page.items.is_empty() => {
            view! { <p class="muted" id=LIST tabindex="-1">{words::NONE}</p> }.into_any()
        }
        (Some(page), _) => view! {
            <ul class="log" id=LIST tabindex="-1">
                {page.items.into_iter().map(|one| line(one, reload)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=2/> }.into_any(),
    };
    view! {
        <Card title=words::APPLICATIONS lead=words::APPLICATIONS_LEAD icon=Icon::Grid>{list}</Card>
    }
    .into_any()
}

/// The element that takes the focus from a line that is gone.
const LIST: &str = "application-sessions";

fn line(one: MyApplicationSession, reload: Reload) -> AnyView {
    let label = words::sign_out_of(&one.name);
    let (id, name) = (one.id, one.name.clone());
    let busy = RwSignal::new(false);
    let end = move || {
        busy.set(true);
        let name = name.clone();
        run(
            async move { was_there(api().end_my_application_session(id).await) },
            move |answer| {
                busy.try_set(false);
                let done = words::signed_out_of(&name);
                match answer {
                    Ok(was_there) => {
                        reload.after_removal(was_there, &done, &done, "#application-sessions");
                    }
                    Err(error) => failure::toast(&error),
                }
            },
        );
    };
    let mark = one
        .current
        .then(|| view! { <Badge tone=Tone::Ok text=THIS_BROWSER/> });
    view! {
        <li>
            <Mark letter=one.letter color=one.color/>
            <div class="grow">
                <p class="row"><span class="strong">{one.name}</span>{mark}</p>
                <p class="facts">
                    <span>{one.device}</span>
                    <span>{words::OPENED}" "<RelativeTime at=one.last_at/></span>
                    <span>{words::SINCE}" "<RelativeTime at=one.opened_at/></span>
                </p>
            </div>
            <Button variant=ButtonVariant::Secondary small=true busy=busy on_click=end>
                {line_text(words::SIGN_OUT, label)}
            </Button>
        </li>
    }
    .into_any()
}
