//! The browsers that are known to the user's account.

use contract::ids::UserId;
use contract::known_browsers::KnownBrowser;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::{Reload, browser_line, forget_label};
use portal_kit::words::me as own;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::keep_focus;
use crate::session::may;
use crate::words::users as words;

/// The list, which loads with `reload`: ending a session forgets its browser.
pub(super) fn view(id: UserId, reload: Reload) -> AnyView {
    let all = Fetched::<Items<KnownBrowser>>::new();
    let load = move || all.load(async move { api().user_known_browsers(id).await });
    reload.on(load);
    Effect::new(move || {
        all.value.track();
        keep_focus();
    });
    let list = move || match (all.value.get(), all.failure.get()) {
        (Some(page), _) if page.items.is_empty() => {
            view! { <p class="muted">{words::NO_BROWSERS}</p> }.into_any()
        }
        (Some(page), _) => view! {
            <ul class="log">
                {page.items.into_iter().map(|browser| line(id, browser, reload)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=3/> }.into_any(),
    };
    view! {
        <Section title=own::BROWSERS lead=words::BROWSERS_LEAD>{list}</Section>
    }
    .into_any()
}

fn line(user: UserId, browser: KnownBrowser, reload: Reload) -> AnyView {
    let id = browser.id;
    let busy = RwSignal::new(false);
    let forget = move || {
        busy.set(true);
        run(
            async move { api().forget_user_known_browser(user, id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => use_toasts().ok(own::FORGOTTEN),
                    Err(error) => failure::toast(&error),
                }
                reload.run();
            },
        );
    };
    let button = may(Permission::UsersAssist).then(|| {
        let label = forget_label(&browser);
        view! {
            <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=forget>{label}</Button>
        }
    });
    browser_line(browser, button.into_any())
}
