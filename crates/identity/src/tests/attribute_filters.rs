//! Filters by attribute find the same users as a plain comparison, however many match.

use std::collections::HashSet;

use contract::ids::UserId;
use contract::page::{Counting, ListQuery, MOST_COUNTED};
use contract::user_attributes::{AttributeKind, AttributeValue};
use contract::users::User;

use super::World;
use super::lists::{demo_owner, text, walk};
use super::search::{add_many, beginning, is_found};
use super::sorts::{expected, fill};
use crate::{Error, users};

super::on_each_database!(filters_by_attribute_find_the_same_however_many_match);

/// More users than are counted are remote. About a twentieth have a given site.
const FILTERS: [&str; 14] = [
    "attributes.site:Site 1",
    "attributes.site:Nowhere;state:active",
    "attributes.site:site 1,SITE 2;state:active",
    "attributes.site:Site 1;department:Paths",
    "attributes.site:Site 1;department:paths,analysis;state:active,suspended",
    "attributes.remote:true",
    "attributes.remote:true;state:active,suspended",
    "attributes.remote:true;state:suspended",
    "attributes.badge.atLeast:500;department:Paths",
    "attributes.remote:true;attributes.site:Site 1",
    "attributes.remote:true;attributes.site:Site 1;department:Paths;state:active",
    // Everybody passes the filters that are not copied.
    "attributes.site:Site 1;department:Paths;createdSince:2000-01-01",
    "attributes.remote:true;createdSince:2000-01-01",
    "attributes.site:Site 1;passwordNeverExpires:false",
];

/// Whether the filter matches, according to a plain comparison.
fn passes(user: &User, filter: &str) -> bool {
    filter.split(';').all(|one| {
        let (field, values) = one.split_once(':').unwrap_or((one, ""));
        let own = match field.split('.').collect::<Vec<_>>().as_slice() {
            ["attributes", name, ..] => user.attributes.get(*name).map(ToString::to_string),
            ["state"] => Some(user.state.as_str().to_owned()),
            ["department"] => user.profile.department.clone(),
            _ => return true,
        };
        let number = |text: &str| text.parse::<u32>().unwrap_or_default();
        let holds = |own: &str| {
            if field.ends_with(".atLeast") {
                return number(own) >= number(values);
            }
            let mut values = values.split(',');
            values.any(|value| value.eq_ignore_ascii_case(own))
        };
        own.as_deref().is_some_and(holds)
    })
}

async fn filters_by_attribute_find_the_same_however_many_match(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    for part in 0..3 {
        add_many(&world, part).await?;
    }
    let all = ListQuery {
        limit: Some(100),
        sort: text("email"),
        total: Some(Counting::Exact),
        ..ListQuery::default()
    };
    let users = walk(&world, &owner, &all).await?;
    let site = |number: usize| {
        let site = || AttributeValue::Text(format!("Site {}", number % 7));
        number.is_multiple_of(3).then(site)
    };
    fill(&world, &owner, &users, ("site", AttributeKind::Text), site).await?;
    let remote = |number: usize| Some(AttributeValue::YesNo(!number.is_multiple_of(20)));
    let kind = AttributeKind::YesNo;
    fill(&world, &owner, &users, ("remote", kind), remote).await?;
    let badge = |number: usize| Some(AttributeValue::Number((number * 31 % 1000).into()));
    let kind = AttributeKind::Number;
    fill(&world, &owner, &users, ("badge", kind), badge).await?;
    let users = walk(&world, &owner, &all).await?;
    let is_remote = |user: &&User| passes(user, "attributes.remote:true");
    assert!(users.iter().filter(is_remote).count() as u64 > MOST_COUNTED);

    // All filters in the order of the names, and in other orders those whose pages are found in different ways.
    let few = [FILTERS[3], FILTERS[6], FILTERS[10], FILTERS[12]];
    for (sort, search, filters) in [
        ("name", "", &FILTERS[..]),
        ("-name", "", &few[..]),
        ("-email", "", &few[..]),
        ("attributes.site", "", &few[..]),
        ("jobTitle", "", &few[..]),
        ("name", "walker.1", &few[..]),
    ] {
        let order = expected(&users, sort);
        for filter in filters {
            let case = format!("{search} by {sort} {filter}");
            let query = ListQuery {
                sort: text(sort),
                search: text(search),
                filter: text(filter),
                ..all.clone()
            };
            let (found, total) = beginning(&world, &owner, query.clone()).await?;
            let matching: HashSet<UserId> = users
                .iter()
                .filter(|user| passes(user, filter))
                .filter(|user| search.is_empty() || is_found(user, search))
                .map(|user| user.id)
                .collect();
            let expected = order.iter().filter(|id| matching.contains(id)).copied();
            let expected: Vec<UserId> = expected.collect();
            assert_eq!(total, expected.len() as u64, "{case}");
            assert_eq!(found.len(), expected.len().min(300), "{case}");
            assert!(expected.starts_with(&found), "{case}");

            let counted = ListQuery {
                total: None,
                ..query
            };
            let page = users::list(&world.context, &owner.permit()?, &counted).await?;
            assert_eq!(page.total, total.min(MOST_COUNTED + 1), "{case}");
        }
    }
    Ok(())
}
