//! The tab that says whether somebody may open the application, and why.

use contract::applications::{AccessCheck, AccessResult, Application};
use contract::ids::{ApplicationId, UserId};
use contract::users::User;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::assign::find_people;
use super::{CHECK, checks};
use crate::address;
use crate::components::{Picker, keep_focus};
use crate::list::List;
use crate::session::may;
use crate::words::{access as words, applications};

/// A person, and the result of the checks for them.
#[derive(Clone)]
pub(super) struct Checked {
    pub user: User,
    pub check: AccessCheck,
}

async fn ask(id: ApplicationId, user: UserId) -> Result<Checked, client::Error> {
    let user = api().user(user).await?;
    let check = api().check_application_access(id, user.id).await?;
    Ok(Checked { user, check })
}

/// The tab. The person is in the address, so that the answer can be sent to a colleague.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    list: List,
    actions: ItemActions,
) -> AnyView {
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let Some(id) = id.filter(|_| may(Permission::UsersRead)) else {
        return view! { <Notice tone=Tone::Neutral>{words::NOT_ALLOWED}</Notice> }.into_any();
    };
    let query = use_query_map();
    let person = Memo::new(move |_| {
        let user = query.with(|query| query.get("user"))?;
        user.parse().ok().map(UserId)
    });
    let found = Fetched::<Checked>::new();
    let load = move |user| found.load(ask(id, user));
    Effect::new(move |before: Option<Option<UserId>>| {
        actions.changed.track();
        let now = person.get();
        if before.flatten() != now {
            found.forget();
        }
        if let Some(user) = now {
            load(user);
        }
        now
    });
    Effect::new(move || {
        found.value.track();
        keep_focus();
    });
    let choose = move |user: UserId| {
        let user = user.to_string();
        let query = [("tab", CHECK), ("user", &*user)];
        address::replace(&list.over_now(&id.to_string(), &query));
    };
    let retry = move || {
        if let Some(user) = person.get_untracked() {
            load(user);
        }
    };
    let choosing = RwSignal::new(false);
    let button = move || {
        let text = if person.with(Option::is_some) {
            words::CHOOSE_OTHER
        } else {
            words::CHOOSE
        };
        view! {
            <Button small=true variant=ButtonVariant::Secondary icon=Icon::Search
                on_click=move || choosing.set(true)>{text}</Button>
        }
    };
    let content = move || {
        let one = one.get()?;
        match (person.get(), found.value.get(), found.failure.get()) {
            (None, ..) => None,
            (_, Some(checked), _) => Some(answer(one, checked, actions)),
            (_, None, Some(error)) => Some(failure::notice(&error, retry)),
            (_, None, None) => Some(view! { <Skeleton lines=6/> }.into_any()),
        }
    };
    view! {
        <p class="muted">{words::LEAD}</p>
        <div class="actions">{button}</div>
        {content}
        {dialog(choosing, choose)}
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

/// The dialog that asks whose access is checked, while `open`.
fn dialog(open: RwSignal<bool>, choose: impl Fn(UserId) + Copy + Send + Sync + 'static) -> AnyView {
    let picker = Picker::one();
    let error = RwSignal::new(None::<String>);
    Effect::new(move || {
        if open.get() {
            picker.reset(Vec::new());
            error.set(None);
        }
    });
    let confirm = move || {
        let chosen = picker
            .chosen
            .with_untracked(|chosen| chosen.first().map(|one| one.id));
        match chosen {
            Some(id) => {
                open.set(false);
                choose(UserId(id));
            }
            None => error.set(Some(words::CHOOSE_ONE.to_owned())),
        }
    };
    view! {
        <ConfirmDialog open=open title=words::CHOOSE_TITLE verb=words::CHECK error=error on_confirm=confirm>
            {picker.view(&applications::PICK_PEOPLE, find_people)}
        </ConfirmDialog>
    }
    .into_any()
}
