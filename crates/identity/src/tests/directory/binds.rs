//! Who authenticates, and for how long.

use std::time::Duration;

use contract::application_passwords::CreateApplicationPassword;
use contract::groups::CreateGroup;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::users::LockUser;
use ldap::control::PasswordPolicyError;
use ldap::dn::Dn;
use ldap::request::{Compare, Scope};
use ldap::response::ResultCode;
use rules::directory::DirectoryPolicy;
use rules::resource::AfterLoss;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    ADA, PASSWORD, SUFFIX, World, bound, dn, failed, failed_attempts, found, internal, names,
    refused, set_policy, tenant, user, values,
};
use crate::actor::Client;
use crate::directory::{
    BindAnswer, BindRequest, Caller, Failed, PasswordChange, bind, change_password, compare,
    naming_contexts, who_am_i,
};
use crate::{Error, application_passwords, groups, ldap_bind_users, users};

crate::tests::on_each_database!(
    a_user_authenticates_and_sees_itself,
    why_a_bind_is_refused_is_said_after_a_right_password,
    each_wrong_password_is_as_expensive,
    each_wrong_password_writes_a_row,
    wrong_passwords_lock_but_a_repeated_one_does_not,
    several_connections_with_one_wrong_password_guess_once,
    an_application_password_works_first,
    what_ended_is_noticed_by_the_next_operation,
    a_change_of_a_password_does_not_tell_which_names_exist,
);

async fn a_user_authenticates_and_sees_itself(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    user(&world, &tenant, "bob").await?;
    let group = CreateGroup {
        name: "Staff".to_owned(),
        description: None,
    };
    let group = groups::create(context, &tenant.owner.permit()?, &group, None).await?;
    groups::add_member(context, &tenant.owner.permit()?, group.id, ada.id).await?;
    let who = bound(context, "UID=Ada, OU=People, DC=Example,DC=com", PASSWORD).await?;
    let name = who_am_i(context, &who).await.map_err(|it| failed(&it))?;
    assert_eq!(name.to_string(), ADA);
    let suffixes = naming_contexts(context, &who).await;
    assert_eq!(suffixes, Ok(vec![dn(SUFFIX)?]));
    let all = names(context, &who, "(objectClass=*)").await?;
    assert_eq!(
        all,
        [
            SUFFIX,
            "ou=people",
            "ou=groups",
            "ou=services",
            "uid=ada,ou=people",
            "cn=Staff,ou=groups",
        ]
    );
    let base = (ADA, Scope::Base, "(objectClass=*)");
    let entries = found(context, &who, base, 1).await;
    let entries = entries.map_err(|it| failed(&it))?;
    let entry = entries.first().ok_or(Error::NotFound)?;
    let group = "cn=Staff,ou=groups,dc=example,dc=com";
    assert_eq!(values(entry, "memberOf"), [group]);
    assert_eq!(values(entry, "mail"), ["ada@people.example.com"]);
    assert_eq!(values(entry, "nsAccountLock"), ["FALSE"]);
    assert_eq!(values(entry, "entryUUID"), [ada.id.to_string()]);
    assert_eq!(values(entry, "uidNumber"), [""; 0]);
    // Nobody else is there, not even as a base.
    let base = (
        "uid=bob,ou=people,dc=example,dc=com",
        Scope::Base,
        "(objectClass=*)",
    );
    let other = found(context, &who, base, 1).await;
    let other = other.err().map(|it| it.outcome());
    let other = other.ok_or(Error::NotFound)?;
    assert_eq!(other.code, ResultCode::NoSuchObject);
    assert_eq!(other.matched, "ou=people,dc=example,dc=com");
    for (attribute, value, expected) in [
        ("mail", "ADA@people.example.com", ResultCode::CompareTrue),
        ("memberOf", group, ResultCode::CompareTrue),
        ("cn", "bob", ResultCode::CompareFalse),
        ("title", "x", ResultCode::NoSuchAttribute),
    ] {
        let request = Compare {
            dn: ADA.to_owned(),
            attribute: attribute.to_owned(),
            value: value.as_bytes().to_vec(),
        };
        assert_eq!(compare(context, &who, &request).await, Ok(expected));
    }
    Ok(())
}

async fn why_a_bind_is_refused_is_said_after_a_right_password(world: World) -> Result<(), Error> {
    use PasswordPolicyError::{AccountLocked, PasswordExpired};
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let wrong = (ResultCode::InvalidCredentials, String::new(), None);
    assert_eq!(refused(context, ADA, "wrong").await?, wrong);
    for name in [
        "uid=nobody,ou=people,dc=example,dc=com",
        "uid=ada,ou=people,dc=other,dc=com",
        "uid=ada,app=wiki,ou=people,dc=example,dc=com",
        "cn=nobody,ou=services,dc=example,dc=com",
        "ou=people,dc=example,dc=com",
    ] {
        assert_eq!(refused(context, name, PASSWORD).await?, wrong, "{name}");
    }
    let lock = LockUser::default();
    users::lock(context, &tenant.owner.permit()?, ada.id, &lock).await?;
    // A locked account tells why to one password a minute.
    world.clock.advance(Duration::from_secs(60));
    let (code, text, state) = refused(context, ADA, PASSWORD).await?;
    assert_eq!(
        (code, state),
        (ResultCode::InvalidCredentials, Some(AccountLocked))
    );
    assert!(text.contains("data 775,"), "{text}");
    assert_eq!(refused(context, ADA, "wrong again").await?, wrong);
    users::unlock(context, &tenant.owner.permit()?, ada.id).await?;
    bound(context, ADA, PASSWORD).await?;
    users::expire_password(context, &tenant.owner.permit()?, ada.id).await?;
    let (code, text, state) = refused(context, ADA, PASSWORD).await?;
    assert_eq!(
        (code, state),
        (ResultCode::InvalidCredentials, Some(PasswordExpired))
    );
    assert!(text.contains("data 532,"), "{text}");
    users::suspend(context, &tenant.owner.permit()?, ada.id).await?;
    let (_, text, state) = refused(context, ADA, PASSWORD).await?;
    assert_eq!(state, Some(AccountLocked));
    assert!(text.contains("data 533,"), "{text}");
    // A directory that is switched off says nothing.
    set_policy(&world, &tenant, 2, DirectoryPolicy::default()).await?;
    assert_eq!(refused(context, ADA, PASSWORD).await?, wrong);
    Ok(())
}

async fn each_wrong_password_is_as_expensive(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    user(&world, &tenant, "ada").await?;
    let wiki = CreateLdapBindUser {
        name: "wiki".to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    let permitted = tenant.owner.permit()?;
    let wiki = ldap_bind_users::create(context, &permitted, &wiki, None).await?;
    let service = "cn=wiki,ou=services,dc=example,dc=com";
    for name in [
        service,
        "cn=nobody,ou=services,dc=example,dc=com",
        ADA,
        "uid=nobody,ou=people,dc=example,dc=com",
        "uid=ada,app=wiki,ou=people,dc=example,dc=com",
        "cn=staff,ou=groups,dc=example,dc=com",
        "uid=ada,ou=people,dc=other,dc=com",
    ] {
        let (before, _) = context.hasher().hashed();
        refused(context, name, "wrong").await?;
        let (after, _) = context.hasher().hashed();
        assert_eq!(after - before, 1, "{name}");
    }
    // A right one of an application is not.
    let (before, _) = context.hasher().hashed();
    bound(context, service, &wiki.secret).await?;
    assert_eq!(context.hasher().hashed().0, before);
    Ok(())
}

/// Only a write makes the commit wait for the disk. If no attempt is counted, the time of the guess is written, so that
/// the duration reveals nothing.
async fn each_wrong_password_writes_a_row(world: World) -> Result<(), Error> {
    world.clock.stop();
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    user(&world, &tenant, "ada").await?;
    let nobody = "uid=nobody,ou=people,dc=example,dc=com";
    for (name, password, of_nobody) in [
        (ADA, "wrong", false),
        (nobody, "wrong", true),
        // The same guess again is no attempt.
        (ADA, "wrong", true),
        (ADA, "wrong, too", false),
    ] {
        world.clock.advance(Duration::from_secs(1));
        refused(context, name, password).await?;
        let row = entity::directory::Entity::find()
            .filter(entity::directory::Column::OrganizationId.eq(tenant.organization.0))
            .one(context.database().read())
            .await?;
        let guessed_at = row.ok_or(Error::NotFound)?.guessed_at;
        assert_eq!(guessed_at == context.now(), of_nobody, "{name} {password}");
    }
    Ok(())
}

async fn wrong_passwords_lock_but_a_repeated_one_does_not(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    for _ in 0..20 {
        refused(context, ADA, "an old password").await?;
    }
    assert_eq!(failed_attempts(context, ada.id).await?, 1);
    // A right one gives nobody new attempts.
    bound(context, ADA, PASSWORD).await?;
    assert_eq!(failed_attempts(context, ada.id).await?, 1);
    for number in 0..5 {
        refused(context, ADA, &format!("guess {number}")).await?;
    }
    // Remembered as correct, and refused all the same. That is as expensive as a wrong one.
    let (before, _) = context.hasher().hashed();
    let (_, text, _) = refused(context, ADA, PASSWORD).await?;
    assert!(text.contains("data 775,"), "{text}");
    assert_eq!(context.hasher().hashed().0 - before, 1);
    assert_eq!(world.mails("account_locked").await?, 1);
    Ok(())
}

async fn several_connections_with_one_wrong_password_guess_once(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let mut connections = tokio::task::JoinSet::new();
    for number in 0..20 {
        let context = context.clone();
        connections.spawn(async move {
            // Some of them have the current one.
            let password = if number % 2 == 0 {
                "an old password"
            } else {
                PASSWORD
            };
            let name = Dn::parse(ADA).map_err(internal)?;
            let request = BindRequest {
                name: &name,
                password,
                client: &Client::default(),
            };
            let answer = bind(&context, &request).await;
            let is_bound = matches!(answer, BindAnswer::Bound { .. });
            Ok::<_, Error>(is_bound == (number % 2 == 1))
        });
    }
    for is_right in connections.join_all().await {
        assert!(is_right?);
    }
    refused(context, ADA, "an old password").await?;
    assert_eq!(failed_attempts(context, ada.id).await?, 1);
    Ok(())
}

async fn an_application_password_works_first(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| policy.account_passwords = false).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let signed_in = world.signed_in(&tenant, ada.id).await?;
    let wanted = CreateApplicationPassword {
        name: "Printer".to_owned(),
        application_id: None,
    };
    let created = application_passwords::create(context, &signed_in, &wanted).await?;
    let who = bound(context, ADA, &created.password).await?;
    assert!(who_am_i(context, &who).await.is_ok());
    let (_, text, state) = refused(context, ADA, PASSWORD).await?;
    assert_eq!(
        (text.as_str(), state),
        ("use an application password", None)
    );
    let id = created.application_password.id;
    application_passwords::revoke_mine(context, &signed_in, id).await?;
    assert_eq!(who_am_i(context, &who).await, Err(Failed::Ended));
    let (before, _) = context.hasher().hashed();
    let (_, text, _) = refused(context, ADA, &created.password).await?;
    assert_eq!(text, "the application password was revoked");
    assert_eq!(context.hasher().hashed().0 - before, 1);
    assert_eq!(failed_attempts(context, ada.id).await?, 0);
    Ok(())
}

async fn what_ended_is_noticed_by_the_next_operation(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| policy.on_lock = AfterLoss::Maintain).await?;
    let context = &world.context;
    let ada = user(&world, &tenant, "ada").await?;
    let who = bound(context, ADA, PASSWORD).await?;
    let lock = LockUser::default();
    users::lock(context, &tenant.owner.permit()?, ada.id, &lock).await?;
    assert_eq!(who_am_i(context, &who).await, Err(Failed::Ended));
    let (_, text, _) = refused(context, ADA, PASSWORD).await?;
    assert!(text.contains("data 775,"), "{text}");
    users::unlock(context, &tenant.owner.permit()?, ada.id).await?;
    assert!(who_am_i(context, &who).await.is_ok());
    for number in 0..6 {
        refused(context, ADA, &format!("guess {number}")).await?;
    }
    assert_eq!(world.mails("account_locked").await?, 2);
    assert!(who_am_i(context, &who).await.is_ok());
    let remove = DirectoryPolicy {
        enabled: true,
        suffix: SUFFIX.to_owned(),
        ..DirectoryPolicy::default()
    };
    set_policy(&world, &tenant, 2, remove).await?;
    assert_eq!(who_am_i(context, &who).await, Err(Failed::Ended));
    users::unlock(context, &tenant.owner.permit()?, ada.id).await?;
    assert!(who_am_i(context, &who).await.is_ok());
    let change = PasswordChange {
        identity: None,
        old: Some(PASSWORD),
        new: Some("another passphrase of mine"),
        client: &Client::default(),
    };
    assert_eq!(change_password(context, Some(&who), &change).await, Ok(()));
    assert_eq!(who_am_i(context, &who).await, Err(Failed::Ended));
    refused(context, ADA, PASSWORD).await?;
    bound(context, ADA, "another passphrase of mine").await?;
    assert_eq!(world.mails("password_changed").await?, 2);
    Ok(())
}

async fn a_change_of_a_password_does_not_tell_which_names_exist(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    user(&world, &tenant, "ada").await?;
    user(&world, &tenant, "bob").await?;
    let who = bound(context, ADA, PASSWORD).await?;
    let try_change = async |who: Option<&Caller>, name: &'static str, old: Option<&'static str>| {
        let (before, _) = context.hasher().hashed();
        let client = Client::default();
        let change = PasswordChange {
            identity: Some(name),
            old,
            new: Some("quite another passphrase"),
            client: &client,
        };
        let failed = change_password(context, who, &change).await.err();
        let hashed = context.hasher().hashed().0 - before;
        (
            failed.map(|it| (it.outcome(), it.password_policy())),
            hashed,
        )
    };
    let [bob, nobody, other] = [
        "uid=bob,ou=people,dc=example,dc=com",
        "uid=nobody,ou=people,dc=example,dc=com",
        "uid=bob,ou=people,dc=other,dc=com",
    ];
    for (who, hashed) in [(None, 1), (Some(&who), 0)] {
        let expected = try_change(who, bob, Some("wrong")).await;
        assert_eq!(expected.1, hashed);
        let without = try_change(who, bob, None).await;
        assert_eq!(without.1, 0);
        for name in [nobody, other, "ou=people,dc=example,dc=com"] {
            assert_eq!(
                try_change(who, name, Some("wrong")).await,
                expected,
                "{name}"
            );
            assert_eq!(try_change(who, name, None).await, without, "{name}");
        }
    }
    Ok(())
}
