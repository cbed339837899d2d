//! The application passwords of a user: their own in the User Portal, those of others in the Admin
//! Portal. Creating one is only in the User Portal, because nobody else may know the secret.

mod owner;

use contract::application_passwords::ApplicationPassword;
use contract::page::Page;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::confirm::{Question, confirm, was_there};
use crate::failure;
use crate::fetched::Fetched;
use crate::me::Reload;
use crate::words::application_passwords as words;

pub use owner::ApplicationPasswordsOf;

/// The element that takes the focus from a line that is gone.
const LIST: &str = "application-passwords";

/// The list, which loads with `reload`. `may_revoke` says whether each has a button to revoke it.
pub fn application_passwords(
    of: ApplicationPasswordsOf,
    may_revoke: bool,
    reload: Reload,
) -> AnyView {
    let all = Fetched::<Page<ApplicationPassword>>::new();
    let load = move || all.load(of.list());
    reload.on(load);
    let asking = RwSignal::new(None::<ApplicationPassword>);
    let list = move || match (all.value.get(), all.failure.get()) {
        (Some(page), _) if page.items.is_empty() => {
            view! { <p class="muted" id=LIST tabindex="-1">{words::NONE}</p> }.into_any()
        }
        (Some(page), _) => view! {
            <ul class="factors" id=LIST tabindex="-1">
                {page.items.into_iter().map(|one| line(one, may_revoke, asking)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=2/> }.into_any(),
    };
    view! {
        {list}
        {question(of, asking, reload)}
    }
    .into_any()
}

fn line(
    one: ApplicationPassword,
    may_revoke: bool,
    asking: RwSignal<Option<ApplicationPassword>>,
) -> AnyView {
    let name = one.name.clone();
    let application = one.application_name.clone();
    let application = application.unwrap_or_else(|| words::DEVICE.to_owned());
    let created = one.created_at;
    let used = match one.last_used_at {
        Some(at) => view! { <span>{words::LAST_USED}" "<RelativeTime at=at/></span> }.into_any(),
        None => view! { <span>{words::NEVER_USED}</span> }.into_any(),
    };
    let refused = one.refused.map(|refusal| {
        view! {
            <p><Badge tone=Tone::Warn text=words::REFUSED/>" "{refusal.message()}</p>
        }
    });
    let revoke = may_revoke.then(|| {
        let label = words::revoke_password(&one.name);
        view! {
            <div class="actions">
                <Button variant=ButtonVariant::Quiet small=true
                    on_click=move || asking.set(Some(one.clone()))>{line_text(words::REVOKE, label)}</Button>
            </div>
        }
    });
    view! {
        <li>
            <span class="line-icon"><Glyph icon=Icon::Key/></span>
            <div class="factor-text">
                <p class="strong break">{name}</p>
                {refused}
                <p class="facts">
                    <span class="break">{application}</span>
                    <span>{words::CREATED_AT}" "<RelativeTime at=created/></span>
                    {used}
                </p>
            </div>
            {revoke}
        </li>
    }
    .into_any()
}

/// Asks before one is revoked.
fn question(
    of: ApplicationPasswordsOf,
    asking: RwSignal<Option<ApplicationPassword>>,
    reload: Reload,
) -> AnyView {
    let question = Question {
        title: |one: &ApplicationPassword| words::revoke_title(&one.name),
        body: |_: &ApplicationPassword| words::REVOKE_BODY.to_owned(),
        verb: words::REVOKE,
        danger: true,
    };
    let revoke = move |one: ApplicationPassword| async move { was_there(of.revoke(one.id).await) };
    let done = move |_: ApplicationPassword, was_there| {
        reload.after_removal(
            was_there,
            words::REVOKED,
            words::ALREADY_REVOKED,
            "#application-passwords",
        );
    };
    confirm(asking, question, revoke, done)
}
