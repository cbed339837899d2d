//! Groups, of which some can have all users as members.

use std::future::poll_fn;
use std::pin::pin;

use contract::groups::CreateGroup;
use contract::ids::GroupId;
use entity::user_group::{Column, Entity};
use ldap::filter::Filter;
use ldap::request::{Compare, Scope, Selection};
use ldap::response::ResultCode;
use rules::state::UserState;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

use super::searches::bind_user;
use super::{ADA, PASSWORD, SUFFIX, World, bound, dn, failed, found, names, tenant, user, values};
use crate::directory::{Caller, SearchRequest, compare, search};
use crate::tests::world::Tenant;
use crate::{Context, Error, groups};

crate::tests::on_each_database!(
    the_groups_of_a_user_are_the_same_for_each_filter,
    a_filter_about_members_finds_groups,
    others_continue_between_the_terms_of_a_filter,
    groups_with_many_members_are_read_a_few_at_a_time,
    large_groups_are_sent_to_some_clients_at_a_time,
    a_cookie_continues_the_search_of_its_caller,
    the_number_of_a_deleted_group_is_not_given_again,
);

const ANN: &str = "uid=ann,ou=people,dc=example,dc=com";

pub(super) async fn group(
    context: &Context,
    tenant: &Tenant,
    name: &str,
) -> Result<GroupId, Error> {
    let group = CreateGroup {
        name: name.to_owned(),
        description: None,
    };
    let group = groups::create(context, &tenant.owner.permit()?, &group, None).await?;
    Ok(group.id)
}

async fn the_groups_of_a_user_are_the_same_for_each_filter(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = world.user(&tenant, "ann", UserState::Active).await?;
    world.user(&tenant, "bob", UserState::Active).await?;
    for name in ["Staff", "K\u{e4}se, \"mild\"", "Night shift"] {
        let id = group(context, &tenant, name).await?;
        groups::add_member(context, &tenant.owner.permit()?, id, ann.id).await?;
    }
    let names = ["K\u{e4}se\\, \\\"mild\\\"", "Night shift", "Staff"];
    let expected = names.map(|name| format!("cn={name},ou=groups,{SUFFIX}"));
    for filter in [
        "(uid=ann)",
        "(mail=ann@people.example.com)",
        "(|(uid=ann)(cn=nobody))",
    ] {
        let entries = found(context, &who, (SUFFIX, Scope::Subtree, filter), 10).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let groups = entries.iter().flat_map(|entry| values(entry, "memberOf"));
        let mut groups: Vec<_> = groups.collect();
        groups.sort_unstable();
        assert_eq!(groups, expected, "{filter}");
    }
    let bob = found(context, &who, (SUFFIX, Scope::Subtree, "(uid=bob)"), 10).await;
    let bob = bob.map_err(|it| failed(&it))?;
    let [bob] = bob.as_slice() else {
        return Err(Error::NotFound);
    };
    assert!(values(bob, "memberOf").is_empty());
    Ok(())
}

async fn a_filter_about_members_finds_groups(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| policy.posix = true).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let mut users = Vec::new();
    for username in ["ann", "bob", "cem"] {
        users.push(world.user(&tenant, username, UserState::Active).await?.id);
    }
    for (name, members) in [
        ("Both", &users[..2]),
        ("Bob", &users[1..2]),
        ("None", &users[..0]),
    ] {
        let group = group(context, &tenant, name).await?;
        for user in members {
            groups::add_member(context, &tenant.owner.permit()?, group, *user).await?;
        }
    }
    let [both, bob, none] = ["cn=Both,ou=groups", "cn=Bob,ou=groups", "cn=None,ou=groups"];
    let cases: [(&str, &[&str]); 9] = [
        ("(member=uid=ann,ou=people,dc=example,dc=com)", &[both]),
        (
            "(uniqueMember=UID=Bob,OU=People,DC=example,dc=com)",
            &[both, bob],
        ),
        ("(memberUid=BOB)", &[both, bob]),
        ("(member=bob)", &[both, bob]),
        ("(&(objectClass=groupOfNames)(member=*))", &[both, bob]),
        ("(&(objectClass=groupOfNames)(!(member=*)))", &[none]),
        (
            "(&(objectClass=groupOfNames)(!(memberUid=ann)))",
            &[bob, none],
        ),
        ("(memberUid=a*)", &[both]),
        ("(&(member=bob)(!(member=ann)))", &[bob]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(context, &who, filter).await?, expected, "{filter}");
        // The same if no members are returned.
        let (base, filter) = (dn(SUFFIX)?, Filter::parse(filter).map_err(super::internal)?);
        let selection = Selection::of(["cn"]);
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
        assert_eq!(page.entries.len(), expected.len());
    }
    let name = "cn=both,ou=groups,dc=example,dc=com";
    let entries = found(context, &who, (name, Scope::Base, "(member=ann)"), 1).await;
    let entries = entries.map_err(|it| failed(&it))?;
    let entry = entries.first().ok_or(Error::NotFound)?;
    let all = [ANN, "uid=bob,ou=people,dc=example,dc=com"];
    assert_eq!(values(entry, "member"), all);
    assert_eq!(values(entry, "uniqueMember"), all);
    assert_eq!(values(entry, "memberUid"), ["ann", "bob"]);
    for (dn, attribute, value, expected) in [
        (both, "member", ANN, ResultCode::CompareTrue),
        (both, "memberUid", "ann", ResultCode::CompareTrue),
        (bob, "member", ANN, ResultCode::CompareFalse),
        (bob, "memberUid", "nobody", ResultCode::CompareFalse),
        (none, "member", ANN, ResultCode::NoSuchAttribute),
    ] {
        let request = Compare {
            dn: format!("{dn},{SUFFIX}"),
            attribute: attribute.to_owned(),
            value: value.as_bytes().to_vec(),
        };
        let compared = compare(context, &who, &request).await;
        assert_eq!(compared, Ok(expected), "{dn} {attribute}");
    }
    Ok(())
}

async fn others_continue_between_the_terms_of_a_filter(world: World) -> Result<(), Error> {
    const TERMS: usize = 190;
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = world.user(&tenant, "ann", UserState::Active).await?;
    let staff = group(context, &tenant, "Staff").await?;
    groups::add_member(context, &tenant.owner.permit()?, staff, ann.id).await?;
    let terms = (0..TERMS).map(|n| format!("(member=nobody{n})"));
    let terms = terms.collect::<Vec<_>>().concat();
    let filter = format!("(&(objectClass=groupOfNames)(!(|{terms})))");
    // The database makes it wait now and then, too, but not nearly as often.
    let mut polls = 0;
    let mut searching = pin!(names(context, &who, &filter));
    let found = poll_fn(|cx| {
        polls += 1;
        searching.as_mut().poll(cx)
    });
    assert_eq!(found.await?, ["cn=Staff,ou=groups"]);
    assert!(polls > TERMS, "{polls}");
    Ok(())
}

async fn groups_with_many_members_are_read_a_few_at_a_time(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ann = world.user(&tenant, "ann", UserState::Active).await?.id;
    let expected: Vec<String> = (0..7).map(|n| format!("cn=Group {n},ou=groups")).collect();
    for n in 0..7 {
        let group = group(context, &tenant, &format!("Group {n}")).await?;
        groups::add_member(context, &tenant.owner.permit()?, group, ann).await?;
    }
    // Only the number of the members decides how many groups are read together.
    Entity::update_many()
        .col_expr(Column::Members, Expr::value(6_000_i64))
        .exec(context.database().write())
        .await?;
    let filter = "(objectClass=groupOfNames)";
    assert_eq!(names(context, &who, filter).await?, expected);
    for limit in [1, 2, 3, 7, 8] {
        let below = (SUFFIX, Scope::Subtree, filter);
        let entries = found(context, &who, below, limit).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let shown: Vec<_> = entries.iter().map(|it| values(it, "member")).collect();
        assert_eq!(shown, vec![vec![ANN.to_owned()]; 7], "{limit}");
    }
    // There is nothing after a single group, however many members it has.
    let (base, filter) = (
        dn("cn=group 3,ou=groups,dc=example,dc=com")?,
        Filter::And(Vec::new()),
    );
    for limit in [1, 2] {
        let request = SearchRequest {
            base: &base,
            scope: Scope::Base,
            filter: &filter,
            cookie: &[],
            limit,
            selection: None,
        };
        let page = search(context, &who, &request).await;
        let page = page.map_err(|it| failed(&it))?;
        assert_eq!((page.entries.len(), page.cookie.is_empty()), (1, true));
    }
    // As many as fit at once are returned, and the rest is left for the next call.
    let base = dn(SUFFIX)?;
    let groups_only = Filter::parse("(objectClass=groupOfNames)").map_err(super::internal)?;
    let request = SearchRequest {
        base: &base,
        scope: Scope::Subtree,
        filter: &groups_only,
        cookie: &[],
        limit: 200,
        selection: None,
    };
    let page = search(context, &who, &request).await;
    let page = page.map_err(|it| failed(&it))?;
    assert_eq!((page.entries.len(), page.cookie.is_empty()), (2, false));
    assert!(page.held.is_none());
    Ok(())
}

async fn large_groups_are_sent_to_some_clients_at_a_time(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ada = user(&world, &tenant, "ada").await?.id;
    let all = group(context, &tenant, "All").await?;
    groups::add_member(context, &tenant.owner.permit()?, all, ada).await?;
    Entity::update_many()
        .col_expr(Column::Members, Expr::value(100_000_i64))
        .exec(context.database().write())
        .await?;
    let ada = bound(context, ADA, PASSWORD).await?;
    let (base, filter) = (
        dn("cn=all,ou=groups,dc=example,dc=com")?,
        Filter::And(Vec::new()),
    );
    let read = async |who: &Caller, name: &str| {
        let selection = Selection::of([name]);
        let request = SearchRequest {
            base: &base,
            scope: Scope::Base,
            filter: &filter,
            cookie: &[],
            limit: 200,
            selection: Some(&selection),
        };
        let page = search(context, who, &request).await;
        page.map_err(|it| it.outcome().code)
    };
    let mut pages = Vec::new();
    for _ in 0..8 {
        pages.push(read(&who, "member").await);
    }
    assert!(pages.iter().all(Result::is_ok));
    let busy = Some(ResultCode::Busy);
    assert_eq!(read(&who, "member").await.err(), busy);
    // Who sees no other members, or asks for none, is not affected.
    assert_eq!(read(&who, "cn").await.err(), None);
    assert_eq!(read(&ada, "member").await.err(), None);
    pages.pop();
    assert_eq!(read(&who, "member").await.err(), None);
    Ok(())
}

async fn a_cookie_continues_the_search_of_its_caller(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |_| ()).await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let ada = user(&world, &tenant, "ada").await?.id;
    let ada = (bound(context, ADA, PASSWORD).await?, ada);
    let (base, filter) = (dn(SUFFIX)?, Filter::And(Vec::new()));
    let page = async |who: &Caller, cookie: &[u8]| {
        let request = SearchRequest {
            base: &base,
            scope: Scope::Subtree,
            filter: &filter,
            cookie,
            limit: 1,
            selection: None,
        };
        let page = search(context, who, &request).await;
        page.map_err(|it| it.outcome().code)
    };
    let first = page(&who, &[][..]).await.map_err(|_| Error::NotFound)?;
    assert!(page(&who, first.cookie.as_slice()).await.is_ok());
    let mut changed = first.cookie.clone();
    if let Some(last) = changed.last_mut() {
        *last ^= 1;
    }
    // What a cookie contains, without its seal.
    let plain = [&[1_u8][..], &[0; 8], &ada.1.0.as_bytes()[..]].concat();
    let refused = Some(ResultCode::UnwillingToPerform);
    for (who, cookie) in [(&ada.0, &first.cookie), (&who, &changed), (&who, &plain)] {
        assert_eq!(page(who, cookie.as_slice()).await.err(), refused);
    }
    Ok(())
}

async fn the_number_of_a_deleted_group_is_not_given_again(world: World) -> Result<(), Error> {
    let tenant = tenant(&world, "a", |policy| {
        policy.posix = true;
        policy.first_gid = 5_000;
    })
    .await?;
    let context = &world.context;
    let who = bind_user(context, &tenant).await?;
    let numbers = async || {
        let entries = found(context, &who, (SUFFIX, Scope::Subtree, "(cn=Staff)"), 10).await;
        let entries = entries.map_err(|it| failed(&it))?;
        let numbers = entries.iter().flat_map(|entry| values(entry, "gidNumber"));
        Ok::<Vec<_>, Error>(numbers.collect())
    };
    let first = group(context, &tenant, "Staff").await?;
    assert_eq!(numbers().await?, ["5000"]);
    let deleted = groups::get(context, &tenant.owner.permit()?, first).await?;
    groups::delete(context, &tenant.owner.permit()?, first, deleted.version).await?;
    assert!(numbers().await?.is_empty());
    // Not even to a group with the same name.
    group(context, &tenant, "Staff").await?;
    assert_eq!(numbers().await?, ["5001"]);
    Ok(())
}
