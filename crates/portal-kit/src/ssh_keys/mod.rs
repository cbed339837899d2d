//! The public SSH keys of a user: their own in the User Portal, those of others in the Admin Portal.

mod add_form;
mod owner;

use contract::page::Page;
use contract::ssh_keys::SshKey;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::confirm::{Question, confirm, was_there};
use crate::failure;
use crate::fetched::Fetched;
use crate::me::Reload;
use crate::words::ssh_keys as words;

pub use owner::SshKeysOf;

/// What the signed-in person may do with the keys.
#[derive(Clone, Copy)]
pub struct MaySshKeys {
    /// Add one.
    pub add: bool,
    /// Remove one.
    pub remove: bool,
}

/// The element that takes the focus from a line that is gone.
const LIST: &str = "ssh-keys";

/// The keys with their actions, which load with `reload`.
pub fn ssh_keys(of: SshKeysOf, may: MaySshKeys, reload: Reload) -> AnyView {
    let keys = Fetched::<Page<SshKey>>::new();
    let load = move || keys.load(of.list());
    reload.on(load);
    let asking = RwSignal::new(None::<SshKey>);
    let adding = RwSignal::new(false);
    let list = move || match (keys.value.get(), keys.failure.get()) {
        (Some(page), _) if page.items.is_empty() => {
            view! { <p class="muted" id=LIST tabindex="-1">{words::NONE}</p> }.into_any()
        }
        (Some(page), _) => view! {
            <ul class="factors" id=LIST tabindex="-1">
                {page.items.into_iter().map(|key| line(key, may, asking)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=2/> }.into_any(),
    };
    let part = move || {
        if adding.get() {
            add_form::view(of, adding, reload)
        } else {
            view! {
                <div class="actions" id="ssh-key-actions">
                    <Button variant=ButtonVariant::Secondary small=true icon=Icon::Plus
                        on_click=move || adding.set(true)>{words::ADD}</Button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        {list}
        {may.add.then_some(part)}
        {question(of, asking, reload)}
    }
    .into_any()
}

fn line(key: SshKey, may: MaySshKeys, asking: RwSignal<Option<SshKey>>) -> AnyView {
    let kind = words::kind(key.key_type.label(), key.bits);
    let comment = key.comment.clone().filter(|comment| *comment != key.name);
    // Hosts that got the key from an export do not say when they accept it, so an unknown use is not none.
    let used = key.last_used_at.map(|at| {
        view! { <span>{words::LAST_USED}" "<RelativeTime at=at/></span> }
    });
    let (name, fingerprint, added) = (key.name.clone(), key.fingerprint.clone(), key.created_at);
    let remove = may.remove.then(|| {
        let label = words::remove_key(&key.name);
        view! {
            <div class="actions">
                <Button variant=ButtonVariant::Quiet small=true
                    on_click=move || asking.set(Some(key.clone()))>{line_text(words::REMOVE, label)}</Button>
            </div>
        }
    });
    view! {
        <li>
            <span class="line-icon"><Glyph icon=Icon::Key/></span>
            <div class="factor-text">
                <p class="strong break">{name}</p>
                <p class="mono small break">{fingerprint}</p>
                <p class="facts">
                    <span>{kind}</span>
                    {comment.map(|comment| view! { <span class="break">{comment}</span> })}
                    <span>{words::ADDED_AT}" "<RelativeTime at=added/></span>
                    {used}
                </p>
            </div>
            {remove}
        </li>
    }
    .into_any()
}

/// Asks before a key is removed.
fn question(of: SshKeysOf, asking: RwSignal<Option<SshKey>>, reload: Reload) -> AnyView {
    let question = Question {
        title: |key: &SshKey| words::remove_title(&key.name),
        body: |_: &SshKey| words::REMOVE_BODY.to_owned(),
        verb: words::REMOVE,
        danger: true,
    };
    let remove = move |key: SshKey| async move { was_there(of.remove(key.id).await) };
    let done = move |_: SshKey, was_there| {
        reload.after_removal(
            was_there,
            words::REMOVED,
            words::ALREADY_REMOVED,
            "#ssh-keys",
        );
    };
    confirm(asking, question, remove, done)
}
