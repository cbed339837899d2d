//! The pages beside the Admin Portal's.

use leptos::prelude::*;
use rules::application::IconColor;
use ui_kit::prelude::*;

use super::account_items;

#[component]
pub fn User() -> impl IntoView {
    let nav = vec![
        NavItem::new("/user", "Applications", Icon::Grid).exact(),
        NavItem::new("/user/profile", "Profile", Icon::User),
        NavItem::new("/user/security", "Security", Icon::Shield),
    ];
    let revoke = RwSignal::new(false);
    view! {
        <UserShell name="Analytical Engines Ltd" nav=nav person="Ada Lovelace"
            email="ada.lovelace@example.com" menu=account_items
            notice=|| view! { <Notice tone=Tone::Warn title="Your password expires in 3 days" on_dismiss=|| ()>
                "Change it before then, so that nothing locks you out."
            </Notice> }>
            <Page>
                <PageHeader title="Security" lead="How you sign in, and where you are signed in."/>
                <Card title="Password" icon=Icon::Key lead="Changed 3 months ago"
                    actions=|| view! { <Button variant=ButtonVariant::Secondary>"Change password"</Button> }>
                    <DescriptionList>
                        <Entry label="Expires"><DateText at="2026-12-01T12:00:00Z"/></Entry>
                        <Entry label="Last used"><RelativeTime at="2026-11-24T05:00:00Z"/></Entry>
                    </DescriptionList>
                </Card>
                <Card title="Recovery email" icon=Icon::Mail
                    foot=|| view! { <Badge tone=Tone::Ok text="Verified"/><span class="muted">"12 March 2026"</span> }>
                    <p>"ada@home.example"</p>
                </Card>
                <Card title="Sessions" icon=Icon::Monitor lead="Each browser that is signed in as you.">
                    <div class="row between">
                        <IconLine icon=Icon::Monitor title="Firefox on Debian" note=|| "London · now"/>
                        <Badge tone=Tone::Info text="This browser"/>
                    </div>
                    <hr class="divider"/>
                    <div class="row between">
                        <IconLine icon=Icon::Device title="Chrome on Android" note=|| "London · 2 hours ago"/>
                        <Button small=true variant=ButtonVariant::Secondary on_click=move || revoke.set(true)>"End"</Button>
                    </div>
                </Card>
                <Card title="Applications" icon=Icon::Grid>
                    <MarkLine letter="W" color=IconColor::Teal name="Wiki" note="Asks for MFA"/>
                    <div class="row">
                        {IconColor::ALL.map(|color| view! { <Mark letter="Ab" color=color large=true/> }).collect_view()}
                    </div>
                </Card>
                <ConfirmDialog open=revoke title="End the session on Chrome on Android?" verb="End session" danger=true
                    on_confirm=move || { revoke.set(false); use_toasts().ok("The session is ended"); }>
                    <p>"It is signed out at once. What was not saved there is lost."</p>
                </ConfirmDialog>
            </Page>
        </UserShell>
    }
}

#[component]
pub fn Failed() -> impl IntoView {
    view! {
        <main><ErrorState code=String::from("internal") request_id=String::from("01JD9X5T7Q8B6Z2K4M3N")
            message="The server did not answer in time." on_retry=|| ()/></main>
    }
}

#[component]
pub fn Parts() -> impl IntoView {
    let theme = use_theme();
    let (on, tick) = (RwSignal::new(true), RwSignal::new(true));
    let (text, role, when) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::from("owner")),
        RwSignal::new(String::new()),
    );
    let open = RwSignal::new(false);
    let on_file = |_: Result<ChosenFile, FileProblem>| ();
    let variants = [
        ButtonVariant::Primary,
        ButtonVariant::Secondary,
        ButtonVariant::Quiet,
        ButtonVariant::Danger,
    ];
    let tones = [
        Tone::Neutral,
        Tone::Info,
        Tone::Ok,
        Tone::Warn,
        Tone::Danger,
    ];
    view! {
        <main class="user-main">
        <Page>
            <Breadcrumb items=vec![("/".into(), "Latchkey".into())] current="Style guide"/>
            <PageHeader title="Style guide" lead="Every part once."
                actions=move || view! {
                    <Menu label="Theme" text="Theme" items=move || vec![
                        MenuItem::action(Icon::Sun, "Light", move || theme.set(Theme::Light)),
                        MenuItem::action(Icon::Moon, "Dark", move || theme.set(Theme::Dark)),
                    ]/>
                }/>
            <Section title="Buttons">
                <div class="row">{variants.map(|it| view! { <Button variant=it>"Save user"</Button> }).collect_view()}</div>
                <div class="row">{variants.map(|it| view! { <Button variant=it disabled=true>"Disabled"</Button> }).collect_view()}</div>
                <div class="row">{variants.map(|it| view! { <Button variant=it busy=true icon=Icon::Plus>"Busy now"</Button> }).collect_view()}</div>
                <div class="row">{variants.map(|it| view! { <Button variant=it small=true icon=Icon::Mail>"Small"</Button> }).collect_view()}
                    <IconButton icon=Icon::Refresh label="Refresh" on_click=|| ()/>
                    <TextLink href="/" external=true>"Documentation"</TextLink></div>
            </Section>
            <Section title="States">
                <div class="row">{tones.map(|it| view! { <Badge tone=it text="Status"/> }).collect_view()}</div>
                {tones.map(|it| view! { <Notice tone=it title="What happened" on_dismiss=|| ()>"What to do about it, and whom to ask."</Notice> }).collect_view()}
                <div class="row">
                    <Button variant=ButtonVariant::Secondary on_click=|| use_toasts().ok("Saved")>"Toast"</Button>
                    <Button variant=ButtonVariant::Secondary on_click=|| use_toasts().error("The mail could not be sent")>"Error toast"</Button>
                    <Button variant=ButtonVariant::Secondary on_click=|| use_toasts().undo("Suspended Ada Lovelace", || use_toasts().ok("Ada Lovelace is active again"))>"Undo toast"</Button>
                    <Button variant=ButtonVariant::Danger on_click=move || open.set(true)>"Delete 12 users"</Button>
                </div>
                <ConfirmDialog open=open title="Delete 12 users?" verb="Delete 12 users" danger=true error=String::from("The server is busy. Try again in a moment.")
                    on_confirm=move || open.set(false)>
                    <p>"Their sessions end at once and their names become free. This cannot be undone."</p>
                </ConfirmDialog>
            </Section>
            <Section title="Fields">
                <div class="grid two">
                    <TextField name="a" label="Display name" value=text placeholder="Ada" hint="As colleagues see it." optional_mark=true/>
                    <TextField name="b" label="Username" value=text error=String::from("Another account uses this username")/>
                    <SelectField name="c" label="Role" value=role options=vec![Choice::new("owner", "Owner"), Choice::new("manager", "Manager")]/>
                    <DateField name="d" label="Suspend on" value=when/>
                    <DateField name="d2" label="Suspend at" value=RwSignal::new(String::new()) time=true/>
                    <TextField name="e" label="Company email" value=RwSignal::new("ada@example.com".into()) disabled=true reason="Set by your administrator"/>
                    <PasswordField name="f" label="Current password" value=text/>
                </div>
                <TextArea name="g" label="SSH key" value=text mono=true rows=3/>
                <RadioGroup name="h" label="Role" value=role options=vec![
                    Choice::new("owner", "Owner").hint("Everything, other owners included"),
                    Choice::new("manager", "Manager").hint("Users and settings"),
                    Choice::new("help-desk", "Help desk").hint("Unlock, reset, resend").off(),
                ]/>
                <Checkbox name="i" label="I accept" checked=tick>"I accept the "<TextLink href="/">"terms of service"</TextLink></Checkbox>
                <Switch label="Recovery email" hint="People may add a private address." checked=on/>
                <CopyField label="API key" secret=true value="lk_live_6f1c9a7e2b" hint="Shown once. Keep it somewhere safe."/>
                <CopyArea label="grafana.ini" value=String::from("[auth.generic_oauth]\nenabled = true") file="grafana.ini"/>
                <FileField label="Choose file" hint="Or drop it here." accept=".xml" most=262_144 on_file=on_file/>
            </Section>
            <Section title="Progress">
                <Progress label="Resending activations" done=412 total=3_214 note=String::from("2 failed")/>
                <Progress label="Searching" done=0 total=0/>
                <div class="row"><Spinner/></div>
                <Skeleton/>
            </Section>
            <Section title="Icons">
                <div class="row">{Icon::ALL.iter().map(|(name, icon)| view! { <Glyph icon=*icon size=24 label=*name/> }).collect_view()}</div>
            </Section>
        </Page>
        </main>
    }
}
