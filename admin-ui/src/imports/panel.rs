//! One import, in a panel with its own address: its settings, the dry run, and the run. It can be left,
//! and shows the progress again when it is opened again.

use std::future::Future;
use std::time::Duration;

use client::Error;
use contract::ids::ImportId;
use contract::imports::{ImportCounts, ImportState, UserImport};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::mapping::{FORM, Mapping};
use super::{rows, table};
use crate::components::download_button;
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, imports as words};

/// How often the progress is asked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What the parts of the panel share. Copy.
#[derive(Clone, Copy)]
struct Shown {
    id: ImportId,
    list: List,
    import: Fetched<UserImport>,
    form: Sending,
    /// Whether the settings differ from those that are saved.
    dirty: RwSignal<bool>,
    actions: ItemActions,
}

/// The panel of an import.
#[component]
pub fn ImportPanel(
    /// The import.
    id: ImportId,
    /// The list behind it.
    list: List,
    /// The actions of the page.
    actions: ItemActions,
) -> AnyView {
    let import = Fetched::<UserImport>::new();
    let form = Sending::new();
    let shown = Shown {
        id,
        list,
        import,
        form,
        dirty: RwSignal::new(false),
        actions,
    };
    let load = move || import.load(async move { api().import(id).await });
    Effect::new(load);
    Effect::new(move || {
        let is_working = import.value.with(|import| {
            let import = import.as_ref();
            import.is_some_and(|import| import.state.is_working())
        });
        // A failure is temporary: the import continues without this page.
        import.failure.track();
        if is_working {
            set_timeout(load, LOOK_EVERY);
        }
    });
    let title = Signal::derive(move || {
        import.value.with(|import| {
            let import = import.as_ref();
            import.map_or_else(
                || words::IMPORT.to_owned(),
                |import| import.file_name.clone(),
            )
        })
    });
    let there = Memo::new(move |_| import.value.with(Option::is_some));
    let failed = Memo::new(move |_| import.failure.with(Option::is_some));
    let content = move || match (there.get(), failed.get()) {
        (true, _) => loaded(shown),
        (false, true) => {
            let error = import.failure.get_untracked();
            let state =
                error.map(|error| failure::state(&error, Some(Callback::new(move |()| load()))));
            state.into_any()
        }
        (false, false) => view! { <Skeleton lines=6/> }.into_any(),
    };
    let head = move || {
        let state = move || {
            import
                .value
                .with(|import| import.as_ref().map(|import| import.state))
        };
        (move || {
            state().map(|state| view! { <Badge tone=table::tone(state) text=words::state(state)/> })
        })
        .into_any()
    };
    let menu = move || {
        move || {
            let of = import.value.get()?;
            let label = words::actions_for(&of.file_name);
            let items = Signal::derive(move || actions.menu(&of));
            (!items.with_untracked(Vec::is_empty))
                .then(|| view! { <Menu label=label items=items/> })
        }
    };
    view! {
        <Drawer title=title head=head actions=menu dirty=shown.dirty on_close=move || list.close()
            foot=move || view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }>
            <div class="panel-content">{content}</div>
        </Drawer>
    }
    .into_any()
}

fn loaded(shown: Shown) -> AnyView {
    let Some(first) = shown.import.value.get_untracked() else {
        return ().into_any();
    };
    let mapping = Mapping::of(&first);
    let state = Memo::new(move |_| {
        let import = shown.import.value;
        import.with(|import| {
            import
                .as_ref()
                .map_or(ImportState::Reading, |import| import.state)
        })
    });
    let may_change = Memo::new(move |_| state.get().may_change());
    Effect::new(move || {
        let differs = shown.import.value.with(|import| {
            let import = import.as_ref();
            import.is_some_and(|import| import.state.may_change() && mapping.differs(import))
        });
        shown.dirty.set(differs);
    });
    // The form shows its own errors.
    let refused = move || {
        let message = shown.form.message.get().filter(|_| !may_change.get());
        message.map(|message| view! { <Notice tone=Tone::Danger live=true>{message}</Notice> })
    };
    let settings = move || {
        let import = shown.import.value.get_untracked()?;
        let check = Callback::new(move |()| shown.check(mapping));
        (may_change.get() && may(Permission::UsersWrite))
            .then(|| mapping.view(&import, shown.form, check))
    };
    let results = move || match state.get() {
        ImportState::Checked => Some(rows::view(shown.id, shown.list, false)),
        ImportState::Stopped | ImportState::Finished => {
            Some(rows::view(shown.id, shown.list, true))
        }
        _ => None,
    };
    view! {
        {refused}
        {move || step(shown, state.get())}
        {results}
        {settings}
    }
    .into_any()
}

/// What is going on, and what to do next.
fn step(shown: Shown, state: ImportState) -> AnyView {
    match state {
        ImportState::Reading => view! { <Skeleton lines=3/> }.into_any(),
        ImportState::Ready => view! {
            {ended(shown, words::CHECK_ENDED)}
            <Notice tone=Tone::Info>{words::CHECK_FIRST}</Notice>
            <div class="actions">{check_button(shown, ButtonVariant::Primary)}</div>
        }
        .into_any(),
        ImportState::Checking => progress(shown, words::CHECKING),
        ImportState::Checked => checked(shown),
        ImportState::Running => progress(shown, words::RUNNING),
        ImportState::Stopped => view! {
            {ended(shown, words::RUN_ENDED)}
            <Notice tone=Tone::Warn>{words::STOPPED}</Notice>
            <p>{move || words::counts(shown.counts(), true)}</p>
            <div class="actions">
                <Button busy=shown.form.busy
                    on_click=move || shown.send(async move { api().run_import(shown.id).await })>
                    {words::RESUME}
                </Button>
                {download(shown)}
            </div>
        }
        .into_any(),
        ImportState::Finished => view! {
            <Notice tone=Tone::Ok live=true>{words::FINISHED}</Notice>
            <p>{move || words::counts(shown.counts(), true)}</p>
            <div class="actions">{download(shown)}</div>
        }
        .into_any(),
    }
}

/// Why the server has ended the dry run or the run, if it has.
fn ended(shown: Shown, what: &'static str) -> Option<AnyView> {
    let import = shown.import.value;
    let reason = import.with_untracked(|import| import.as_ref()?.stop_reason)?;
    let text = words::ended(what, reason);
    Some(view! { <Notice tone=Tone::Danger live=true>{text}</Notice> }.into_any())
}

/// The dry run is complete: what it has found, and the button that imports.
fn checked(shown: Shown) -> AnyView {
    let differs = shown.dirty;
    let nothing = move || {
        let counts = shown.counts();
        differs.get() || counts.create + counts.change == 0
    };
    view! {
        <p role="status">{move || words::counts(shown.counts(), false)}</p>
        {move || differs.get().then(|| view! { <Notice tone=Tone::Warn>{words::CHECK_AGAIN}</Notice> })}
        <div class="actions">
            <Button busy=shown.form.busy disabled=Signal::derive(nothing)
                on_click=move || shown.send(async move { api().run_import(shown.id).await })>
                {move || words::run(shown.counts())}
            </Button>
            {check_button(shown, ButtonVariant::Secondary)}
            {download(shown)}
        </div>
    }
    .into_any()
}

fn check_button(shown: Shown, variant: ButtonVariant) -> AnyView {
    view! {
        <Button variant=variant submit=true form=FORM busy=shown.form.busy>
            {words::CHECK}
        </Button>
    }
    .into_any()
}

fn progress(shown: Shown, label: &'static str) -> AnyView {
    let total = Signal::derive(move || u64::from(shown.counts().rows));
    let done = Signal::derive(move || {
        let counts = shown.counts();
        u64::from(counts.rows.saturating_sub(counts.waiting))
    });
    view! {
        <Progress label=Signal::derive(move || label.to_owned()) done=done total=total
            note=Signal::derive(|| Some(words::LEAVE.to_owned()))/>
        <div class="actions">
            <Button variant=ButtonVariant::Secondary busy=shown.form.busy
                on_click=move || shown.send(async move { api().stop_import(shown.id).await })>
                {words::STOP}
            </Button>
        </div>
    }
    .into_any()
}

fn download(shown: Shown) -> AnyView {
    download_button(words::DOWNLOAD, words::FILE_NAME, move || async move {
        api().import_result(shown.id).await
    })
}

impl Shown {
    fn counts(self) -> ImportCounts {
        self.import.value.with(|import| {
            let import = import.as_ref();
            import.map(|import| import.counts).unwrap_or_default()
        })
    }

    /// Saves the settings, and begins the dry run.
    fn check(self, mapping: Mapping) {
        let request = untrack(|| mapping.request());
        self.send(async move {
            api().update_import(self.id, &request).await?;
            api().check_import(self.id).await
        });
    }

    fn send(self, call: impl Future<Output = Result<UserImport, Error>> + 'static) {
        self.form.send(call, move |import| {
            self.import.value.try_set(Some(import));
            self.actions.bump();
        });
    }
}
