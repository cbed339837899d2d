//! API keys whose creator is suspended or gone.

use contract::api_keys::CreatorStatus;
use contract::filter::ApiKeyFilter;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::total_only;
use crate::address::API_KEYS;
use crate::session::may;
use crate::words::home as words;

/// Tells how many there are, if there are any.
pub(super) fn view() -> Option<AnyView> {
    may(Permission::ApiKeysWrite).then(|| {
        let count = Fetched::<u64>::new();
        let query = total_only(&ApiKeyFilter {
            creator: vec![CreatorStatus::Suspended, CreatorStatus::Removed],
            ..ApiKeyFilter::default()
        });
        count.load(async move { Ok(api().api_keys(&query).await?.total) });
        let notice = move || {
            let count = count.value.get().filter(|count| *count > 0)?;
            Some(view! {
                <Notice tone=Tone::Warn>
                    {words::keys_without_creator(count)}" "
                    <TextLink href=API_KEYS>{words::KEYS}</TextLink>
                </Notice>
            })
        };
        notice.into_any()
    })
}
