//! Asks before a host is deleted or its key is replaced.

use contract::ids::HostId;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::words::hosts as words;

/// What is to be done, with the name of the host.
#[derive(Clone)]
pub(super) enum Asking {
    /// Delete it, at this version.
    Delete(HostId, String, u64),
    /// Replace its key.
    Replace(HostId, String),
}

impl Asking {
    fn title(&self) -> String {
        match self {
            Self::Delete(_, name, _) => words::delete_title(name),
            Self::Replace(_, name) => words::replace_title(name),
        }
    }

    fn body(&self) -> String {
        match self {
            Self::Delete(_, name, _) => words::delete_body(name),
            Self::Replace(..) => words::REPLACE_BODY.to_owned(),
        }
    }

    fn verb(&self) -> String {
        match self {
            Self::Delete(..) => words::DELETE,
            Self::Replace(..) => words::REPLACE,
        }
        .to_owned()
    }

    fn done(&self) -> String {
        match self {
            Self::Delete(_, name, _) => words::deleted(name),
            Self::Replace(_, name) => words::replaced(name),
        }
    }
}

/// The dialog. A new key is given to `secret`.
pub(super) fn confirm(
    asking: RwSignal<Option<Asking>>,
    secret: RwSignal<Option<String>>,
    changed: RwSignal<u32>,
) -> AnyView {
    let open = RwSignal::new(false);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
    Effect::new(move || {
        if asking.with(Option::is_some) {
            error.set(None);
            open.set(true);
        }
    });
    let text = move |of: fn(&Asking) -> String| {
        asking
            .with(|asking| asking.as_ref().map(of))
            .unwrap_or_default()
    };
    let act = move || {
        let Some(what) = asking.get_untracked() else {
            return;
        };
        busy.set(true);
        let done = what.done();
        let request = async move {
            match what {
                Asking::Delete(id, _, version) => {
                    let deleted = api().delete_host(id, version).await;
                    deleted.map(|()| None)
                }
                Asking::Replace(id, _) => {
                    let replaced = api().replace_host_key(id).await;
                    replaced.map(|replaced| Some(replaced.key))
                }
            }
        };
        run(request, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(new) => {
                    use_toasts().ok(done);
                    open.try_set(false);
                    if new.is_some() {
                        secret.try_set(new);
                    }
                    changed.try_update(|n| *n += 1);
                }
                Err(failed) => {
                    error.try_set(Some(failure::explain(&failed)));
                }
            }
        });
    };
    // Reset, so that the same question can be asked again.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asking.set(None);
        }
        now
    });
    view! {
        <ConfirmDialog open=open title=Signal::derive(move || text(Asking::title))
            verb=Signal::derive(move || text(Asking::verb))
            danger=true busy=busy error=error on_confirm=act>
            <p>{move || text(Asking::body)}</p>
        </ConfirmDialog>
    }
    .into_any()
}
