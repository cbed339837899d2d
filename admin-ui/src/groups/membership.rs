//! Removing a user from a group, and putting them back.

use contract::ids::{GroupId, UserId};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::words::groups as words;

/// A user in a group.
#[derive(Clone)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The user.
    pub user: UserId,
    /// Their name.
    pub user_name: String,
}

/// A line of a list with the button that removes the user from the group at once. The line stays,
/// and the same button undoes the removal: a message could not be reached from a panel with the
/// keyboard. `what` is the name of the line. `then` runs after each change.
pub fn membership_line(
    of: Membership,
    what: String,
    content: AnyView,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let (busy, out) = (RwSignal::new(false), RwSignal::new(false));
    let change = move || {
        busy.set(true);
        let of = of.clone();
        let (group, user, was_out) = (of.group, of.user, out.get_untracked());
        let call = async move {
            if was_out {
                api().add_group_member(group, user).await
            } else {
                api().remove_group_member(group, user).await
            }
        };
        run(call, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    out.try_set(!was_out);
                    use_toasts().ok(if was_out {
                        words::added(&of.user_name, &of.group_name)
                    } else {
                        words::removed(&of.user_name, &of.group_name)
                    });
                }
                Err(error) => failure::toast(&error),
            }
            then();
        });
    };
    let verb = move || {
        if out.get() {
            words::UNDO
        } else {
            words::REMOVE
        }
    };
    let rest = move || {
        if out.get() {
            words::undo_rest(&what)
        } else {
            what.clone()
        }
    };
    view! {
        <li class:gone=out>
            {content}
            {move || out.get().then(|| view! { <span class="muted small">{words::REMOVED}</span> })}
            <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=change>
                {verb}<span class="hidden">" "{rest}</span>
            </Button>
        </li>
    }
    .into_any()
}
