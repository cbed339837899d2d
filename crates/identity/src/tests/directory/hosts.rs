//! The hosts that users may sign in to, by which hosts decide about passwords.

use contract::hosts::{AfterLoss, CreateHost};
use contract::ids::GroupId;
use contract::users::LockUser;
use ldap::filter::Filter;
use ldap::request::{Compare, Scope, Selection};
use ldap::response::ResultCode;
use rules::directory::DirectoryPolicy;
use rules::state::UserState;
use sea_orm::ConnectionTrait;

use super::members::group;
use super::searches::bind_user;
use super::{SUFFIX, World, dn, failed, found, internal, names, set_policy, tenant, user, values};
use crate::directory::{Caller, SearchRequest, compare, search};
use crate::tests::world::Tenant;
use crate::{Context, Error, groups, hosts, users};

crate::tests::on_each_database!(
    the_groups_of_a_host_decide_who_has_it,
    an_account_that_may_not_sign_in_has_no_hosts,
    an_expired_password_can_be_replaced_where_the_directory_refuses_it,
    of_hosts_with_the_same_name_a_user_needs_each,
    hosts_are_there_only_with_unix_accounts,
    hosts_are_read_only_if_they_are_asked_for,
    a_search_that_finds_no_user_reads_no_hosts,
);

const ANN: &str = "uid=ann,ou=people";
const BOB: &str = "uid=bob,ou=people";

fn with_posix(policy: &mut DirectoryPolicy) {
    policy.posix = true;
}

/// Creates a host for the members of these groups; without any, for everyone.
async fn host(
    context: &Context,
    tenant: &Tenant,
    name: &str,
    groups: Vec<GroupId>,
) -> Result<(), Error> {
    let new = CreateHost {
        name: name.to_owned(),
        everyone: groups.is_empty(),
        groups,
        ..CreateHost::default()
    };
    hosts::create(context, &tenant.owner.permit()?, &new, None).await?;
    Ok(())
}

/// The hosts that the entry of a user has.
async fn hosts_of(context: &Context, who: &Caller, username: &str) -> Result<Vec<String>, Error> {
    let filter = format!("(uid={username})");
    let entries = found(context, who, (SUFFIX, Scope::Subtree, &filter), 10).await;
    let entries = entries.map_err(|it| failed(&it))?;
    Ok(values(entries.first().ok_or(Error::NotFound)?, "host"))
}

async fn the_groups_of_a_host_decide_who_has_it(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", with_posix).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = user(&world, &tenant, "ann").await?.id;
    let bob = user(&world, &tenant, "bob").await?.id;
    // Without a password.
    world.user(&tenant, "cem", UserState::Active).await?;
    let (staff, other) = (
        group(context, &tenant, "Staff").await?,
        group(context, &tenant, "Other").await?,
    );
    groups::add_member(context, &tenant.owner.permit()?, staff, ann).await?;
    host(context, &tenant, "Open", Vec::new()).await?;
    host(context, &tenant, "Build servers", vec![staff, other]).await?;
    assert_eq!(
        hosts_of(context, &who, "ann").await?,
        ["Build servers", "Open"]
    );
    assert_eq!(hosts_of(context, &who, "bob").await?, ["Open"]);
    assert!(hosts_of(context, &who, "cem").await?.is_empty());
    let sssd = "(&(uid=ann)(objectClass=posixAccount)(host=Build servers))";
    let cases: [(&str, &[&str]); 12] = [
        ("(host=build SERVERS)", &[ANN]),
        ("(host=open)", &[ANN, BOB]),
        ("(host=*)", &[ANN, BOB]),
        ("(host=b*)", &[ANN]),
        ("(host=nowhere)", &[]),
        (sssd, &[ANN]),
        ("(&(uid=bob)(host=Build servers))", &[]),
        ("(|(host=build servers)(uid=bob))", &[ANN, BOB]),
        ("(|(host=nowhere)(uid=bob))", &[BOB]),
        ("(&(host=open)(!(host=build servers)))", &[BOB]),
        ("(&(uid=*)(host=open)(host=build servers))", &[ANN]),
        ("(&(cn=ann*)(host=build servers))", &[ANN]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(context, &who, filter).await?, expected, "{filter}");
    }
    let name = format!("{ANN},{SUFFIX}");
    let base = found(context, &who, (&name, Scope::Base, sssd), 1).await;
    assert_eq!(base.map_err(|it| failed(&it))?.len(), 1);
    // Through another group.
    groups::add_member(context, &tenant.owner.permit()?, other, bob).await?;
    let both = names(context, &who, "(host=build servers)").await?;
    assert_eq!(both, [ANN, BOB]);
    groups::remove_member(context, &tenant.owner.permit()?, staff, ann).await?;
    let one = names(context, &who, "(host=build servers)").await?;
    assert_eq!(one, [BOB]);
    Ok(())
}

async fn an_account_that_may_not_sign_in_has_no_hosts(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", with_posix).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = user(&world, &tenant, "ann").await?.id;
    host(context, &tenant, "Open", Vec::new()).await?;
    let permitted = tenant.owner.permit()?;
    users::lock(context, &permitted, ann, &LockUser::default()).await?;
    assert!(hosts_of(context, &who, "ann").await?.is_empty());
    assert!(names(context, &who, "(host=open)").await?.is_empty());
    users::unlock(context, &tenant.owner.permit()?, ann).await?;
    assert_eq!(hosts_of(context, &who, "ann").await?, ["Open"]);
    users::suspend(context, &tenant.owner.permit()?, ann).await?;
    assert!(hosts_of(context, &who, "ann").await?.is_empty());
    Ok(())
}

async fn an_expired_password_can_be_replaced_where_the_directory_refuses_it(
    world: World,
) -> Result<(), Error> {
    let tenant = tenant(&world, "a", with_posix).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = user(&world, &tenant, "ann").await?.id;
    host(context, &tenant, "Removing", Vec::new()).await?;
    let maintaining = CreateHost {
        name: "Maintaining".to_owned(),
        everyone: true,
        on_expiry: Some(AfterLoss::Maintain),
        ..CreateHost::default()
    };
    hosts::create(context, &tenant.owner.permit()?, &maintaining, None).await?;
    users::expire_password(context, &tenant.owner.permit()?, ann).await?;
    let both = ["Maintaining", "Removing"];
    assert_eq!(hosts_of(context, &who, "ann").await?, both);
    // A directory that accepts the password leaves it to the hosts.
    let maintains = DirectoryPolicy {
        enabled: true,
        suffix: SUFFIX.to_owned(),
        posix: true,
        on_password_expiry: AfterLoss::Maintain,
        ..DirectoryPolicy::default()
    };
    set_policy(&world, &tenant, 2, maintains).await?;
    assert_eq!(hosts_of(context, &who, "ann").await?, ["Maintaining"]);
    assert!(names(context, &who, "(host=removing)").await?.is_empty());
    Ok(())
}

async fn of_hosts_with_the_same_name_a_user_needs_each(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", with_posix).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = user(&world, &tenant, "ann").await?.id;
    let (staff, other) = (
        group(context, &tenant, "Staff").await?,
        group(context, &tenant, "Other").await?,
    );
    groups::add_member(context, &tenant.owner.permit()?, staff, ann).await?;
    host(context, &tenant, "Build", Vec::new()).await?;
    host(context, &tenant, "BUILD", vec![staff]).await?;
    assert_eq!(names(context, &who, "(host=build)").await?, [ANN]);
    host(context, &tenant, "build", vec![other]).await?;
    assert!(names(context, &who, "(host=build)").await?.is_empty());
    assert!(hosts_of(context, &who, "ann").await?.is_empty());
    groups::add_member(context, &tenant.owner.permit()?, other, ann).await?;
    assert_eq!(hosts_of(context, &who, "ann").await?, ["Build"]);
    Ok(())
}

async fn hosts_are_there_only_with_unix_accounts(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    user(&world, &tenant, "ann").await?;
    user(&world, &tenant, "1000").await?;
    host(context, &tenant, "Open", Vec::new()).await?;
    let other = world.tenant("b").await?;
    host(context, &other, "Other", Vec::new()).await?;
    assert!(hosts_of(context, &who, "ann").await?.is_empty());
    assert!(names(context, &who, "(host=open)").await?.is_empty());
    let posix = DirectoryPolicy {
        enabled: true,
        suffix: SUFFIX.to_owned(),
        posix: true,
        ..DirectoryPolicy::default()
    };
    set_policy(&world, &tenant, 2, posix).await?;
    // Not those of another organization, and not for a name that is no account of Unix.
    assert_eq!(hosts_of(context, &who, "ann").await?, ["Open"]);
    assert_eq!(names(context, &who, "(host=open)").await?, [ANN]);
    Ok(())
}

async fn hosts_are_read_only_if_they_are_asked_for(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", with_posix).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    user(&world, &tenant, "ann").await?;
    host(context, &tenant, "Open", Vec::new()).await?;
    let base = dn(SUFFIX)?;
    for (selected, filter, expected) in [
        ("uid", "(uid=ann)", &[][..]),
        ("HOST", "(uid=ann)", &["Open"][..]),
        ("*", "(uid=ann)", &["Open"][..]),
        ("uid", "(&(uid=ann)(host=open))", &["Open"][..]),
    ] {
        let selection = Selection::of([selected]);
        let filter = Filter::parse(filter).map_err(internal)?;
        let request = SearchRequest {
            base: &base,
            scope: Scope::Subtree,
            filter: &filter,
            cookie: &[],
            limit: 10,
            selection: Some(&selection),
        };
        let page = search(context, &who, &request).await;
        let page = page.map_err(|it| failed(&it))?;
        let [entry] = page.entries.as_slice() else {
            return Err(Error::NotFound);
        };
        // What was read; the server sends only what is selected.
        assert_eq!(values(entry, "host"), expected, "{selected}");
    }
    for (attribute, value, expected) in [
        ("host", "OPEN", ResultCode::CompareTrue),
        ("host", "nowhere", ResultCode::CompareFalse),
        ("uid", "ann", ResultCode::CompareTrue),
    ] {
        let request = Compare {
            dn: format!("{ANN},{SUFFIX}"),
            attribute: attribute.to_owned(),
            value: value.as_bytes().to_vec(),
        };
        assert_eq!(compare(context, &who, &request).await, Ok(expected));
    }
    Ok(())
}

/// Not even if all attributes are requested, as in these searches.
async fn a_search_that_finds_no_user_reads_no_hosts(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", with_posix).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    user(&world, &tenant, "ann").await?;
    user(&world, &tenant, "bob").await?;
    group(context, &tenant, "Staff").await?;
    host(context, &tenant, "Open", Vec::new()).await?;
    // With one entry per page, each page has the hosts of its user.
    let accounts = (SUFFIX, Scope::Subtree, "(objectClass=posixAccount)");
    let entries = found(context, &who, accounts, 1).await;
    let entries = entries.map_err(|it| failed(&it))?;
    let of_each: Vec<_> = entries.iter().map(|entry| values(entry, "host")).collect();
    assert_eq!(of_each, [["Open"], ["Open"]]);

    // From now on, reading hosts fails.
    let write = context.database().write();
    let hide = "ALTER TABLE linux_host RENAME TO hidden_host";
    write.execute_unprepared(hide).await?;
    let cases: [(&str, &[&str]); 3] = [
        ("(objectClass=posixGroup)", &["cn=Staff,ou=groups"]),
        ("(cn=Staff)", &["cn=Staff,ou=groups"]),
        ("(uid=nobody)", &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(context, &who, filter).await?, expected, "{filter}");
    }
    for filter in ["(uid=ann)", "(host=open)"] {
        assert!(names(context, &who, filter).await.is_err(), "{filter}");
    }
    Ok(())
}
