//! The browsers that are known to the signed-in person's account.

use contract::known_browsers::KnownBrowser;
use contract::page::Page;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::Reload;
use super::device_line::{device_line, named};
use crate::api::{api, run};
use crate::confirm::was_there;
use crate::failure;
use crate::fetched::Fetched;
use crate::words::me as words;

/// The person's known browsers.
#[component]
pub fn KnownBrowsersCard(
    /// Reloads the cards of the page.
    reload: Reload,
) -> AnyView {
    let browsers = Fetched::<Page<KnownBrowser>>::new();
    let load = move || browsers.load(async { api().my_known_browsers().await });
    reload.on(load);
    let list = move || match (browsers.value.get(), browsers.failure.get()) {
        (Some(page), _) if page.items.is_empty() => {
            view! { <p class="muted" id="known-browsers" tabindex="-1">{words::NO_BROWSERS}</p> }
                .into_any()
        }
        (Some(page), _) => view! {
            <ul class="log" id="known-browsers" tabindex="-1">
                {page.items.into_iter().map(|browser| line(browser, reload)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=3/> }.into_any(),
    };
    view! {
        <Card title=words::BROWSERS lead=words::BROWSERS_LEAD icon=Icon::Device>{list}</Card>
    }
    .into_any()
}

/// A known browser of a list, with its actions.
pub fn browser_line(browser: KnownBrowser, actions: AnyView) -> AnyView {
    let facts = view! {
        <span>{words::LAST_SIGN_IN}" "<RelativeTime at=browser.last_sign_in_at/></span>
        <span>{words::FIRST_SIGN_IN}" "<RelativeTime at=browser.first_sign_in_at/></span>
    };
    device_line(&browser.device, browser.current, facts.into_any(), actions)
}

/// The text of the button that forgets a browser.
pub fn forget_label(browser: &KnownBrowser) -> AnyView {
    let name = words::forget_browser(&named(&browser.device));
    line_text(words::FORGET, name)
}

fn line(browser: KnownBrowser, reload: Reload) -> AnyView {
    let label = forget_label(&browser);
    let id = browser.id;
    let busy = RwSignal::new(false);
    let forget = move || {
        busy.set(true);
        run(
            async move { was_there(api().forget_my_known_browser(id).await) },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(was_there) => reload.after_removal(
                        was_there,
                        words::FORGOTTEN,
                        words::ALREADY_FORGOTTEN,
                        "#known-browsers",
                    ),
                    Err(error) => failure::toast(&error),
                }
            },
        );
    };
    let button = view! {
        <Button variant=ButtonVariant::Secondary small=true busy=busy on_click=forget>{label}</Button>
    };
    browser_line(browser, button.into_any())
}
