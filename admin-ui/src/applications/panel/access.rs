//! The tab that says who may open the application.

use contract::applications::ApplicationAccess;
use contract::ids::ApplicationId;
use contract::page::CountQuery;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::application::OpenTo;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::assigned::{self, Whom};
use crate::session::may;
use crate::words::applications as words;

pub(super) fn view(id: ApplicationId, editing: Editing, actions: ItemActions) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let people = Fetched::<ApplicationAccess>::new();
    Effect::new(move || {
        actions.changed.track();
        let query = CountQuery::default();
        people.load(async move { api().application_access(id, query).await });
    });
    let count = move || people.value.get().map(words::people_may);
    let draft = editing.draft;
    let options = vec![
        Choice::new(OpenTo::Assigned.as_str(), words::ASSIGNED).hint(words::ASSIGNED_HINT),
        Choice::new(OpenTo::Everyone.as_str(), words::EVERYONE).hint(words::EVERYONE_HINT),
    ];
    let change = move || {
        let chosen = draft.open_to.with(|open_to| OpenTo::parse(open_to))?;
        let saved = editing.saved()?.open_to;
        let text = match chosen {
            OpenTo::Assigned => words::NOW_ASSIGNED,
            OpenTo::Everyone => words::NOW_EVERYONE,
        };
        (chosen != saved).then(|| view! { <Notice tone=Tone::Warn live=true>{text}</Notice> })
    };
    let fields = move || {
        view! {
            <RadioGroup name="openTo" label=words::OPEN_TO value=draft.open_to options=options disabled=readonly/>
            {change}
        }
        .into_any()
    };
    let is_everyones = Memo::new(move |_| {
        let saved = editing.saved();
        saved.is_some_and(|one| one.open_to == OpenTo::Everyone)
    });
    let name = Signal::derive(move || editing.saved().map(|one| one.name).unwrap_or_default());
    let users = may(Permission::UsersRead).then(|| assigned::view(Whom::Users, id, name, actions));
    view! {
        <p class="strong num" role="status">{count}</p>
        {editing.view(actions, words::TAB_ACCESS, fields)}
        {move || is_everyones.get().then(|| view! { <p class="muted">{words::STAYS}</p> })}
        {assigned::view(Whom::Groups, id, name, actions)}
        {users}
    }
    .into_any()
}
