//! Which versions of the organization's terms the user has accepted.

use contract::ids::UserId;
use contract::page::Page as Items;
use contract::terms::TermsAcceptance;
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::words::organization_terms as words;

/// The section; nothing for a user who has not accepted any terms.
pub(super) fn view(id: UserId, user: RwSignal<Option<User>>) -> AnyView {
    let accepted = Memo::new(move |_| {
        user.with(|user| {
            user.as_ref()
                .and_then(|user| user.terms.map(|it| it.version))
        })
    });
    (move || accepted.get().map(|_| section(id))).into_any()
}

fn section(id: UserId) -> AnyView {
    let all = Fetched::<Items<TermsAcceptance>>::new();
    let load = move || all.load(async move { api().user_terms_acceptances(id).await });
    load();
    let list = move || match (all.value.get(), all.failure.get()) {
        (Some(page), _) => {
            let lines = page.items.into_iter().map(line);
            view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
        }
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=2/> }.into_any(),
    };
    view! { <Section title=words::OF_USER lead=words::OF_USER_LEAD>{list}</Section> }.into_any()
}

fn line(one: TermsAcceptance) -> AnyView {
    view! {
        <li>
            <span class="strong">{words::version(one.version)}</span>
            <ExactTime at=one.accepted_at/>
            <span class="mono small break">{one.address}</span>
        </li>
    }
    .into_any()
}
