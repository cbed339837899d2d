//! Sorts when more users match than are counted, so that pages are found by scanning.

use std::collections::{HashMap, HashSet};

use contract::ids::UserId;
use contract::page::{Counting, ListQuery, MOST_COUNTED};
use contract::user_attributes::{AttributeKind, AttributeValue};
use contract::users::User;
use entity::{Document, Version, account, attribute_definition, user_attribute};
use rules::attribute::AttributeAccess;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::World;
use super::lists::{demo_owner, shown, text, walk};
use super::search::{add_many, beginning};
use crate::Error;
use crate::actor::AdminPrincipal;

super::on_each_database!(pages_are_in_order_however_many_match);

/// Adds an attribute, and gives these users the values of their numbers.
pub(super) async fn fill(
    world: &World,
    owner: &AdminPrincipal,
    users: &[User],
    (name, kind): (&str, AttributeKind),
    value: impl Fn(usize) -> Option<AttributeValue>,
) -> Result<(), Error> {
    let db = world.context.database().write();
    let organization = owner.organization().0;
    let id = Uuid::now_v7();
    let definition = attribute_definition::ActiveModel {
        id: Set(id),
        organization_id: Set(organization),
        name: Set(name.to_owned()),
        label: Set(name.to_owned()),
        kind: Set(kind),
        choices: Set(Document(Vec::new())),
        required: Set(false),
        user_access: Set(AttributeAccess::None),
        filterable: Set(true),
        searchable: Set(false),
        position: Set(0),
        created_at: Set(Timestamp::from_unix_millis(0)),
        version: Set(Version::FIRST),
    };
    attribute_definition::Entity::insert(definition)
        .exec_without_returning(db)
        .await?;
    let accounts = account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization))
        .all(db)
        .await?;
    let accounts: HashMap<Uuid, account::Model> =
        accounts.into_iter().map(|one| (one.id, one)).collect();
    let rows = users.iter().enumerate().filter_map(|(number, user)| {
        let value = value(number)?;
        let key = value.to_string().to_lowercase();
        let account = accounts.get(&user.id.0)?;
        Some(user_attribute::Model::of(account, id, value, key).into_active_model())
    });
    let rows: Vec<_> = rows.collect();
    for batch in rows.chunks(500) {
        let rows = batch.iter().cloned();
        user_attribute::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    world.analyze().await
}

/// The users in the order of a sort, from the JSON of the API.
pub(super) fn expected(users: &[User], sort: &str) -> Vec<UserId> {
    let (by, descending) = match sort.strip_prefix('-') {
        Some(by) => (by, true),
        None => (sort, false),
    };
    let place = |user: &User| {
        let json = serde_json::to_value(user).unwrap_or_default();
        (shown(&json, by), user.id)
    };
    let (mut some, mut none): (Vec<_>, Vec<_>) = users
        .iter()
        .map(place)
        .partition(|(value, _)| !value.is_empty());
    for part in [&mut some, &mut none] {
        part.sort();
        if descending {
            part.reverse();
        }
    }
    some.into_iter().chain(none).map(|(_, id)| id).collect()
}

async fn pages_are_in_order_however_many_match(world: World) -> Result<(), Error> {
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
    assert!(users.len() as u64 > MOST_COUNTED);
    let site = |number: usize| {
        let site = || AttributeValue::Text(format!("Site {}", number % 7));
        number.is_multiple_of(3).then(site)
    };
    fill(&world, &owner, &users, ("site", AttributeKind::Text), site).await?;
    let badge = |number: usize| {
        let badge = || AttributeValue::Number((number * 31 % 1000).into());
        number.is_multiple_of(3).then(badge)
    };
    let few = &users[..300];
    fill(&world, &owner, few, ("badge", AttributeKind::Number), badge).await?;
    let users = walk(&world, &owner, &all).await?;
    let paths = |user: &User| user.profile.department.as_deref() == Some("Paths");
    let in_paths: HashSet<UserId> = users
        .iter()
        .filter(|one| paths(one))
        .map(|one| one.id)
        .collect();
    for sort in [
        "-department",
        "status",
        "-password.setAt",
        "firstName",
        "-jobTitle",
        "attributes.site",
        "-attributes.site",
        "attributes.badge",
        "-attributes.badge",
    ] {
        let order = expected(&users, sort);
        // Nobody is left out by the second one. Few pass the third one.
        for filter in ["", "createdSince:2000-01-01", "department:Paths"] {
            let query = ListQuery {
                sort: text(sort),
                filter: text(filter),
                ..all.clone()
            };
            let (found, total) = beginning(&world, &owner, query).await?;
            let matches = |id: &&UserId| !filter.starts_with("department") || in_paths.contains(id);
            let expected: Vec<UserId> = order.iter().filter(matches).copied().collect();
            assert_eq!(total, expected.len() as u64, "{sort} {filter}");
            assert_eq!(found.len(), expected.len().min(300), "{sort} {filter}");
            assert!(expected.starts_with(&found), "{sort} {filter}");
        }
    }
    Ok(())
}
