//! Searching, among a few and among many.

use contract::change::Change;
use contract::ids::UserId;
use contract::page::ListQuery;
use contract::profile::Profile;
use contract::users::{UpdateUser, User};
use entity::{Document, account, account_word, user_profile};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::World;
use super::lists::{demo_owner, text, walk};
use crate::actor::AdminPrincipal;
use crate::lists::words_of;
use crate::users::search_words;
use crate::{Error, users};
use rules::state::UserState;

super::on_each_database!(
    search_finds_by_the_beginnings_of_words,
    search_finds_the_same_however_many_match,
    a_new_name_is_found_in_its_place,
    words_from_before_the_search_step_are_brought_up_to_it,
);

async fn search_finds_by_the_beginnings_of_words(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    let search = async |words: &str| -> Result<Vec<String>, Error> {
        let query = ListQuery {
            search: text(words),
            ..ListQuery::default()
        };
        let found = walk(&world, &owner, &query).await?;
        Ok(found.into_iter().map(|user| user.username).collect())
    };
    assert_eq!(search("ADA").await?, ["ada"]);
    assert_eq!(search("lov ad").await?, ["ada"]);
    assert_eq!(search("ada@exam").await?, ["ada"]);
    assert_eq!(search("e-1001").await?, ["ada"]);
    assert_eq!(search("brien").await?, ["sean.obrien"]);
    assert_eq!(search("novák").await?, ["hana.novakova"]);
    assert_eq!(search("  ").await?.len(), 32);
    for nothing in ["lace", "ada%", "a_a", "ada okafor", "owner"] {
        assert!(search(nothing).await?.is_empty(), "{nothing}");
    }
    Ok(())
}

/// More than are looked up one by one or sorted: a page of them is found along the order of
/// the list.
const MANY: usize = 4_100;

/// Adds users whose names begin alike, like the demo's Ada.
async fn add_many(world: &World) -> Result<(), Error> {
    let db = world.context.database().write();
    let ada = account::Entity::find()
        .filter(account::Column::EmailKey.eq("ada@example.com"))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let profile = user_profile::Entity::find_by_id(ada.id).one(db).await?;
    let row = profile.ok_or(Error::NotFound)?;
    let numbers: Vec<usize> = (0..MANY).collect();
    for batch in numbers.chunks(500) {
        let (mut accounts, mut profiles, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for number in batch {
            let mut one = ada.clone();
            one.id = Uuid::now_v7();
            one.username = format!("walker.{number}");
            one.username_key.clone_from(&one.username);
            one.email = format!("{}@example.com", one.username);
            one.email_key.clone_from(&one.email);
            one.name = format!("Wal {:04} Walker", number * 7919 % MANY);
            one.name_key = one.name.to_lowercase();
            if number % 3 == 0 {
                one.state = UserState::Suspended;
            }
            let mut profile = row.clone();
            profile.account_id = one.id;
            let fields = Profile {
                first_name: Some(one.name.clone()),
                ..Profile::default()
            };
            profile.fields = Document(fields);
            words.extend(search_words(&one, [one.name.as_str()]));
            profiles.push(profile.into_active_model());
            accounts.push(one.into_active_model());
        }
        let (accounts, profiles, words) = (
            account::Entity::insert_many(accounts),
            user_profile::Entity::insert_many(profiles),
            account_word::Entity::insert_many(words),
        );
        accounts.exec_without_returning(db).await?;
        profiles.exec_without_returning(db).await?;
        words.exec_without_returning(db).await?;
    }
    Ok(())
}

/// The first pages of a list, and its length.
async fn beginning(
    world: &World,
    owner: &AdminPrincipal,
    mut query: ListQuery,
) -> Result<(Vec<UserId>, u64), Error> {
    const PAGES: usize = 3;
    let (mut ids, mut total) = (Vec::new(), 0);
    for _ in 0..PAGES {
        let page = users::list(&world.context, &owner.permit()?, &query).await?;
        ids.extend(page.items.iter().map(|user| user.id));
        total = page.total;
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    Ok((ids, total))
}

/// Whether one look at each word of the user says that the search finds them.
fn is_found(user: &User, search: &str) -> bool {
    let profile = &user.profile;
    let names = [
        &profile.first_name,
        &profile.middle_name,
        &profile.last_name,
        &profile.display_name,
        &profile.employee_number,
    ];
    let names = names.into_iter().flatten();
    let texts = names.chain([&user.email, &user.username]);
    let found_by = words_of(texts.map(String::as_str));
    let mut words = search.split(' ');
    words.all(|word| found_by.iter().any(|one| one.word.starts_with(word)))
}

async fn search_finds_the_same_however_many_match(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    add_many(&world).await?;
    for sort in ["name", "-name", "-email"] {
        for filter in ["", "state:suspended"] {
            let query = ListQuery {
                limit: Some(100),
                sort: text(sort),
                filter: text(filter),
                ..ListQuery::default()
            };
            let all = walk(&world, &owner, &query).await?;
            // Of one word: some, many, too many; of several: none, some, many.
            let searches = ["a", "walker.4", "wal", "wal ada", "wal 5", "wal walker"];
            for search in searches {
                let query = ListQuery {
                    search: text(search),
                    ..query.clone()
                };
                let (found, total) = beginning(&world, &owner, query).await?;
                let expected = all.iter().filter(|user| is_found(user, search));
                let expected: Vec<_> = expected.map(|user| user.id).collect();
                let case = format!("{search} by {sort} {filter}");
                assert_eq!(total, expected.len() as u64, "{case}");
                assert!(expected.starts_with(&found), "{case}");
                assert!(found.len() >= expected.len().min(300), "{case}");
            }
        }
    }
    Ok(())
}

async fn a_new_name_is_found_in_its_place(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    for name in ["ann", "anton", "anja"] {
        world.user(&tenant, name, UserState::Active).await?;
    }
    let search = async || -> Result<Vec<(String, UserId, u64)>, Error> {
        let query = ListQuery {
            search: text("an"),
            ..ListQuery::default()
        };
        let found = walk(&world, &tenant.owner, &query).await?;
        let found = found.into_iter();
        Ok(found
            .map(|user| (user.name, user.id, user.version))
            .collect())
    };
    let before = search().await?;
    let names = |found: &[(String, UserId, u64)]| -> Vec<String> {
        found.iter().map(|(name, ..)| name.clone()).collect()
    };
    assert_eq!(names(&before), ["anja", "ann", "anton"]);
    let (_, id, version) = before[0];
    let request = UpdateUser {
        display_name: Change::Set("Zora An".to_owned()),
        ..UpdateUser::default()
    };
    users::update(
        &world.context,
        &tenant.owner.permit()?,
        id,
        version,
        request,
    )
    .await?;
    assert_eq!(names(&search().await?), ["ann", "anton", "Zora An"]);
    Ok(())
}

async fn words_from_before_the_search_step_are_brought_up_to_it(world: World) -> Result<(), Error> {
    demo_owner(&world).await?;
    let database = world.context.database();
    let words = async || {
        account_word::Entity::find()
            .order_by_asc(account_word::Column::AccountId)
            .order_by_asc(account_word::Column::Word)
            .all(database.read())
            .await
    };
    let as_written = words().await?;
    // The table as it was, with what it held.
    for statement in [
        "CREATE TABLE earlier AS SELECT organization_id, word, account_id FROM account_word",
        "DROP TABLE account_word",
        "ALTER TABLE earlier RENAME TO account_word",
        "DELETE FROM seaql_migrations WHERE version LIKE '%search%'",
    ] {
        database.write().execute_unprepared(statement).await?;
    }
    database.migrate().await?;
    assert!(as_written.iter().any(|row| row.shared_prefix > 1));
    assert_eq!(words().await?, as_written);
    Ok(())
}
