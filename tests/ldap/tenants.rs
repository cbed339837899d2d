//! Two organizations on one server, each with a directory: what belongs to one is refused by the other.

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::links::SetPasswordByLink;
use contract::users::SetTemporaryPassword;
use harness::{ADMINISTRATOR_PASSWORD, pending_user, said};
use identity::demo::CREDENTIALS;
use rules::links::LinkPurpose;

use crate::setting::{ADA, BASE, PASSWORD, Setting, output, switch_on};

/// The suffix of the other organization.
const OTHER: &str = "dc=other,dc=example";
const OTHER_OWNER: &str = "owner@other.example";
/// A user there with the same username.
const OTHER_ADA: &str = "uid=ada,ou=people,dc=other,dc=example";
const OTHER_PASSWORD: &str = "notes on the engine 1843";

/// The owner of a second organization.
async fn second_organization(it: &Setting) -> Client {
    let create = [
        "organization",
        "create",
        "--name",
        "Other Ltd",
        "--owner-name",
        "Otto Other",
        "--owner-email",
        OTHER_OWNER,
        "--print-link",
    ];
    let created = it.installation.succeed(&create).await;
    let (_, token) = created.trim_end().split_once('#').unwrap();
    let accept = SetPasswordByLink {
        purpose: LinkPurpose::AdministratorInvitation,
        token: token.to_owned(),
        new_password: ADMINISTRATOR_PASSWORD.to_owned(),
        terms_accepted: true,
        factor: None,
    };
    let portal = it.server.anonymous(Portal::Admin);
    portal.set_password_by_link(&accept).await.unwrap();
    it.server
        .sign_in(Portal::Admin, OTHER_OWNER, ADMINISTRATOR_PASSWORD)
        .await
}

/// Creates the other Ada, who has chosen her password.
async fn create_ada(it: &Setting, owner: &Client) {
    let ada = pending_user(owner, "ada@other.example").await;
    assert_eq!(ada.username, "ada");
    let temporary = "for the first day only";
    let body = SetTemporaryPassword {
        password: Some(temporary.to_owned()),
    };
    owner.set_temporary_password(ada.id, &body).await.unwrap();
    let mut change = it.tool("ldappasswd");
    change.args(["-a", temporary, "-s", OTHER_PASSWORD, OTHER_ADA]);
    let changed = output(change).await;
    assert!(changed.status.success(), "{}", said(&changed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_opens_one_directory_opens_no_other() {
    let it = Setting::new().await;
    let owner = second_organization(&it).await;
    let (other_searcher, other_secret) = switch_on(&owner, OTHER).await;
    create_ada(&it, &owner).await;
    assert_eq!(other_searcher, it.searcher.replace(BASE, OTHER));
    let email = CREDENTIALS.user_email;
    let ada = it.server.sign_in(Portal::User, email, PASSWORD).await;
    let new = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: None,
    };
    let phone = ada.create_my_application_password(&new).await.unwrap();

    let whoami =
        async |name: &str, password: &str| it.run_as("ldapwhoami", (name, password), &[]).await;
    let right: [(&str, &str); 5] = [
        (ADA, PASSWORD),
        (ADA, &phone.password),
        (OTHER_ADA, OTHER_PASSWORD),
        (&it.searcher, &it.secret),
        (&other_searcher, &other_secret),
    ];
    for (name, password) in right {
        let right = whoami(name, password).await;
        assert_eq!(said(&right).trim(), format!("dn:{name}"));
    }
    // The answers to everything else are those about a name that nobody has.
    let nobody = said(&whoami(&format!("uid=nobody,ou=people,{OTHER}"), PASSWORD).await);
    let wrong: [(&str, &str); 5] = [
        (OTHER_ADA, PASSWORD),
        (OTHER_ADA, &phone.password),
        (ADA, OTHER_PASSWORD),
        (&other_searcher, &it.secret),
        (&it.searcher, &other_secret),
    ];
    for (name, password) in wrong {
        let wrong = whoami(name, password).await;
        assert_eq!(wrong.status.code(), Some(49), "{name}");
        assert_eq!(said(&wrong), nobody, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_authenticated_reaches_nothing_of_another_organization() {
    let it = Setting::new().await;
    let owner = second_organization(&it).await;
    let (other_searcher, other_secret) = switch_on(&owner, OTHER).await;
    create_ada(&it, &owner).await;
    let callers: [(&str, &str, &str); 3] = [
        (ADA, PASSWORD, BASE),
        (&it.searcher, &it.secret, BASE),
        (&other_searcher, &other_secret, OTHER),
    ];
    for (name, password, base) in callers {
        let who = (name, password);
        let (own, other, other_base, old) = if base == BASE {
            (ADA, OTHER_ADA, OTHER, OTHER_PASSWORD)
        } else {
            (OTHER_ADA, ADA, BASE, PASSWORD)
        };
        let found = ["-LLL", "-b", base, "(uid=ada)", "1.1"];
        let found = it.run_as("ldapsearch", who, &found).await;
        assert_eq!(said(&found).trim(), format!("dn: {own}"), "{name}");
        let people = format!("ou=people,{other_base}");
        for base in [other, other_base, people.as_str(), "dc=example"] {
            let found = it.run_as("ldapsearch", who, &["-b", base]).await;
            assert_eq!(found.status.code(), Some(32), "{name} {base}");
        }
        let compared = it.run_as("ldapcompare", who, &[other, "uid:ada"]).await;
        assert_eq!(compared.status.code(), Some(32), "{name}");
        // Not even with the right password.
        let change = ["-a", old, "-s", "quite another passphrase", other];
        let changed = it.run_as("ldappasswd", who, &change).await;
        let text = said(&changed);
        assert!(text.contains("Insufficient access (50)"), "{name}: {text}");
    }
}
