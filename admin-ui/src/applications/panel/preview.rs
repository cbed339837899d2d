//! What an application gets about a person: the claims of the ID token, and userinfo.

use contract::applications::{AccessResult, Application, ClaimsPreview};
use contract::ids::{ApplicationId, UserId};
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use serde_json::{Map, Value};
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::check::{self, Checked};
use super::person::{self, Place};
use super::tabs::CLAIMS;
use super::{check_address, checks};
use crate::address::USERS;
use crate::list::List;
use crate::session::may;
use crate::words::{access, applications_claims as words};

/// A person, whether they may open the application, and what it would get.
#[derive(Clone)]
struct Shown {
    checked: Checked,
    preview: ClaimsPreview,
}

async fn ask(id: ApplicationId, user: UserId) -> Result<Shown, client::Error> {
    let checked = check::ask(id, user).await?;
    let preview = api().preview_claims(id, user).await?;
    Ok(Shown { checked, preview })
}

/// The part of the tab.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    list: List,
    actions: ItemActions,
) -> AnyView {
    let content = move |id| {
        let place = Place {
            application: id,
            tab: CLAIMS,
            list,
            title: words::CHOOSE_TITLE,
            verb: words::SHOW,
        };
        let show = move |shown| one.get().map(|one| answer(&one, shown)).into_any();
        person::view(place, actions, move |user| ask(id, user), show)
    };
    part(one, editing, words::PREVIEW_LEAD, content)
}

/// The part of a tab with what an application gets. `content` is there if the role can see users.
pub(super) fn part(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    lead: &'static str,
    content: impl FnOnce(ApplicationId) -> AnyView,
) -> AnyView {
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let content = match id.filter(|_| may(Permission::UsersRead)) {
        None => view! { <Notice tone=Tone::Neutral>{access::NOT_ALLOWED}</Notice> }.into_any(),
        Some(id) => content(id),
    };
    let dirty = Memo::new(move |_| editing.dirty());
    let unsaved = move || {
        dirty
            .get()
            .then(|| view! { <p class="muted small" role="status">{words::UNSAVED}</p> })
    };
    view! {
        <Section title=words::PREVIEW lead=lead>
            {unsaved}
            {content}
        </Section>
    }
    .into_any()
}

/// The person, and why they may not open the application.
pub(super) fn person(one: &Application, checked: &Checked) -> AnyView {
    let Checked { user, check } = checked;
    let refused = (checks::result(check) == AccessResult::Refuse).then(|| {
        let title = words::refused(&user.name, &one.name);
        let (why, href) = (checks::why(check), check_address(one.id, user.id));
        view! {
            <Notice tone=Tone::Warn title=title live=true>
                <p>{why}" "{words::WOULD_GET}</p>
                <p><TextLink href=href>{words::WHY}</TextLink></p>
            </Notice>
        }
    });
    let href = format!("{USERS}/{}", user.id);
    view! {
        <PersonLine name=user.name.clone() email=user.email.clone() href=href/>
        {refused}
    }
    .into_any()
}

fn answer(one: &Application, shown: Shown) -> AnyView {
    let Shown { checked, preview } = shown;
    let (size, is_long) = words::size(preview.id_token_bytes);
    let size = if is_long {
        view! { <Notice tone=Tone::Warn>{size}</Notice> }.into_any()
    } else {
        view! { <p class="muted small">{size}</p> }.into_any()
    };
    view! {
        {person(one, &checked)}
        <div class="stack">
            <CopyArea label=words::ID_TOKEN value=text(&preview.id_token) hint=words::ID_TOKEN_HINT/>
            {size}
            <CopyArea label=words::USERINFO value=text(&preview.userinfo)/>
        </div>
    }
    .into_any()
}

/// The claims as JSON on several lines.
fn text(claims: &Map<String, Value>) -> String {
    serde_json::to_string_pretty(claims).unwrap_or_default()
}
