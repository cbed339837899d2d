//! Application passwords for one application, and the names with which its users authenticate.

use contract::application_passwords::CreateApplicationPassword;
use contract::applications::{Application, CreateApplication, UpdateApplication};
use contract::groups::CreateGroup;
use contract::ids::ApplicationId;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::users::User;
use ldap::entry::Attributes;
use ldap::request::{Compare, Scope};
use ldap::response::ResultCode;
use rules::resource::AfterLoss;

use super::{
    ADA, PASSWORD, SUFFIX, World, bound, failed, found, names, refused, tenant, user, values,
};
use crate::actor::Client;
use crate::directory::{Caller, Failed, PasswordChange, change_password, compare, who_am_i};
use crate::tests::world::Tenant;
use crate::{Context, Error, application_passwords, applications, groups, ldap_bind_users};

crate::tests::on_each_database!(
    a_search_returns_the_name_with_which_its_application_authenticates,
    names_with_an_application_are_used_everywhere,
    access_for_an_application_ends_with_the_access_to_it,
    a_lock_ends_access_if_the_application_says_so,
);

const OTHER_RESOURCE: &str = "the application password is for another application or device";
const CLOSED: &str = "the user has no access to this application";

/// An application that is assigned to a user.
async fn application(
    context: &Context,
    tenant: &Tenant,
    (name, user): (&str, &User),
) -> Result<Application, Error> {
    let new = CreateApplication::bookmark(name, "https://application.example.com");
    let created = applications::create(context, &tenant.owner.permit()?, &new, None).await?;
    let permitted = tenant.owner.permit()?;
    applications::assign_user(context, &permitted, created.id, user.id).await?;
    Ok(created.value)
}

/// An application password of a user.
async fn secret(
    world: &World,
    tenant: &Tenant,
    (user, application): (&User, Option<ApplicationId>),
) -> Result<String, Error> {
    let signed_in = world.signed_in(tenant, user.id).await?;
    let wanted = CreateApplicationPassword {
        name: "Phone".to_owned(),
        application_id: application,
    };
    let created = application_passwords::create(&world.context, &signed_in, &wanted).await?;
    Ok(created.password)
}

/// A bind user that reads for an application.
async fn reader(context: &Context, tenant: &Tenant, id: ApplicationId) -> Result<Caller, Error> {
    let new = CreateLdapBindUser {
        name: "reader".to_owned(),
        reads: BindUserScope::Application,
        application_id: Some(id),
    };
    let permitted = tenant.owner.permit()?;
    let created = ldap_bind_users::create(context, &permitted, &new, None).await?;
    let name = created.bind_user.dn.as_deref().ok_or(Error::NotFound)?;
    bound(context, name, &created.secret).await
}

/// The name of a user, for one application.
fn named(username: &str, application: ApplicationId) -> String {
    format!("uid={username},app={application},ou=people,{SUFFIX}")
}

async fn a_search_returns_the_name_with_which_its_application_authenticates(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| policy.account_passwords = false).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    user(&world, &tenant, "bob").await?;
    let wiki = application(context, &tenant, ("Wiki", &ada)).await?.id;
    let chat = application(context, &tenant, ("Chat", &ada)).await?.id;
    let for_wiki = secret(&world, &tenant, (&ada, Some(wiki))).await?;
    let for_chat = secret(&world, &tenant, (&ada, Some(chat))).await?;
    let for_device = secret(&world, &tenant, (&ada, None)).await?;

    let reader = reader(context, &tenant, wiki).await?;
    let people = format!("ou=people,{SUFFIX}");
    for scope in [Scope::One, Scope::Subtree] {
        let entries = found(context, &reader, (&people, scope, "(uid=*)"), 10).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let found: Vec<_> = entries.iter().map(|it| it.dn().to_string()).collect();
        assert_eq!(found, [named("ada", wiki)], "{scope:?}");
    }
    let in_wiki = named("ada", wiki);
    let who = bound(context, &in_wiki, &for_wiki).await?;
    let name = who_am_i(context, &who).await.map_err(|it| failed(&it))?;
    assert_eq!(name.to_string(), in_wiki);
    // Programs read the entry of the user next.
    for base in [in_wiki.as_str(), ADA] {
        let entries = found(context, &who, (base, Scope::Base, "(mail=ada@*)"), 1).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let found: Vec<_> = entries.iter().map(|it| it.dn().to_string()).collect();
        assert_eq!(found, [in_wiki.as_str()], "{base}");
    }

    let in_chat = named("ada", chat);
    bound(context, &in_chat, &for_chat).await?;
    bound(context, ADA, &for_device).await?;
    for (name, secret) in [
        (in_wiki.as_str(), &for_chat),
        (in_wiki.as_str(), &for_device),
        (in_chat.as_str(), &for_wiki),
        (ADA, &for_wiki),
    ] {
        let (code, text, _) = refused(context, name, secret).await?;
        assert_eq!(
            (code, text.as_str()),
            (ResultCode::InvalidCredentials, OTHER_RESOURCE),
            "{name}"
        );
    }
    Ok(())
}

async fn names_with_an_application_are_used_everywhere(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let bob = user(&world, &tenant, "bob").await?;
    let wiki = application(context, &tenant, ("Wiki", &ada)).await?.id;
    let chat = application(context, &tenant, ("Chat", &bob)).await?.id;
    let staff = CreateGroup {
        name: "Staff".to_owned(),
        description: None,
    };
    let staff = groups::create(context, &tenant.owner.permit()?, &staff, None).await?;
    for user in [&ada, &bob] {
        groups::add_member(context, &tenant.owner.permit()?, staff.id, user.id).await?;
    }
    let permitted = tenant.owner.permit()?;
    applications::assign_group(context, &permitted, wiki, staff.id).await?;
    let reader = reader(context, &tenant, wiki).await?;

    let group = format!("cn=Staff,ou=groups,{SUFFIX}");
    let both = [named("ada", wiki), named("bob", wiki)];
    let entries = found(context, &reader, (&group, Scope::Base, "(cn=*)"), 1).await;
    let entries = entries.map_err(|it| failed(&it))?;
    let entry = entries.first().ok_or(Error::NotFound)?;
    assert_eq!(values(entry, "member"), both);
    assert_eq!(values(entry, "uniqueMember"), both);
    for (filter, expected) in [
        (format!("(member={})", both[0]), &group),
        (format!("(uniqueMember={})", both[1]), &group),
        ("(member=ada)".to_owned(), &group),
        // The DN without the application names the same user.
        (format!("(member={ADA})"), &group),
        (format!("(uniqueMember={})", ADA.to_uppercase()), &group),
        (
            format!("(&(cn=Staff)(|(member=nobody)(member:={ADA})))"),
            &group,
        ),
        (format!("(&(uid=*)(!(entryDN={ADA})))"), &both[1]),
        (format!("(entryDN={})", both[0].to_uppercase()), &both[0]),
        (format!("(&(uid=bob)(memberOf={group}))"), &both[1]),
    ] {
        let below = (SUFFIX, Scope::Subtree, filter.as_str());
        let entries = found(context, &reader, below, 10).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let found: Vec<_> = entries.iter().map(|it| it.dn().to_string()).collect();
        assert_eq!(found, [expected.as_str()], "{filter}");
    }
    let in_chat = named("ada", chat);
    for (name, expected) in [
        (both[0].as_str(), ResultCode::CompareTrue),
        (ADA, ResultCode::CompareTrue),
        (in_chat.as_str(), ResultCode::CompareFalse),
    ] {
        let is_member = Compare {
            dn: group.clone(),
            attribute: "member".to_owned(),
            value: name.as_bytes().to_vec(),
        };
        let compared = compare(context, &reader, &is_member).await;
        assert_eq!(compared, Ok(expected), "{name}");
    }
    // The application is no entry, and another one is not seen.
    for base in [format!("app={wiki},ou=people,{SUFFIX}"), named("bob", chat)] {
        let missing = found(context, &reader, (&base, Scope::Subtree, "(uid=*)"), 1).await;
        let code = missing.err().map(|it| it.outcome().code);
        assert_eq!(code, Some(ResultCode::NoSuchObject), "{base}");
    }
    // A name from a search is enough to replace an expired password.
    let change = PasswordChange {
        identity: Some(&both[0]),
        old: Some(PASSWORD),
        new: Some("another passphrase of mine"),
        client: &Client::default(),
    };
    assert_eq!(change_password(context, None, &change).await, Ok(()));
    Ok(())
}

async fn access_for_an_application_ends_with_the_access_to_it(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let wiki = application(context, &tenant, ("Wiki", &ada)).await?;
    let secret = secret(&world, &tenant, (&ada, Some(wiki.id))).await?;
    let reader = reader(context, &tenant, wiki.id).await?;
    let in_wiki = named("ada", wiki.id);
    let open = [
        bound(context, &in_wiki, &secret).await?,
        bound(context, &in_wiki, PASSWORD).await?,
    ];
    let is_over = async || {
        for who in &open {
            assert_eq!(who_am_i(context, who).await, Err(Failed::Ended));
        }
        for password in [secret.as_str(), PASSWORD] {
            let (_, text, _) = refused(context, &in_wiki, password).await?;
            assert_eq!(text, CLOSED);
        }
        assert!(names(context, &reader, "(uid=ada)").await?.is_empty());
        // That of another application, or without one, is not affected.
        bound(context, ADA, PASSWORD).await.map(|_| ())
    };
    let set_enabled = async |version: u64, enabled: bool| {
        let change = UpdateApplication {
            enabled: Some(enabled),
            ..UpdateApplication::default()
        };
        let permitted = tenant.owner.permit()?;
        applications::update(context, &permitted, wiki.id, version, change).await
    };

    let permitted = tenant.owner.permit()?;
    applications::unassign_user(context, &permitted, wiki.id, ada.id).await?;
    is_over().await?;
    let permitted = tenant.owner.permit()?;
    applications::assign_user(context, &permitted, wiki.id, ada.id).await?;
    for who in &open {
        assert!(who_am_i(context, who).await.is_ok());
    }

    let disabled = set_enabled(wiki.version, false).await?;
    is_over().await?;
    set_enabled(disabled.version, true).await?;
    for password in [secret.as_str(), PASSWORD] {
        bound(context, &in_wiki, password).await?;
    }
    assert_eq!(names(context, &reader, "(uid=ada)").await?.len(), 1);
    Ok(())
}

async fn a_lock_ends_access_if_the_application_says_so(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let wiki = application(context, &tenant, ("Wiki", &ada)).await?;
    assert_eq!(wiki.on_lock, AfterLoss::Maintain);
    let secret = secret(&world, &tenant, (&ada, Some(wiki.id))).await?;
    let in_wiki = named("ada", wiki.id);
    let who = bound(context, &in_wiki, &secret).await?;
    // Remembered as correct, so that it is told why it is refused.
    bound(context, &in_wiki, PASSWORD).await?;
    for number in 0..6 {
        refused(context, ADA, &format!("guess {number}")).await?;
    }
    assert_eq!(world.mails("account_locked").await?, 1);
    let (_, text, _) = refused(context, &in_wiki, PASSWORD).await?;
    assert!(text.contains("data 775,"), "{text}");
    assert!(who_am_i(context, &who).await.is_ok());
    bound(context, &in_wiki, &secret).await?;

    let remove = UpdateApplication {
        on_lock: Some(AfterLoss::Remove),
        ..UpdateApplication::default()
    };
    let permitted = tenant.owner.permit()?;
    applications::update(context, &permitted, wiki.id, wiki.version, remove).await?;
    assert_eq!(who_am_i(context, &who).await, Err(Failed::Ended));
    let (_, text, _) = refused(context, &in_wiki, &secret).await?;
    assert!(text.contains("data 775,"), "{text}");
    Ok(())
}
