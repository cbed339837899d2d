//! The form that creates a bind user, and its password, shown once.

use contract::applications::Application;
use contract::ids::ApplicationId;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser, LdapBindUserCreated};
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::components::{NewSecret, SecretPanel, SecretWords, edited};
use crate::list::{List, one_page};
use crate::words::ldap_bind_users as words;

/// What is typed, and the applications to choose from. Copy.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    reads: RwSignal<String>,
    application: RwSignal<String>,
    applications: Fetched<Items<Application>>,
}

impl Typed {
    fn reads(self) -> BindUserScope {
        let reads = self.reads.with(|reads| BindUserScope::parse(reads));
        reads.unwrap_or(BindUserScope::Everybody)
    }

    fn application(self) -> Option<ApplicationId> {
        self.application.with(|id| id.parse().ok())
    }
}

/// The drawer with the form, then with the password.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Incremented so that the list reloads.
    changed: RwSignal<u32>,
) -> AnyView {
    let typed = Typed {
        name: RwSignal::new(String::new()),
        reads: RwSignal::new(BindUserScope::Everybody.as_str().to_owned()),
        application: RwSignal::new(String::new()),
        applications: Fetched::new(),
    };
    load(typed);
    let form = Sending::new();
    let made = RwSignal::new(None::<NewSecret>);
    let save = move || {
        let body = untrack(|| checked(typed, form));
        if form.is_faulty() {
            return;
        }
        form.send(
            async move { api().create_ldap_bind_user(&body).await },
            move |created| {
                made.try_set(Some(secret(created)));
                changed.try_update(|n| *n += 1);
            },
        );
    };
    let texts = SecretWords {
        verb: words::NEW,
        created: words::CREATED_TITLE,
        once: words::CREATED_ONCE,
    };
    let entered = edited(move || (typed.name.get(), typed.reads.get(), typed.application.get()));
    view! {
        <SecretPanel list=list id="create-bind-user" words=texts form=form made=made
            entered=entered on_submit=save
            fields=Callback::new(move |()| fields(typed))/>
    }
    .into_any()
}

/// Loads one page of applications. The others can only be chosen through the API.
fn load(typed: Typed) {
    typed
        .applications
        .load(async { api().applications(&one_page()).await });
}

/// The request. Notes in the form what is wrong.
fn checked(typed: Typed, form: Sending) -> CreateLdapBindUser {
    form.clear();
    let name = typed.name.get();
    form.check_line("name", &name, 64, words::NAME_MISSING);
    let reads = typed.reads();
    let application = match reads {
        BindUserScope::Everybody => None,
        BindUserScope::Application => typed.application(),
    };
    if reads == BindUserScope::Application && application.is_none() {
        form.fault("applicationId", words::APPLICATION_MISSING);
    }
    CreateLdapBindUser {
        name: name.trim().to_owned(),
        reads,
        application_id: application,
    }
}

fn secret(created: LdapBindUserCreated) -> NewSecret {
    let dn = created.bind_user.dn;
    NewSecret {
        label: words::PASSWORD.to_owned(),
        value: created.secret,
        hint: dn.is_none().then_some(words::DN_LATER),
        name: dn.map(|dn| (words::BIND_DN, dn)),
    }
}

fn fields(typed: Typed) -> AnyView {
    let scopes = vec![
        Choice::new(BindUserScope::Everybody.as_str(), words::EVERYBODY)
            .hint(words::EVERYBODY_HINT),
        Choice::new(BindUserScope::Application.as_str(), words::ONE_APPLICATION)
            .hint(words::ONE_APPLICATION_HINT),
    ];
    let one = Memo::new(move |_| typed.reads() == BindUserScope::Application);
    view! {
        <TextField name="name" label=words::NAME value=typed.name hint=words::NAME_HINT required=true
            mono=true maxlength=64 autofocus=true/>
        <RadioGroup name="reads" label=words::READS value=typed.reads options=scopes/>
        {move || one.get().then(|| application(typed))}
    }
    .into_any()
}

/// The choice of the application, once the applications are loaded.
fn application(typed: Typed) -> AnyView {
    let applications = typed.applications;
    (move || {
        if let Some(error) = applications.failure.get() {
            return failure::notice(&error, move || load(typed));
        }
        let Some(page) = applications.value.get() else {
            return view! { <Skeleton lines=1/> }.into_any();
        };
        let mut options = vec![Choice::new("", words::CHOOSE)];
        let items = page.items.iter();
        options.extend(items.map(|one| Choice::new(one.id.to_string(), &*one.name)));
        view! {
            <SelectField name="applicationId" label=words::APPLICATION value=typed.application
                options=options required=true/>
        }
        .into_any()
    })
    .into_any()
}
