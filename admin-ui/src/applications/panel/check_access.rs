//! The tab that says whether somebody may open the application, and why.

use contract::applications::{AccessCheck, AccessResult, Application};
use contract::ids::{ApplicationId, UserId};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::checks;
use super::person::{self, PersonTab};
use super::tabs::CHECK;
use crate::address;
use crate::list::List;
use crate::session::may;
use crate::words::access as words;

/// A person, and the result of the checks for them.
#[derive(Clone)]
pub(super) struct Checked {
    pub user: User,
    pub check: AccessCheck,
}

/// Asks whether a person may open an application.
pub(super) async fn ask(id: ApplicationId, user: UserId) -> Result<Checked, client::Error> {
    let user = api().user(user).await?;
    let check = api().check_application_access(id, user.id).await?;
    Ok(Checked { user, check })
}

/// The tab.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    list: List,
    actions: ItemActions,
) -> AnyView {
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let Some(id) = id.filter(|_| may(Permission::UsersRead)) else {
        return view! { <Notice tone=Tone::Neutral>{words::NOT_ALLOWED}</Notice> }.into_any();
    };
    let tab = PersonTab {
        application: id,
        tab: CHECK,
        list,
        title: words::CHOOSE_TITLE,
        verb: words::CHECK,
    };
    let show = move |checked| {
        one.get()
            .map(|one| answer(one, checked, actions))
            .into_any()
    };
    view! {
        <p class="muted">{words::LEAD}</p>
        {person::view(tab, actions, move |user| ask(id, user), show)}
    }
    .into_any()
}

/// The answer, with the person and all checks.
fn answer(one: Application, checked: Checked, actions: ItemActions) -> AnyView {
    let Checked { user, check } = &checked;
    let result = checks::result(check);
    let tone = match result {
        AccessResult::Open => Tone::Ok,
        AccessResult::StepUp => Tone::Info,
        AccessResult::Refuse => Tone::Danger,
    };
    let title = words::headline(result, &user.name, &one.name);
    let because = checks::why(check);
    let (name, email) = (user.name.clone(), user.email.clone());
    let href = format!("{}/{}", address::USERS, user.id);
    view! {
        <PersonLine name=name email=email href=href/>
        <Notice tone=tone title=title live=true>{because}</Notice>
        {checks::view(&one, &checked, actions)}
    }
    .into_any()
}
