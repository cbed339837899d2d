//! The dialog that assigns an application to groups or people.

use contract::ids::ApplicationId;
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::assigned::Whom;
use crate::components::{Found, Pick, Picked, Picker, PickerDialogWords, Searching};
use crate::groups;
use crate::previews::Affected;
use crate::session::may;
use crate::words::{affected as affected_words, applications as words, groups as group_words};

/// The dialog, while `open`. `affected` shows what the choice would do. `then` runs after each attempt.
pub(super) fn dialog(
    whom: Whom,
    (id, application): (ApplicationId, Signal<String>),
    open: RwSignal<bool>,
    affected: Affected,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let picker = Picker::many();
    let verb = move || {
        let chosen = picker.chosen.with(Vec::len);
        match whom {
            Whom::Groups => words::assign_groups(chosen),
            Whom::Users => words::assign_people(chosen),
        }
    };
    let says = PickerDialogWords {
        title: Signal::derive(move || words::assign_title(&application.get())),
        verb: Signal::derive(verb),
        choose: match whom {
            Whom::Groups => words::CHOOSE_GROUP,
            Whom::Users => words::CHOOSE_PERSON,
        },
    };
    let submit = move |chosen: Vec<Pick>| async move {
        let names: Vec<_> = chosen.iter().map(|one| one.name.clone()).collect();
        let done = words::assigned_to(&application.get_untracked(), &names.join(", "));
        picker
            .for_each(chosen, |one| whom.assign(id, one))
            .await
            .map(|()| Picked::Done(done))
    };
    let see = move || {
        let chosen = picker.chosen.get_untracked();
        let chosen = chosen.into_iter().map(|one| one.id).collect();
        affected.show(whom.proposed(id, chosen, Vec::new()));
    };
    let see_button = move || {
        (!picker.is_empty() && may(Permission::UsersRead)).then(|| {
            view! {
                <div class="actions">
                    <Button small=true variant=ButtonVariant::Secondary on_click=see>
                        {affected_words::SEE}
                    </Button>
                </div>
            }
        })
    };
    let content = move || {
        let picks = match whom {
            Whom::Groups => picker.view(&group_words::GROUPS, groups::find),
            Whom::Users => picker.view(&words::PICK_PEOPLE, find_people),
        };
        view! {
            {picks}
            {see_button}
        }
        .into_any()
    };
    picker.dialog(open, says, content, submit, then)
}

/// The people that match.
pub(super) fn find_people(query: ListQuery) -> Searching {
    Box::pin(async move {
        let page = api().users(&query).await?;
        let picks = page.items.into_iter().map(|user| Pick {
            id: user.id.0,
            name: user.name,
            note: user.email,
            is_in: false,
        });
        Ok(Found {
            picks: picks.collect(),
            more: page.next_cursor.is_some(),
        })
    })
}
