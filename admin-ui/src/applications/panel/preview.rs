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
use super::check_access::{self, Checked};
use super::person::{self, PersonTab};
use super::tabs::CLAIMS;
use super::{check_address, checks};
use crate::address::USERS;
use crate::list::List;
use crate::session::may;
use crate::words::{access, applications_claims as words};

/// What a preview is about, and what is said about it.
pub(super) struct About {
    /// The tab that it is on.
    pub tab: &'static str,
    pub lead: &'static str,
    /// The title of the dialog that chooses the person.
    pub title: &'static str,
    pub verb: &'static str,
}

/// A person, whether they may open the application, and what it would get.
#[derive(Clone)]
struct Shown<P> {
    checked: Checked,
    preview: P,
}

/// The part of the tab.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    list: List,
    actions: ItemActions,
) -> AnyView {
    let about = About {
        tab: CLAIMS,
        lead: words::PREVIEW_LEAD,
        title: words::CHOOSE_TITLE,
        verb: words::SHOW,
    };
    let load = |id, user| async move { api().preview_claims(id, user).await };
    part(about, (one, editing), (list, actions), load, claims)
}

/// The part of a tab with what an application gets: `load` asks for it, and `show` shows it.
pub(super) fn part<P, Load>(
    about: About,
    (one, editing): (RwSignal<Option<Application>>, Editing),
    (list, actions): (List, ItemActions),
    load: impl Fn(ApplicationId, UserId) -> Load + Copy + Send + Sync + 'static,
    show: impl Fn(P) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView
where
    P: Clone + Send + Sync + 'static,
    Load: Future<Output = Result<P, client::Error>> + 'static,
{
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let content = match id.filter(|_| may(Permission::UsersRead)) {
        None => view! { <Notice tone=Tone::Neutral>{access::NOT_ALLOWED}</Notice> }.into_any(),
        Some(application) => {
            let tab = PersonTab {
                application,
                tab: about.tab,
                list,
                title: about.title,
                verb: about.verb,
            };
            let ask = move |user| async move {
                let checked = check_access::ask(application, user).await?;
                let preview = load(application, user).await?;
                Ok(Shown { checked, preview })
            };
            let answer = move |shown: Shown<P>| {
                let Shown { checked, preview } = shown;
                let one = one.get();
                one.map(|one| view! { {person(&one, &checked)} {show(preview)} })
                    .into_any()
            };
            person::view(tab, actions, ask, answer)
        }
    };
    let dirty = Memo::new(move |_| editing.dirty());
    let unsaved = move || {
        dirty
            .get()
            .then(|| view! { <p class="muted small" role="status">{words::UNSAVED}</p> })
    };
    view! {
        <Section title=words::PREVIEW lead=about.lead>
            {unsaved}
            {content}
        </Section>
    }
    .into_any()
}

/// The person, and why they may not open the application.
fn person(one: &Application, checked: &Checked) -> AnyView {
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

fn claims(preview: ClaimsPreview) -> AnyView {
    let (size, is_long) = words::size(preview.id_token_bytes);
    let size = if is_long {
        view! { <Notice tone=Tone::Warn>{size}</Notice> }.into_any()
    } else {
        view! { <p class="muted small">{size}</p> }.into_any()
    };
    view! {
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
