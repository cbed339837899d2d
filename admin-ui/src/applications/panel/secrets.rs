//! The secrets of an application: two at the same time while one is replaced.

use contract::applications::{Application, ClientSecret};
use contract::ids::ApplicationId;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::confirm::{Question, confirm};
use portal_kit::failure;
use rules::openid::{ClientAuthentication, MOST_SECRETS};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::session::may;
use crate::words::applications_sign_on as words;

/// The list, and the secret that was just created.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    created: RwSignal<Option<String>>,
    actions: ItemActions,
) -> AnyView {
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    let secrets = Memo::new(move |_| {
        one.with(|one| one.as_ref().map(|one| one.secrets.clone()))
            .unwrap_or_default()
    });
    let auth = Memo::new(move |_| {
        one.with(|one| {
            let oidc = one.as_ref().and_then(|one| one.oidc.as_ref());
            oidc.map(|oidc| oidc.auth)
        })
    });
    let asking = RwSignal::new(None::<ClientSecret>);
    let wanted = Memo::new(move |_| {
        let count = secrets.with(Vec::len) as u64;
        auth.get() == Some(ClientAuthentication::BasicOrPost) && count < MOST_SECRETS
    });
    let button = move || {
        let id = id.filter(|_| may(Permission::ApplicationsWrite));
        move || {
            let id = id.filter(|_| wanted.get());
            id.map(|id| create_button(id, created, actions))
        }
    };
    let new = move || {
        created.get().map(|secret| {
            view! {
                <Notice tone=Tone::Warn live=true>{words::CREATED_ONCE}</Notice>
                <CopyField label=words::NEW_SECRET value=secret secret=true/>
                <ShownOnce/>
            }
        })
    };
    let list = move || {
        let none = match auth.get() {
            Some(ClientAuthentication::Public) => Some(words::NEEDS_NONE),
            Some(ClientAuthentication::PrivateKey) => Some(words::USES_KEY),
            _ if secrets.with(Vec::is_empty) => Some(words::NO_SECRETS),
            _ => None,
        };
        if let Some(none) = none {
            return view! { <p class="muted">{none}</p> }.into_any();
        }
        let lines = secrets.get().into_iter().map(|one| line(one, asking));
        let advice = if secrets.with(Vec::len) > 1 {
            words::ROTATION
        } else {
            words::TO_ROTATE
        };
        view! {
            <ul class="log">{lines.collect_view()}</ul>
            <p class="muted small">{advice}</p>
        }
        .into_any()
    };
    view! {
        <Section title=words::SECRETS actions=button>
            {new}
            {list}
        </Section>
        {id.map(|id| question(id, secrets, asking, created, actions))}
    }
    .into_any()
}

fn create_button(
    id: ApplicationId,
    created: RwSignal<Option<String>>,
    actions: ItemActions,
) -> AnyView {
    let busy = RwSignal::new(false);
    let create = move || {
        busy.set(true);
        run(
            async move { api().create_client_secret(id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(new) => {
                        created.try_set(Some(new.secret));
                    }
                    Err(error) => failure::toast(&error),
                }
                actions.bump();
            },
        );
    };
    view! {
        <Button small=true variant=ButtonVariant::Secondary icon=Icon::Plus busy=busy on_click=create>
            {words::CREATE}
        </Button>
    }
    .into_any()
}

fn line(one: ClientSecret, asking: RwSignal<Option<ClientSecret>>) -> AnyView {
    let title = words::secret(&one);
    let used = match one.last_used_at {
        Some(at) => view! { <span>{words::LAST_USED}" "<RelativeTime at=at/></span> }.into_any(),
        None => view! { <span>{words::NEVER_USED}</span> }.into_any(),
    };
    let name = title.clone();
    let created_at = one.created_at;
    let button = may(Permission::ApplicationsWrite).then(|| {
        view! {
            <Button small=true variant=ButtonVariant::Secondary on_click=move || asking.set(Some(one.clone()))>
                {words::DELETE}<span class="hidden">" "{name}</span>
            </Button>
        }
    });
    view! {
        <li>
            <span class="line-icon"><Glyph icon=Icon::Key/></span>
            <div class="grow">
                <p class="mono break">{title}</p>
                <p class="facts">
                    <span>{words::CREATED}" "<RelativeTime at=created_at/></span>
                    {used}
                </p>
            </div>
            {button}
        </li>
    }
    .into_any()
}

/// Asks before a secret is deleted.
fn question(
    id: ApplicationId,
    secrets: Memo<Vec<ClientSecret>>,
    asking: RwSignal<Option<ClientSecret>>,
    created: RwSignal<Option<String>>,
    actions: ItemActions,
) -> AnyView {
    let body = move |one: &ClientSecret| {
        let last = one.last_used_at.map(|at| relative(at.into()));
        let others = secrets.with(|all| all.iter().filter(|other| other.id != one.id).count());
        words::delete_body(last.as_deref(), others)
    };
    let question = Question {
        title: words::delete_title,
        body,
        verb: words::DELETE_SECRET,
        danger: true,
    };
    let delete = move |one: ClientSecret| async move {
        let answer = api().delete_client_secret(id, one.id).await;
        // Also if it failed, because it may be gone.
        actions.bump();
        answer
    };
    let done = move |one: ClientSecret, ()| {
        let is_gone = |created: &Option<String>| {
            let created = created.as_ref();
            created.is_some_and(|created| created.starts_with(&one.hint))
        };
        if created.try_with_untracked(is_gone) == Some(true) {
            created.set(None);
        }
        use_toasts().ok(words::DELETED);
    };
    confirm(asking, question, delete, done)
}
