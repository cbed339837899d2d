//! Every screen of both apps, for the tests that check all of them.

use std::time::Duration;

use client::{Client, Portal};
use contract::applications::{
    AttributeMapping, ClaimMapping, CreateApplication, OidcSettings, SamlSettings,
};
use contract::bulk_jobs::{BulkJobAction, BulkJobUsers, CreateBulkJob};
use contract::change::Change;
use contract::groups::CreateGroup;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::imports::UploadQuery;
use contract::links::LinkToken;
use contract::organization::{SetComplianceDeadline, UpdateOrganization};
use contract::page::ListQuery;
use contract::recovery_email::SetOwnRecoveryEmail;
use contract::users::SetTemporaryPassword;
use harness::{RelyingParty, Surfer, TestServer, USER_PASSWORD, web};
use rules::access::WantedFactor;
use rules::application::IconColor;
use rules::saml::AttributeNameFormat;

use crate::drive::Browser;
use crate::opened_applications::bookmark;
use crate::saml_applications::service_provider;
use crate::{ADA, directory, server};

const HOME: &str = "ada@home.example";

/// Screens, each with its path and the heading that shows that the screen is there.
pub type Screens = Vec<(String, &'static str)>;

/// A server with users in each state, and the paths of every screen.
pub struct Stage {
    pub server: TestServer,
    /// Screens without a sign-in.
    pub public: Screens,
    /// Screens of the User Portal, signed in as Ada.
    pub user: Screens,
    /// Screens of the Admin Portal, signed in as the owner, without the following ones.
    pub admin: Screens,
    /// Screens of its applications.
    pub applications: Screens,
    /// Screens of its settings, without the tabs that [`settings`] returns.
    pub settings: Screens,
}

impl Stage {
    pub async fn set() -> Self {
        let (server, owner) = server().await;
        let ada = people(&server, &owner).await;
        directory::long_names(&owner).await;
        let activation = server
            .link_mailed_to("pending@example.com", "activate")
            .await;
        let reset = mailed_reset(&server, Portal::User, ADA).await;
        let home_reset = server.link_mailed_to(HOME, "reset your").await;
        let admin_reset = mailed_reset(&server, Portal::Admin, &server.owner_email).await;
        let path = |link: &str| link.trim_start_matches(&server.origin).to_owned();
        let public = vec![
            ("/sign-in".to_owned(), "Sign in"),
            ("/forgot-password".to_owned(), "Reset your password"),
            (path(&activation), "Welcome, pending"),
            (path(&reset), "Choose a new password"),
            (path(&home_reset), "MFA is required for this link"),
            (
                "/activate#x".to_owned(),
                "This link has already been used or has expired",
            ),
            ("/activate".to_owned(), "This link is incomplete"),
            (
                "/verify-recovery-email#x".to_owned(),
                "Verify your recovery email",
            ),
            ("/verify-email#x".to_owned(), "Verify your email"),
            (
                "/undo-email-change#x".to_owned(),
                "Undo the change of your email?",
            ),
            ("/nowhere".to_owned(), "Page not found"),
            ("/admin/sign-in".to_owned(), "Administrator sign-in"),
            (
                "/admin/forgot-password".to_owned(),
                "Reset administrator password",
            ),
            (path(&admin_reset), "Choose a new password"),
            (
                "/admin/accept-invitation#x".to_owned(),
                "This link has already been used or has expired",
            ),
            ("/admin/set-up#x".to_owned(), "Set up Latchkey"),
            ("/admin/sign-up".to_owned(), "Create an organization"),
            (
                "/admin/confirm-sign-up#x".to_owned(),
                "This link has already been used or has expired",
            ),
            ("/admin/terms".to_owned(), "Terms of service"),
        ];
        let user = [
            ("/", "Applications"),
            ("/profile", "Profile"),
            ("/security", "Security"),
            ("/continue", "This sign-in has ended"),
            ("/device", "Sign in on another device"),
        ];
        let admin = [
            ("/admin/", "Hello, Olivia"),
            ("/admin/users", "Users"),
            ("/admin/users/new", "Create user"),
            ("/admin/users?search=nobody-has-this", "Users"),
            (
                "/admin/users?columns=manager,email,jobTitle,location,updatedAt",
                "Users",
            ),
            ("/admin/imports", "Imports"),
            ("/admin/imports/new", "Import users"),
            ("/admin/bulk-jobs", "Bulk jobs"),
            ("/admin/scheduled-changes", "Scheduled changes"),
            ("/admin/groups", "Groups"),
            ("/admin/groups/new", "Create group"),
            ("/admin/groups?search=nobody-has-this", "Groups"),
            ("/admin/administrators", "Administrators"),
            ("/admin/administrators/new", "Invite administrator"),
            ("/admin/events", "Events"),
            ("/admin/account", "My account"),
            ("/admin/nowhere", "Page not found"),
        ];
        let settings = [
            ("/admin/settings/attributes/new", "Add attribute"),
            ("/admin/settings/api-keys/new", "Create API key"),
            ("/admin/settings/webhooks/new", "Create webhook"),
            ("/admin/settings/bind-users/new", "Create bind user"),
            ("/admin/settings/network/new", "Create RADIUS client"),
            ("/admin/settings/hosts/new", "Create host"),
            ("/admin/settings/wording/user_activation", "Activation"),
        ];
        let owned = |all: &[(&str, &'static str)]| {
            all.iter()
                .map(|(path, heading)| ((*path).to_owned(), *heading))
                .collect::<Screens>()
        };
        let mut admin = owned(&admin);
        for tab in [
            "",
            "?tab=security",
            "?tab=groups",
            "?tab=applications",
            "?tab=sign-in",
            "?tab=sessions",
            "?tab=activity",
        ] {
            admin.push((format!("/admin/users/{ada}{tab}"), "ada"));
        }
        let file = b"email,Vorname\nzoe@example.com,Zoe\n".to_vec();
        let query = UploadQuery::default();
        let import = owner.upload_import(&query, file).await.unwrap().id;
        admin.push((format!("/admin/imports/{import}"), "users.csv"));
        // Ada is not locked.
        let job = CreateBulkJob {
            action: BulkJobAction::Unlock,
            changes: None,
            group_id: None,
            users: BulkJobUsers {
                ids: Some(vec![ada]),
                ..BulkJobUsers::default()
            },
        };
        let job = owner.create_bulk_job(&job).await.unwrap().id;
        admin.push((format!("/admin/bulk-jobs/{job}"), "Unlock: 1 user"));
        let group = grouped(&owner, ada).await;
        let tabs = [
            "",
            "?tab=applications",
            "?tab=details",
            "?panelSearch=nobody-has-this",
        ];
        for tab in tabs {
            admin.push((format!("/admin/groups/{group}{tab}"), "Engineering"));
        }
        let me = owner.administrator_me().await.unwrap().id;
        admin.push((format!("/admin/administrators/{me}"), "Olivia Owner"));
        let suspended = event(&owner, "user.suspended").await;
        admin.push((format!("/admin/events?event={suspended}"), "User suspended"));
        Self {
            public,
            user: owned(&user),
            admin,
            applications: applications(&server, &owner, ada).await,
            settings: owned(&settings),
            server,
        }
    }
}

/// Creates applications that use each protocol. Returns their screens.
async fn applications(server: &TestServer, owner: &Client, ada: UserId) -> Screens {
    let mut screens = Screens::new();
    for (path, heading) in [
        ("", "Applications"),
        ("?search=nothing-has-this", "Applications"),
        ("/new", "Add application"),
        ("/new?add=grafana", "Add Grafana"),
        ("/new?add=oidc", "Add OpenID Connect application"),
        ("/new?add=saml", "Add SAML application"),
        ("/new?add=bookmark", "Add bookmark"),
        ("/new?add=nothing-has-this", "Add application"),
    ] {
        screens.push((format!("/admin/applications{path}"), heading));
    }
    let wiki = bookmarks(server, owner, ada).await;
    for tab in ["", "?tab=access", "?tab=policy", "?tab=check"] {
        screens.push((format!("/admin/applications/{wiki}{tab}"), "Wiki"));
    }
    let check = format!("/admin/applications/{wiki}?tab=check&user={ada}");
    screens.push((check, "Wiki"));
    let tracker = connected(server, owner).await;
    for tab in ["", "?tab=sign-on", "?tab=claims", "?tab=activity"] {
        let path = format!("/admin/applications/{tracker}{tab}");
        screens.push((path, "Tracker"));
    }
    let preview = format!("/admin/applications/{tracker}?tab=claims&user={ada}");
    screens.push((preview, "Tracker"));
    let payroll = provided(owner).await;
    for tab in ["", "?tab=sign-on", "?tab=attributes"] {
        let path = format!("/admin/applications/{payroll}{tab}");
        screens.push((path, "Payroll"));
    }
    let preview = format!("/admin/applications/{payroll}?tab=attributes&user={ada}");
    screens.push((preview, "Payroll"));
    screens
}

/// Creates bookmarks for Ada: many, with long names, a category and a factor. Returns the
/// identifier of one that is assigned to nobody else.
async fn bookmarks(server: &TestServer, owner: &Client, ada: UserId) -> ApplicationId {
    let long = "A very long name of an application that nobody can read on one line";
    for n in 1..=9 {
        bookmark(server, owner, &format!("{long} {n}")).await;
    }
    let new = CreateApplication {
        category: Some("Work".to_owned()),
        color: Some(IconColor::Purple),
        factor: Some(WantedFactor::Any),
        fresh_minutes: Some(60),
        ..CreateApplication::bookmark("Wiki", "https://wiki.example.com/")
    };
    let wiki = owner.create_application(&new, None).await.unwrap().id;
    owner.assign_application_to_user(wiki, ada).await.unwrap();
    wiki
}

/// Creates an application that uses OpenID Connect, with claims, failed requests, and Ada, who is signed in
/// to it. Returns its identifier.
async fn connected(server: &TestServer, owner: &Client) -> ApplicationId {
    let claim = |claim: &str, field: Option<&str>, constant: Option<&str>| ClaimMapping {
        claim: claim.to_owned(),
        field: field.map(str::to_owned),
        constant: constant.map(str::to_owned),
    };
    let settings = OidcSettings {
        claims: vec![
            claim(
                "https://tracker.example.com/department",
                Some("department"),
                None,
            ),
            claim("tenant", None, Some("example")),
        ],
        ..web()
    };
    let rp = RelyingParty::named(server, owner, "Tracker", settings).await;
    let ada = Surfer::signed_in(server, ADA).await;
    rp.tokens(&ada, &[]).await;
    let long = format!("https://app.example.com/{}", "callback/".repeat(30));
    ada.get(&rp.authorize_path(&[("redirect_uri", &long)]))
        .await;
    rp.redeem("x").await;
    rp.id
}

/// Creates an application that uses SAML, with an attribute and a next certificate. Returns its identifier.
async fn provided(owner: &Client) -> ApplicationId {
    let settings = SamlSettings {
        attributes: vec![AttributeMapping {
            name: "urn:oid:0.9.2342.19200300.100.1.3".to_owned(),
            format: AttributeNameFormat::Uri,
            field: Some("email".to_owned()),
            constant: None,
        }],
        groups_attribute: Some("groups".to_owned()),
        ..service_provider("https://payroll.example.com")
    };
    let new = CreateApplication::saml("Payroll", settings);
    let id = owner.create_application(&new, None).await.unwrap().id;
    owner.create_application_certificate(id).await.unwrap();
    id
}

/// Creates users in different states. Returns Ada's identifier.
async fn people(server: &TestServer, owner: &Client) -> UserId {
    let ada = server.active_user(owner, ADA).await;
    recovery_email(server, owner).await;
    server.pending_user(owner, "pending@example.com").await;
    let suspended = server.pending_user(owner, "suspended@example.com").await;
    owner.suspend_user(suspended.id).await.unwrap();
    let temporary = server.active_user(owner, "temporary@example.com").await;
    let body = SetTemporaryPassword { password: None };
    owner
        .set_temporary_password(temporary.id, &body)
        .await
        .unwrap();
    let locked = server.active_user(owner, "locked@example.com").await;
    server.guess_until_locked(Portal::User, &locked.email).await;
    ada.id
}

/// Creates a group with a long name, and one with this member. Returns the identifier of the latter.
async fn grouped(owner: &Client, member: UserId) -> GroupId {
    let new = |name: &str| CreateGroup {
        name: name.to_owned(),
        description: Some(format!("{name} builds the product")),
    };
    let long = new("Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk");
    owner.create_group(&long, None).await.unwrap();
    let made = owner.create_group(&new("Engineering"), None).await;
    let id = made.unwrap().id;
    owner.add_group_member(id, member).await.unwrap();
    id
}

/// The identifier of the latest event with this action.
async fn event(owner: &Client, action: &str) -> String {
    let query = ListQuery {
        filter: Some(format!("action:{action}")),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items[0].id.to_string()
}

/// Turns on recovery emails and sets a compliance deadline; verifies Ada's recovery email.
async fn recovery_email(server: &TestServer, owner: &Client) {
    let by = server
        .running
        .context
        .now()
        .plus(Duration::from_secs(5_000_000));
    let change = UpdateOrganization {
        recovery_email_enabled: Some(true),
        compliance_deadline: Change::Set(SetComplianceDeadline { by }),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let enter = SetOwnRecoveryEmail {
        email: HOME.to_owned(),
        current_password: USER_PASSWORD.to_owned(),
    };
    portal.set_my_recovery_email(&enter).await.unwrap();
    let link = server.link_mailed_to(HOME, "verify your recovery").await;
    let token = link.split_once('#').unwrap().1.to_owned();
    let verify = LinkToken { token };
    portal.verify_my_recovery_email(&verify).await.unwrap();
}

async fn mailed_reset(server: &TestServer, portal: Portal, email: &str) -> String {
    server
        .anonymous(portal)
        .request_password_reset(email)
        .await
        .unwrap();
    server.link_mailed_to(email, "reset your").await
}

/// The tabs of the settings, as their navigation lists them.
pub async fn settings(browser: &Browser) -> Screens {
    browser.go("/admin/settings").await;
    browser.heading("Settings").await;
    let script = "return [...document.querySelectorAll('nav[aria-label=Settings] a')]
        .map((it) => it.getAttribute('href'))";
    let found = browser.script(script, vec![]).await;
    let tabs = found.as_array().unwrap().iter();
    let tabs: Vec<_> = tabs
        .map(|it| (it.as_str().unwrap().to_owned(), "Settings"))
        .collect();
    assert!(tabs.len() > 1, "{tabs:?}");
    tabs
}
