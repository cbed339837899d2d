//! The style guide: every component on one page, for looking at. No app links it.
//!
//! `/` shows the parts, `/sign-in`, `/admin` and `/user` the shells, `/admin/panel` a drawer.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use rules::passwords::Strength;
use ui_kit::prelude::*;

mod pages;

use pages::{Failed, Parts, User};

fn main() {
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    guard_navigation();
    view! {
        <UiRoot name="Latchkey style guide">
            <Router>
                <Routes fallback=|| view! { <NotFound home="/"/> }>
                    <Route path=path!("/") view=Parts/>
                    <Route path=path!("/sign-in") view=SignIn/>
                    <Route path=path!("/password") view=Password/>
                    <Route path=path!("/admin") view=|| view! { <Admin panel=false/> }/>
                    <Route path=path!("/admin/panel") view=|| view! { <Admin panel=true/> }/>
                    <Route path=path!("/user") view=User/>
                    <Route path=path!("/error") view=Failed/>
                </Routes>
            </Router>
        </UiRoot>
    }
}

fn account_items() -> Vec<MenuItem> {
    vec![
        MenuItem::link(Icon::User, "Account", "/user"),
        MenuItem::action(Icon::Logout, "Sign out", || use_toasts().info("Signed out")),
    ]
}

#[component]
fn SignIn() -> impl IntoView {
    let email = RwSignal::new(String::from("ada.lovelace@example.com"));
    let errors = RwSignal::new(FieldErrors::default());
    let message = RwSignal::new(None);
    let send = move || {
        errors.update(|all| all.set("email", "Enter your email address, such as ada@example.com"));
        message.set(Some(String::from("The email or password is incorrect.")));
    };
    view! {
        <SignInShell
            name="Analytical Engines Ltd"
            title="Sign in"
            lead="Use the email address your organization knows you by."
            foot=|| view! {
                <TextLink href="/password">"Reset user password"</TextLink>
                <TextLink href="/admin">"Administrator sign-in"</TextLink>
            }
        >
            <Form on_submit=send errors=errors message=message>
                <TextField name="email" label="Company email" value=email kind=InputKind::Email
                    autocomplete="username" autofocus=true required=true/>
                <Button submit=true full=true>"Continue"</Button>
            </Form>
        </SignInShell>
    }
}

#[component]
fn Password() -> impl IntoView {
    let password = RwSignal::new(String::from("ada"));
    let rules = move || {
        let typed = password.get();
        let met = |ok: bool| match (typed.is_empty(), ok) {
            (true, _) => RuleState::Open,
            (_, true) => RuleState::Met,
            _ => RuleState::Failed,
        };
        vec![
            RuleLine {
                text: "At least 12 characters".into(),
                state: met(typed.chars().count() >= 12),
            },
            RuleLine {
                text: "Does not contain your email or username".into(),
                state: met(!typed.contains("ada")),
            },
        ]
    };
    let strength = move || {
        password.with(|typed| match typed.len() {
            0 => None,
            1..12 => Some(Strength::Weak),
            _ => Some(Strength::Good),
        })
    };
    view! {
        <SignInShell name="Analytical Engines Ltd" title="Choose a password">
            <SignInAs email="ada.lovelace@example.com" on_change=|| ()/>
            <Form on_submit=|| ()>
                <HiddenUsername value="ada.lovelace@example.com"/>
                <PasswordField name="password" label="New password" value=password autocomplete="new-password">
                    <StrengthMeter strength=Signal::derive(strength)/>
                    <RuleChecklist rules=rules/>
                </PasswordField>
                <Button submit=true full=true busy=true>"Set password"</Button>
            </Form>
        </SignInShell>
    }
}

const PEOPLE: &[(&str, &str, Tone, Icon, &str, i64)] = &[
    (
        "Ada Lovelace",
        "ada.lovelace@example.com",
        Tone::Ok,
        Icon::CheckCircle,
        "Active",
        180,
    ),
    (
        "Grace Hopper",
        "grace.hopper@example.com",
        Tone::Danger,
        Icon::Lock,
        "Locked",
        4_000,
    ),
    (
        "Alan Turing",
        "alan.turing@example.com",
        Tone::Warn,
        Icon::Clock,
        "Expired",
        90_000,
    ),
    (
        "Katherine Johnson",
        "katherine.johnson@example.com",
        Tone::Info,
        Icon::Mail,
        "Pending",
        400_000,
    ),
    (
        "Edsger Wybe Dijkstra",
        "edsger.dijkstra@mathematisch-centrum.example.com",
        Tone::Neutral,
        Icon::Pause,
        "Suspended",
        9_000_000,
    ),
];

#[component]
fn Admin(panel: bool) -> impl IntoView {
    let nav = vec![
        NavItem::new("/", "Home", Icon::Home).exact(),
        NavItem::new("/admin", "Users", Icon::Users),
        NavItem::new("/administrators", "Administrators", Icon::ShieldUser),
        NavItem::new("/events", "Events", Icon::List),
        NavItem::new("/settings", "Settings", Icon::Settings),
    ];
    let sort = RwSignal::new(String::from("name"));
    let states = RwSignal::new(vec![String::from("active")]);
    let chosen = RwSignal::new(vec![1_usize]);
    let query = RwSignal::new(String::new());
    let search =
        || view! { <SearchBox label="Search everything" value="" on_search=|_: String| ()/> };
    view! {
        <AdminShell name="Latchkey" organization="Analytical Engines Ltd" nav=nav search=search
            person="Grace Hopper" email="grace@example.com" menu=account_items>
            <Page>
                <PageHeader title="Users" lead="3,214 people, 12 of them need attention."
                    actions=|| view! {
                        <Button variant=ButtonVariant::Secondary icon=Icon::Download>"Export"</Button>
                        <LinkButton href="/admin/panel" icon=Icon::Plus>"New user"</LinkButton>
                    }/>
                <div class="stats">
                    <Stat label="Locked" value="7" tone=Tone::Danger href="/admin" note="3 since this morning"/>
                    <Stat label="Expiring this week" value="41" tone=Tone::Warn href="/admin"/>
                    <Stat label="Pending activation" value="12" tone=Tone::Info href="/admin"/>
                    <Stat label="Active" value="3,154"/>
                </div>
                <ListToolbar>
                    <SearchBox label="Search users" placeholder="Name, username or email" value=query
                        on_search=move |text: String| query.set(text)/>
                </ListToolbar>
                <ChipBar active=move || !states.with(Vec::is_empty) on_clear=move || states.set(Vec::new())>
                    <FilterChips label="State" multi=true selected=states
                        on_change={move |all: Vec<String>| states.set(all)}
                        options=vec![
                            Chip::new("active", "Active").count(3_154),
                            Chip::new("staged", "Staged").count(18),
                            Chip::new("suspended", "Suspended").count(42),
                        ]/>
                    <FilterChips label="Password" selected=Vec::new() on_change={|_: Vec<String>| ()}
                        options=vec![Chip::new("locked", "Locked").count(7), Chip::new("expired", "Expired").count(41)]/>
                </ChipBar>
                <SelectionBar count=move || chosen.with(Vec::len) as u64 on_clear=move || chosen.set(Vec::new())>
                    <Button small=true variant=ButtonVariant::Secondary icon=Icon::Mail>"Resend activation"</Button>
                    <Button small=true variant=ButtonVariant::Secondary icon=Icon::Pause>"Suspend"</Button>
                </SelectionBar>
                <TableFrame label="Users">
                    <thead><tr>
                        <th class="check"><CheckMark label="Choose all" checked=false mixed=true on_change=|_: bool| ()/></th>
                        <SortHead by="name" label="Name" sort=sort on_sort=move |to: String| sort.set(to)/>
                        <th scope="col">"State"</th>
                        <th scope="col" class="p4">"Department"</th>
                        <SortHead by="lastSignIn" label="Last sign-in" class="p2" sort=sort on_sort=move |to: String| sort.set(to)/>
                        <th scope="col" class="menu"><span class="hidden">"Actions"</span></th>
                    </tr></thead>
                    <tbody>
                        {PEOPLE.iter().enumerate().map(|(n, (name, email, tone, icon, state, ago))| view! {
                            <TableRow selected=move || chosen.with(|all| all.contains(&n))>
                                <td class="check"><CheckMark label=format!("Choose {name}")
                                    checked=move || chosen.with(|all| all.contains(&n))
                                    on_change=move |on: bool| chosen.update(|all| {
                                        all.retain(|it| *it != n);
                                        if on { all.push(n); }
                                    })/></td>
                                <td class="main"><PersonLine name=*name email=*email href="/admin/panel"/></td>
                                <td data-label="State">
                                    <Tooltip text="Six failed password attempts at 7:03 AM.\nUnlocks by itself in 8 minutes.">
                                        <Badge tone=*tone icon=*icon text=*state/>
                                    </Tooltip>
                                </td>
                                <td data-label="Department" class="p4">"Computing"</td>
                                <td data-label="Last sign-in" class="p2 muted"><RelativeTime at=now_minus(*ago)/></td>
                                <td class="menu"><Menu label=format!("Actions for {name}") items=row_items/></td>
                            </TableRow>
                        }).collect_view()}
                        <SkeletonRows columns=6 rows=2/>
                    </tbody>
                </TableFrame>
                <Pagination first=1 shown=50 total=3_214 has_previous=false has_next=true
                    on_previous=|| () on_next=|| ()/>
                <Card><EmptyState icon=Icon::Users title="Nobody matches these filters"
                    actions=|| view! { <Button variant=ButtonVariant::Secondary>"Clear all filters"</Button> }>
                    "Take a filter away, or search for another name."
                </EmptyState></Card>
            </Page>
            {panel.then(|| view! { <Panel/> })}
        </AdminShell>
    }
}

fn now_minus(seconds: i64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of today fit")]
    let now = js_sys::Date::now() as i64;
    now - seconds * 1_000
}

fn row_items() -> Vec<MenuItem> {
    vec![
        MenuItem::action(Icon::Unlock, "Unlock", || {
            use_toasts().ok("Ada Lovelace is unlocked")
        }),
        MenuItem::action(Icon::Mail, "Resend activation", || ())
            .off("The account is already active"),
        MenuItem::action(Icon::Pause, "Suspend", || {
            use_toasts().undo("Suspended Ada Lovelace", || ())
        }),
        MenuItem::separator(),
        MenuItem::action(Icon::Trash, "Delete", || ()).danger(),
    ]
}

#[component]
fn Panel() -> impl IntoView {
    let tab = RwSignal::new(String::from("details"));
    let first = RwSignal::new(String::from("Ada"));
    let last = RwSignal::new(String::from("Lovelace"));
    let email = RwSignal::new(String::from("ada.lovelace@example.com"));
    let manager = RwSignal::new(String::from("grace"));
    let edits = RwSignal::new(true);
    let errors = RwSignal::new(FieldErrors::default());
    let close = move || {
        leptos_router::hooks::use_navigate()("/admin", leptos_router::NavigateOptions::default())
    };
    view! {
        <Drawer
            title="Ada Lovelace"
            before=|| view! { <Avatar name="Ada Lovelace" large=true/> }
            head=|| view! {
                <Badge tone=Tone::Ok text="Active"/>
                <Badge tone=Tone::Danger icon=Icon::Lock text="Locked"/>
                <span class="small">"Unlocks in 8 minutes"</span>
            }
            actions=|| view! { <Menu label="Actions for Ada Lovelace" items=row_items/> }
            foot=move || view! {
                <Button variant=ButtonVariant::Secondary on_click=close>"Cancel"</Button>
                <Button submit=true form="user-form">"Save user"</Button>
            }
            dirty=move || first.get() != "Ada"
            on_close=close
        >
            <Tabs label="User" current=tab on_select=move |to: String| tab.set(to)
                tabs=vec![Tab::new("details", "Details"), Tab::new("sessions", "Sessions").count(3), Tab::new("activity", "Activity")]>
                <Form id="user-form" errors=errors on_submit=move || errors.update(|all| all.set("lastName", "Enter a last name"))>
                    <FieldRow>
                        <TextField name="firstName" label="First name" value=first/>
                        <TextField name="lastName" label="Last name" value=last/>
                    </FieldRow>
                    <TextField name="email" label="Company email" value=email readonly=true
                        reason="Only an owner can change it"/>
                    <SelectField name="manager" label="Manager" value=manager optional_mark=true
                        options=vec![Choice::new("", "None"), Choice::new("grace", "Grace Hopper"), Choice::new("alan", "Alan Turing")]/>
                    <Switch label="May edit the profile" hint="Names, addresses and phones; never the company email." checked=edits/>
                    <AddressFieldset legend="Home address" prefix="homeAddress" value=AddressSignals::new()/>
                </Form>
            </Tabs>
        </Drawer>
    }
}
