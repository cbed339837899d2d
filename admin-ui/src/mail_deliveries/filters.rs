//! The search for a recipient, and a menu with the other filters. Active ones are shown as chips.

use contract::filter::MailFilter;
use contract::mail_deliveries::{MailPreview, MailState};
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::components::{ChipFilter, FilterToolbar, SearchedFilter};
use crate::list::List;
use crate::words::mail_deliveries as words;

/// The toolbar. `previews` has all kinds of email, with their names.
pub(super) fn view(list: List, previews: Fetched<Vec<MailPreview>>) -> AnyView {
    let state = ChipFilter::new(
        words::STATE,
        list.field(|filter: &mut MailFilter| &mut filter.state),
        MailState::ALL
            .map(|state| Chip::new(state.as_str(), words::state(state)))
            .to_vec(),
    );
    let kind = SearchedFilter::new(
        list.field(|filter: &mut MailFilter| &mut filter.kind),
        words::KINDS,
        Memo::new(move |_| kinds(previews)),
    );
    let recipient = list.field(|filter: &mut MailFilter| &mut filter.recipient);
    let to = Signal::derive(move || recipient.chosen.get().join(", "));
    let search = move |typed: String| {
        let typed = typed.trim().to_owned();
        let chosen = (!typed.is_empty()).then_some(typed).into_iter().collect();
        recipient.choose.run((chosen,));
    };
    view! {
        <FilterToolbar list=list filters=vec![state.into(), kind.into()]>
            <SearchBox label=words::RECIPIENT placeholder=words::RECIPIENT_IN value=to
                on_search=search/>
        </FilterToolbar>
    }
    .into_any()
}

fn kinds(previews: Fetched<Vec<MailPreview>>) -> Vec<(String, String)> {
    previews.value.with(|all| {
        let all = all.iter().flatten();
        all.map(|one| (one.kind.clone(), one.label.clone()))
            .collect()
    })
}
