//! The API keys that an administrator created. Asks what to do with them before the account is
//! suspended or removed.

use contract::api_keys::ApiKey;
use contract::filter::ApiKeyFilter;
use contract::ids::AdministratorId;
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::list::one_page;
use crate::words::administrators as words;

/// The keys, and whether to keep them. Empty if there are none.
pub(super) fn view(of: AdministratorId, keep: RwSignal<bool>) -> AnyView {
    let keys = Fetched::<Items<ApiKey>>::new();
    let filter = ApiKeyFilter {
        created_by: vec![of.0],
        ..ApiKeyFilter::default()
    };
    let query = ListQuery {
        filter: Some(filter.to_string()),
        ..one_page()
    };
    keys.load(async move { api().api_keys(&query).await });
    let content = move || {
        let keys = keys.value.get().filter(|keys| keys.total > 0)?;
        let names = keys.items.into_iter().map(|key| {
            view! { <li><span class="strong">{key.name}</span>" "<span class="muted mono small">{key.prefix}"…"</span></li> }
        });
        Some(view! {
            <p>{words::created_keys(keys.total)}</p>
            <ul class="bullets">{names.collect_view()}</ul>
            <Checkbox name="apiKeys" label=words::KEEP_KEYS checked=keep/>
        })
    };
    content.into_any()
}
