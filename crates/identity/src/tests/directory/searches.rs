//! What bind users find.

use std::collections::BTreeSet;

use contract::directory::{ImportPosixNumbers, UserPosixNumbers};
use contract::groups::CreateGroup;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use entity::account;
use ldap::entry::Attributes;
use ldap::filter::Filter;
use ldap::request::{Scope, Selection};
use ldap::response::ResultCode;
use rules::directory::DirectoryPolicy;
use rules::state::UserState;
use sea_orm::{EntityTrait, IntoActiveModel};

use super::{
    PASSWORD, SUFFIX, World, bound, dn, failed, found, names, refused, set_policy, tenant, values,
};
use crate::directory::{Caller, SearchRequest, import_numbers, search};
use crate::tests::world::{Tenant, fields};
use crate::{Context, Error, groups, ldap_bind_users, users};

crate::tests::on_each_database!(
    a_bind_user_finds_users_and_groups_by_pages,
    the_beginning_of_many_names_finds_all_by_pages,
    numbers_are_given_once,
    a_name_of_digits_is_no_account_of_unix,
    numbers_of_another_directory_are_kept,
    a_suffix_belongs_to_one_organization,
);

/// A bind user that reads everything.
pub(super) async fn bind_user(context: &Context, tenant: &Tenant) -> Result<Caller, Error> {
    let request = CreateLdapBindUser {
        name: "Wiki".to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    let permitted = tenant.owner.permit()?;
    let created = ldap_bind_users::create(context, &permitted, &request, None).await?;
    let name = created.bind_user.dn.ok_or(Error::NotFound)?;
    assert_eq!(name, "cn=Wiki,ou=services,dc=example,dc=com");
    let who = bound(context, &name.to_lowercase(), &created.secret).await?;
    refused(context, &name, PASSWORD).await?;
    Ok(who)
}

async fn a_bind_user_finds_users_and_groups_by_pages(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let mut ids = Vec::new();
    for username in ["ann", "bob", "cem"] {
        ids.push(world.user(&tenant, username, UserState::Active).await?.id);
    }
    world.user(&tenant, "dan", UserState::Staged).await?;
    for name in ["Staff", "Night shift"] {
        let group = CreateGroup {
            name: name.to_owned(),
            description: None,
        };
        let group = groups::create(context, &tenant.owner.permit()?, &group, None).await?;
        groups::add_member(context, &tenant.owner.permit()?, group.id, ids[0]).await?;
    }
    let cases: [(&str, &[&str]); 17] = [
        ("(uid=BOB)", &["uid=bob,ou=people"]),
        ("(uid=b*)", &["uid=bob,ou=people"]),
        ("(mail=cem@people.example.com)", &["uid=cem,ou=people"]),
        (
            "(&(objectClass=person)(!(uid=bob)))",
            &["uid=ann,ou=people", "uid=cem,ou=people"],
        ),
        (
            "(memberOf=CN=staff,ou=groups,dc=example,dc=com)",
            &["uid=ann,ou=people"],
        ),
        ("(cn=night  shift)", &["cn=Night shift,ou=groups"]),
        (
            "(&(objectClass=groupOfUniqueNames)(uniqueMember=uid=ann,ou=people,dc=example,dc=com))",
            &["cn=Staff,ou=groups", "cn=Night shift,ou=groups"],
        ),
        ("(member=bob)", &[]),
        ("(objectClass=applicationProcess)", &["cn=Wiki,ou=services"]),
        ("(uidNumber=*)", &[]),
        ("(uid=dan)", &[]),
        (
            "(|(uid=ann)(cn=Staff))",
            &["uid=ann,ou=people", "cn=Staff,ou=groups"],
        ),
        // What applications that accept several names ask when somebody signs in.
        (
            "(&(objectClass=person)(|(uid=cem)(mail=cem)(cn=cem)(mail=ann@people.example.com)))",
            &["uid=ann,ou=people", "uid=cem,ou=people"],
        ),
        (
            "(&(uid=ann)(memberOf=cn=staff,ou=groups,dc=example,dc=com))",
            &["uid=ann,ou=people"],
        ),
        (
            "(&(uid=bob)(memberOf=cn=staff,ou=groups,dc=example,dc=com))",
            &[],
        ),
        (
            "(&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(uid=a*))",
            &["uid=ann,ou=people"],
        ),
        ("(|(uid=dan)(sn=nobody)(uid=bob))", &["uid=bob,ou=people"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(context, &who, filter).await?, expected, "{filter}");
    }
    let all = (SUFFIX, Scope::Subtree, "(objectClass=*)");
    let mut sizes = Vec::new();
    for limit in [1, 2, 3, 10, 1_000] {
        let entries = found(context, &who, all, limit).await;
        sizes.push(entries.map_err(|it| failed(&it))?.len());
    }
    assert_eq!(sizes, [10; 5]);
    for filter in ["(uid=*)", "(|(uid=ann)(uid=bob)(cn=cem)(uid=cem))"] {
        let one_by_one = found(context, &who, (SUFFIX, Scope::Subtree, filter), 1).await;
        let one_by_one = one_by_one.map_err(|it| failed(&it))?;
        let one_by_one: Vec<_> = one_by_one.iter().map(|it| it.dn().to_string()).collect();
        let people = ["ann", "bob", "cem"].map(|name| format!("uid={name},ou=people,{SUFFIX}"));
        assert_eq!(one_by_one, people, "{filter}");
    }
    let (base, filter, selection) = (dn(SUFFIX)?, Filter::And(Vec::new()), Selection::default());
    let forged = SearchRequest {
        base: &base,
        scope: Scope::Subtree,
        filter: &filter,
        cookie: b"forged",
        limit: 1,
        selection: Some(&selection),
    };
    let forged = search(context, &who, &forged).await.err();
    let forged = forged.map(|it| it.outcome().code);
    assert_eq!(forged, Some(ResultCode::UnwillingToPerform));
    Ok(())
}

async fn the_beginning_of_many_names_finds_all_by_pages(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let many = world.user(&tenant, "many", UserState::Active).await?;
    let db = context.database().write();
    let many = account::Entity::find_by_id(many.id.0).one(db).await?;
    let many = many.ok_or(Error::NotFound)?;
    // More than are candidates.
    let numbers: Vec<u32> = (0..1_100).collect();
    for part in numbers.chunks(500) {
        let rows = part.iter().map(|number| {
            let mut one = many.clone();
            one.id = context.new_id();
            one.username = format!("many.{number:04}");
            one.username_key.clone_from(&one.username);
            one.email = format!("{}@example.com", one.username);
            one.email_key.clone_from(&one.email);
            one.into_active_model()
        });
        let insert = account::Entity::insert_many(rows);
        insert.exec_without_returning(db).await?;
    }
    for (filter, expected) in [
        ("(uid=many*)", 1_101),
        ("(uid=many.00*)", 100),
        ("(|(uid=many*)(mail=many*))", 1_101),
        ("(|(uid=many.00*)(mail=many.01*))", 200),
        ("(&(uid=many*)(mail=many.1*))", 100),
    ] {
        let entries = found(context, &who, (SUFFIX, Scope::Subtree, filter), 30).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let names: BTreeSet<String> = entries.iter().map(|it| it.dn().to_string()).collect();
        let counted = (entries.len(), names.len());
        assert_eq!(counted, (expected, expected), "{filter}");
    }
    Ok(())
}

async fn numbers_are_given_once(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| {
        policy.posix = true;
        policy.first_uid = 5_000;
        policy.first_gid = 5_000;
    })
    .await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = world.user(&tenant, "ann", UserState::Active).await?;
    world.user(&tenant, "bob", UserState::Active).await?;
    let sssd = "(&(uid=bob)(objectClass=posixAccount)(&(uidNumber=*)(!(uidNumber=0))))";
    let below = (SUFFIX, Scope::Subtree, sssd);
    for _ in 0..2 {
        let entries = found(context, &who, below, 2).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let bob = entries.first().ok_or(Error::NotFound)?;
        assert_eq!(values(bob, "uidNumber"), ["5000"]);
        assert_eq!(values(bob, "gidNumber"), ["5000"]);
        assert_eq!(values(bob, "loginShell"), ["/bin/bash"]);
    }
    let by_number = "(&(uidNumber=5000)(objectClass=posixAccount))";
    assert_eq!(
        names(context, &who, by_number).await?,
        ["uid=bob,ou=people"]
    );
    assert_eq!(
        names(context, &who, "(uid=ann)").await?,
        ["uid=ann,ou=people"]
    );
    let ann_is = "(uidNumber=5001)";
    assert_eq!(names(context, &who, ann_is).await?, ["uid=ann,ou=people"]);
    users::suspend(context, &tenant.owner.permit()?, ann.id).await?;
    users::delete(context, &tenant.owner.permit()?, ann.id).await?;
    world.user(&tenant, "cem", UserState::Active).await?;
    assert_eq!(
        names(context, &who, "(uid=cem)").await?,
        ["uid=cem,ou=people"]
    );
    let cem_is = "(uidNumber=5002)";
    assert_eq!(names(context, &who, cem_is).await?, ["uid=cem,ou=people"]);
    Ok(())
}

async fn a_name_of_digits_is_no_account_of_unix(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| policy.posix = true).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    for username in ["0", "1000", "a0"] {
        world.user(&tenant, username, UserState::Active).await?;
    }
    let all = ["uid=0,ou=people", "uid=1000,ou=people", "uid=a0,ou=people"];
    assert_eq!(names(context, &who, "(uid=*)").await?, all);
    for filter in ["(objectClass=posixAccount)", "(uidNumber=*)"] {
        assert_eq!(names(context, &who, filter).await?, all[2..], "{filter}");
    }
    let others = names(context, &who, "(&(uid=*)(!(objectClass=posixAccount)))").await?;
    assert_eq!(others, all[..2]);
    Ok(())
}

async fn numbers_of_another_directory_are_kept(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| policy.posix = true).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    world.user(&tenant, "ann", UserState::Active).await?;
    world.user(&tenant, "bob", UserState::Active).await?;
    let number = |username: &str, number| UserPosixNumbers {
        username: username.to_owned(),
        uid_number: number,
        gid_number: number,
    };
    let import = ImportPosixNumbers {
        users: vec![number("ANN", 10_000)],
        groups: Vec::new(),
    };
    for given in [2, 0] {
        let imported = import_numbers(context, &tenant.owner.permit()?, &import).await?;
        assert_eq!(imported.given, given);
    }
    let ann_is = "(&(uidNumber=10000)(gidNumber=10000))";
    assert_eq!(names(context, &who, ann_is).await?, ["uid=ann,ou=people"]);
    assert_eq!(
        names(context, &who, "(uid=bob)").await?,
        ["uid=bob,ou=people"]
    );
    let bob_is = "(uidNumber=10001)";
    assert_eq!(names(context, &who, bob_is).await?, ["uid=bob,ou=people"]);
    let wrong = ImportPosixNumbers {
        users: vec![
            number("bob", 10_001),
            number("ann", 10_002),
            number("nobody", 10_003),
            number("ann", 7),
        ],
        groups: Vec::new(),
    };
    let wrong = import_numbers(context, &tenant.owner.permit()?, &wrong).await;
    assert_eq!(
        fields(wrong),
        [
            "users[2].username:not_found",
            "users[3].uidNumber:out_of_range",
            "users[3].gidNumber:out_of_range",
            "users[1].uidNumber:already_given",
            "users[1].gidNumber:already_given",
        ]
    );
    Ok(())
}

async fn a_suffix_belongs_to_one_organization(world: World) -> Result<(), Error> {
    tenant(&world, "a", |_| ()).await?;
    let other = world.tenant("b").await?;
    for suffix in [
        "DC=example, dc=com",
        "dc=com",
        "ou=people,dc=example,dc=com",
    ] {
        let policy = DirectoryPolicy {
            suffix: suffix.to_owned(),
            ..DirectoryPolicy::default()
        };
        let taken = set_policy(&world, &other, 1, policy).await;
        assert_eq!(fields(taken), ["directory.suffix:taken"], "{suffix}");
    }
    let malformed = DirectoryPolicy {
        suffix: "example.com".to_owned(),
        ..DirectoryPolicy::default()
    };
    let malformed = set_policy(&world, &other, 1, malformed).await;
    assert_eq!(fields(malformed), ["directory.suffix:malformed"]);
    let free = DirectoryPolicy {
        suffix: "dc=example,dc=org".to_owned(),
        ..DirectoryPolicy::default()
    };
    set_policy(&world, &other, 1, free).await
}
