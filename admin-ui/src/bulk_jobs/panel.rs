//! One bulk job, in a panel with its own address: its progress and its results. It can be left, and shows
//! the progress again when it is opened again.

use std::future::Future;
use std::time::Duration;

use client::Error;
use contract::bulk_jobs::{
    BulkJob, BulkJobAction, BulkJobCounts, BulkJobState, BulkJobUsers, CreateBulkJob, SignInRemedy,
};
use contract::ids::BulkJobId;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::reasons::{self, RemedyAction};
use super::{is_dangerous, results, table};
use crate::address;
use crate::components::download_button;
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, bulk_jobs as words};

/// How often the progress is asked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Another job for users for whom this one failed.
#[derive(Clone)]
struct Next {
    request: CreateBulkJob,
    /// The number of these users.
    users: u64,
}

/// What the parts of the panel share. Copy.
#[derive(Clone, Copy)]
struct Shown {
    id: BulkJobId,
    list: List,
    job: Fetched<BulkJob>,
    form: Sending,
    /// The job that was chosen to be next.
    next: RwSignal<Option<Next>>,
    /// Whether its confirmation dialog is open.
    asking: RwSignal<bool>,
    /// Incremented when the list is to be loaded again.
    changed: RwSignal<u32>,
}

/// The panel of a job.
#[component]
pub fn BulkJobPanel(
    /// The job.
    id: BulkJobId,
    /// The list behind it.
    list: List,
    /// Incremented when the list is to be loaded again.
    changed: RwSignal<u32>,
) -> AnyView {
    let job = Fetched::<BulkJob>::new();
    let form = Sending::new();
    let shown = Shown {
        id,
        list,
        job,
        form,
        next: RwSignal::new(None),
        asking: RwSignal::new(false),
        changed,
    };
    let load = move || job.load(async move { api().bulk_job(id).await });
    Effect::new(load);
    Effect::new(move |was_running: Option<bool>| {
        let is_running = job.value.with(|job| {
            let job = job.as_ref();
            job.is_some_and(|job| job.state == BulkJobState::Running)
        });
        // A failure is temporary: the job continues without this page.
        job.failure.track();
        if is_running {
            set_timeout(load, LOOK_EVERY);
        } else if was_running == Some(true) {
            changed.try_update(|n| *n += 1);
            // The answer to stopping does not say why users have failed.
            load();
        }
        is_running
    });
    let title = Signal::derive(move || {
        job.value.with(|job| {
            let job = job.as_ref();
            job.map_or_else(
                || words::JOB.to_owned(),
                |job| words::name(job.action, job.counts.users),
            )
        })
    });
    let there = Memo::new(move |_| job.value.with(Option::is_some));
    let failed = Memo::new(move |_| job.failure.with(Option::is_some));
    let content = move || match (there.get(), failed.get()) {
        (true, _) => loaded(shown),
        (false, true) => {
            let error = job.failure.get_untracked();
            let state =
                error.map(|error| failure::state(&error, Some(Callback::new(move |()| load()))));
            state.into_any()
        }
        (false, false) => view! { <Skeleton lines=6/> }.into_any(),
    };
    let head = move || {
        let state = move || job.value.with(|job| job.as_ref().map(|job| job.state));
        (move || {
            state().map(|state| view! { <Badge tone=table::tone(state) text=words::state(state)/> })
        })
        .into_any()
    };
    view! {
        <Drawer title=title head=head on_close=move || list.close()
            foot=move || view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }>
            <div class="panel-content">{content}</div>
        </Drawer>
    }
    .into_any()
}

fn loaded(shown: Shown) -> AnyView {
    let state = Memo::new(move |_| {
        let job = shown.job.value;
        job.with(|job| job.as_ref().map_or(BulkJobState::Running, |job| job.state))
    });
    let refused = move || {
        // While the dialog is open, it shows the message.
        let message = shown.form.message.get().filter(|_| !shown.asking.get());
        message.map(|message| view! { <Notice tone=Tone::Danger live=true>{message}</Notice> })
    };
    let failures = Memo::new(move |_| {
        let job = shown.job.value;
        job.with(|job| job.as_ref().map(|job| job.failures.clone()))
            .unwrap_or_default()
    });
    let reasons = move || {
        let ask = Callback::new(move |remedy| shown.ask_remedy(remedy));
        reasons::view(failures.get(), shown.form.busy, ask)
    };
    let results = move || {
        let is_over = state.get() != BulkJobState::Running;
        is_over.then(|| results::view(shown.id, shown.list))
    };
    view! {
        {refused}
        {move || step(shown, state.get())}
        {reasons}
        {results}
        {question(shown)}
    }
    .into_any()
}

/// The confirmation dialog of the next job, as in the list of users.
fn question(shown: Shown) -> AnyView {
    let text = move |of: fn(BulkJobAction, u64) -> String| {
        Signal::derive(move || {
            let next = shown.next.get();
            next.map_or_else(String::new, |next| of(next.request.action, next.users))
        })
    };
    let action = move || shown.next.get().map(|next| next.request.action);
    let danger = Signal::derive(move || action().is_some_and(is_dangerous));
    let body = move || action().map(words::question_body);
    view! {
        <ConfirmDialog open=shown.asking danger=danger busy=shown.form.busy error=shown.form.message
            title=text(words::question) verb=text(words::action_on)
            on_confirm=move || shown.begin()>
            <p>{body}</p>
            <p class="muted">{words::RUNS_ON_SERVER}</p>
        </ConfirmDialog>
    }
    .into_any()
}

/// What is going on, and what to do next.
fn step(shown: Shown, state: BulkJobState) -> AnyView {
    match state {
        BulkJobState::Running => progress(shown),
        BulkJobState::Stopped => view! {
            {ended(shown)}
            <Notice tone=Tone::Warn>{words::STOPPED}</Notice>
            <p role="status">{move || words::counts(shown.counts())}</p>
            <div class="actions">
                {shown.may_act().then(|| view! {
                    <Button busy=shown.form.busy
                        on_click=move || shown.send(async move { api().resume_bulk_job(shown.id).await })>
                        {words::RESUME}
                    </Button>
                })}
                {retry_button(shown)}
                {download(shown)}
            </div>
        }
        .into_any(),
        BulkJobState::Finished => view! {
            <Notice tone=Tone::Ok live=true>{words::FINISHED}</Notice>
            <p>{move || words::counts(shown.counts())}</p>
            <div class="actions">
                {retry_button(shown)}
                {download(shown)}
            </div>
        }
        .into_any(),
    }
}

/// Why the server has stopped the job, if it has.
fn ended(shown: Shown) -> Option<AnyView> {
    let job = shown.job.value;
    let reason = job.with_untracked(|job| job.as_ref()?.stop_reason)?;
    let text = words::ended(reason);
    Some(view! { <Notice tone=Tone::Danger live=true>{text}</Notice> }.into_any())
}

fn progress(shown: Shown) -> AnyView {
    let total = Signal::derive(move || u64::from(shown.counts().users));
    let done = Signal::derive(move || {
        let counts = shown.counts();
        u64::from(counts.users.saturating_sub(counts.waiting))
    });
    let label = Signal::derive(move || {
        shown.job.value.with(|job| {
            let job = job.as_ref();
            job.map_or("", |job| words::action(job.action)).to_owned()
        })
    });
    let failed = move || {
        words::failed(shown.counts().failed).map(|text| view! { <p class="muted">{text}</p> })
    };
    view! {
        <Progress label=label done=done total=total
            note=Signal::derive(|| Some(words::LEAVE.to_owned()))/>
        {failed}
        {shown.may_act().then(|| view! {
            <div class="actions">
                <Button variant=ButtonVariant::Secondary busy=shown.form.busy
                    on_click=move || shown.send(async move { api().stop_bulk_job(shown.id).await })>
                    {words::STOP}
                </Button>
            </div>
        })}
    }
    .into_any()
}

/// Asks before the job is repeated for the failed users.
fn retry_button(shown: Shown) -> Option<AnyView> {
    let has_failed = untrack(|| shown.counts().failed > 0);
    let retry = move || {
        let Some(job) = shown.job.value.get_untracked() else {
            return;
        };
        shown.ask(Next {
            request: CreateBulkJob {
                action: job.action,
                changes: job.changes,
                group_id: job.group_id,
                users: shown.failed_users(None),
            },
            users: job.counts.failed.into(),
        });
    };
    (has_failed && shown.may_act()).then(|| {
        view! { <Button busy=shown.form.busy on_click=retry>{words::RETRY}</Button> }.into_any()
    })
}

fn download(shown: Shown) -> AnyView {
    download_button(words::DOWNLOAD, words::FILE_NAME, move || async move {
        api().bulk_job_result(shown.id).await
    })
}

impl Shown {
    fn counts(self) -> BulkJobCounts {
        self.job.value.with(|job| {
            let job = job.as_ref();
            job.map(|job| job.counts).unwrap_or_default()
        })
    }

    /// The failed users, or those of them with this remedy.
    fn failed_users(self, remedy: Option<SignInRemedy>) -> BulkJobUsers {
        BulkJobUsers {
            failed_in: Some(self.id),
            remedy,
            ..BulkJobUsers::default()
        }
    }

    /// Asks before a remedy.
    fn ask_remedy(self, remedy: RemedyAction) {
        self.ask(Next {
            request: CreateBulkJob {
                action: remedy.action.into(),
                changes: None,
                group_id: None,
                users: self.failed_users(Some(remedy.remedy)),
            },
            users: remedy.users,
        });
    }

    /// Opens the confirmation dialog.
    fn ask(self, next: Next) {
        self.form.clear();
        self.next.set(Some(next));
        self.asking.set(true);
    }

    /// Begins the next job, and shows it.
    fn begin(self) {
        let Some(Next { request, .. }) = self.next.get_untracked() else {
            return;
        };
        self.form.send(
            async move { api().create_bulk_job(&request).await },
            move |job| {
                self.asking.try_set(false);
                self.changed.try_update(|n| *n += 1);
                address::go_within(&self.list.over_now(&job.id.to_string(), &[]));
            },
        );
    }

    /// Whether the administrator's role allows the action of the job.
    fn may_act(self) -> bool {
        let needs = self
            .job
            .value
            .with_untracked(|job| job.as_ref().map(|job| job.action.needs()));
        needs.is_some_and(may)
    }

    fn send(self, call: impl Future<Output = Result<BulkJob, Error>> + 'static) {
        self.form.send(call, move |job| {
            self.job.value.try_set(Some(job));
            self.changed.try_update(|n| *n += 1);
        });
    }
}
