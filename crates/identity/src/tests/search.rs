//! Searching in small and large organizations.

use contract::change::Change;
use contract::ids::UserId;
use contract::page::{CountQuery, Counting, ListQuery, MOST_COUNTED};
use contract::profile::Profile;
use contract::users::{MfaCounts, PasswordStatusCounts, StateCounts, UpdateUser, User, UserCounts};
use entity::{Document, account, account_word, user_profile};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::World;
use super::lists::{demo_owner, text, walk};
use crate::ListKeys;
use crate::actor::AdminPrincipal;
use crate::lists::search_words;
use crate::{Error, users};
use rules::state::UserState;

super::on_each_database!(
    search_finds_by_the_beginnings_of_words,
    search_finds_the_same_however_many_match,
    a_new_name_is_found_in_its_place,
    accounts_without_keys_get_them_at_the_start,
    typing_finds_names_with_letters_of_other_alphabets,
    totals_stop_where_lists_stop_counting,
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
    assert_eq!(search("@example.com").await?.len(), 32);
    assert_eq!(search("brien").await?, ["sean.obrien"]);
    assert_eq!(search("novák").await?, ["hana.novakova"]);
    assert_eq!(search("  ").await?.len(), 32);
    for nothing in ["lace", "ada%", "a_a", "ada okafor", "owner"] {
        assert!(search(nothing).await?.is_empty(), "{nothing}");
    }
    Ok(())
}

/// Too many to be looked up one by one or sorted, so a page of them is found by scanning the list
/// in its order.
const MANY: usize = 4_100;

/// Adds users whose names begin like that of the demo's Ada.
pub(super) async fn add_many(world: &World, part: usize) -> Result<(), Error> {
    let db = world.context.database().write();
    let ada = account::Entity::find()
        .filter(account::Column::EmailKey.eq("ada@example.com"))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let row = user_profile::Entity::find_by_id(ada.id).one(db).await?;
    let row = row.ok_or(Error::NotFound)?;
    let numbers: Vec<usize> = (0..MANY).collect();
    for batch in numbers.chunks(500) {
        let (mut accounts, mut profiles, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for number in batch {
            let mut one = ada.clone();
            one.id = Uuid::now_v7();
            one.username = format!("walker.{}", part * MANY + number);
            one.username_key.clone_from(&one.username);
            one.email = format!("{}@example.com", one.username);
            one.email_key.clone_from(&one.email);
            one.name = format!("Wal {:04} Walker", number * 7919 % MANY);
            if number % 3 == 0 {
                one.state = UserState::Suspended;
            }
            let profile = Profile {
                first_name: Some(one.name.clone()),
                department: (number % 5 == 0).then(|| "Paths".to_owned()),
                ..Profile::default()
            };
            let keys = ListKeys::of(&one.name, &one.email, &one.username, &profile);
            words.extend(keys.word_rows(&one));
            let mut row = row.clone();
            row.account_id = one.id;
            row.fields = Document(profile);
            profiles.push(row.into_active_model());
            accounts.push(keys.in_row(one.into_active_model()));
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
    world.analyze().await
}

/// The first pages of a list, and its total.
pub(super) async fn beginning(
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

/// Whether the search matches, according to a plain comparison with each word of the user.
pub(super) fn is_found(user: &User, search: &str) -> bool {
    let texts = user
        .profile
        .searched()
        .chain([&*user.email, &*user.username]);
    let found_by = search_words(texts).words;
    let mut words = search.split(' ');
    words.all(|word| found_by.iter().any(|one| one.word.starts_with(word)))
}

async fn search_finds_the_same_however_many_match(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    add_many(&world, 0).await?;
    for sort in ["name", "-name", "-email"] {
        for filter in ["", "state:suspended", "state:active;department:Paths"] {
            let query = ListQuery {
                limit: Some(100),
                sort: text(sort),
                filter: text(filter),
                ..ListQuery::default()
            };
            let all = walk(&world, &owner, &query).await?;
            // With one word: some, many, too many matches. With several: none, some, many.
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

/// Counting stops, but paging continues.
async fn totals_stop_where_lists_stop_counting(world: World) -> Result<(), Error> {
    let owner = demo_owner(&world).await?;
    let before = users::counts(&world.context, &owner.permit()?, CountQuery::default()).await?;
    for part in 0..3 {
        add_many(&world, part).await?;
    }
    let added = 3 * MANY as u64;
    let in_use = before.states.active + before.states.suspended;
    for (search, filter, more) in [
        ("", "", before.total),
        ("wal", "", 0),
        ("", "state:active,suspended", in_use),
    ] {
        let mut query = ListQuery {
            search: text(search),
            filter: text(filter),
            ..ListQuery::default()
        };
        let page = users::list(&world.context, &owner.permit()?, &query).await?;
        let told = (page.total, page.total_is_exact);
        assert_eq!(told, (MOST_COUNTED + 1, false), "{search} {filter}");
        query.total = Some(Counting::Exact);
        let exact = users::list(&world.context, &owner.permit()?, &query).await?;
        assert_eq!((exact.total, exact.total_is_exact), (added + more, true));
        assert_eq!(exact.items, page.items);
    }
    let counted = async || -> Result<[UserCounts; 2], Error> {
        let mut counts = [UserCounts::default(); 2];
        for (counts, total) in counts.iter_mut().zip([None, Some(Counting::Exact)]) {
            let query = CountQuery { total };
            *counts = users::counts(&world.context, &owner.permit()?, query).await?;
        }
        Ok(counts)
    };
    let [counts, exact] = counted().await?;
    assert_eq!(counts, stopped(exact));
    assert_eq!(counts.total, MOST_COUNTED + 1);
    assert_eq!(exact.total, added + before.total);
    // Now most users are not in the state that most users are usually in.
    let suspend = "UPDATE account SET state = 'suspended' WHERE username_key LIKE 'walker.%'";
    let db = world.context.database().write();
    db.execute_unprepared(suspend).await?;
    let [counts, exact] = counted().await?;
    assert_eq!(counts, stopped(exact));
    assert_eq!(exact.states.suspended, added + before.states.suspended);
    assert_eq!(exact.states.active, before.states.active);
    Ok(())
}

/// These counts, as they are without `total=exact`.
fn stopped(exact: UserCounts) -> UserCounts {
    let stop = |number: u64| number.min(MOST_COUNTED + 1);
    UserCounts {
        total: stop(exact.total),
        states: StateCounts {
            staged: stop(exact.states.staged),
            active: stop(exact.states.active),
            suspended: stop(exact.states.suspended),
        },
        password_statuses: PasswordStatusCounts {
            pending: stop(exact.password_statuses.pending),
            active: stop(exact.password_statuses.active),
            expired: stop(exact.password_statuses.expired),
            locked: stop(exact.password_statuses.locked),
        },
        expiring: stop(exact.expiring),
        must_comply: stop(exact.must_comply),
        mfa: MfaCounts {
            enrolled: stop(exact.mfa.enrolled),
            enrollment_period: stop(exact.mfa.enrollment_period),
            enrollment_overdue: stop(exact.mfa.enrollment_overdue),
            not_enrolled: stop(exact.mfa.not_enrolled),
        },
    }
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

async fn accounts_without_keys_get_them_at_the_start(world: World) -> Result<(), Error> {
    demo_owner(&world).await?;
    let database = world.context.database();
    let keys = async || -> Result<_, Error> {
        let accounts = account::Entity::find()
            .order_by_asc(account::Column::Id)
            .all(database.read())
            .await?;
        let words = account_word::Entity::find()
            .order_by_asc(account_word::Column::AccountId)
            .order_by_asc(account_word::Column::Word)
            .all(database.read())
            .await?;
        Ok((accounts, words))
    };
    let as_written = keys().await?;
    // The state after a migration.
    for statement in [
        "DELETE FROM account_word",
        "UPDATE account SET search_words = '', department_key = '', name_key = LOWER(name)",
    ] {
        database.write().execute_unprepared(statement).await?;
    }
    crate::migrate(database).await?;
    assert!(as_written.1.iter().any(|row| row.shared_prefix > 0));
    assert!(keys().await? == as_written);
    Ok(())
}

async fn typing_finds_names_with_letters_of_other_alphabets(world: World) -> Result<(), Error> {
    let tenant = world.tenant("a").await?;
    let names = [
        "García",
        "Jürgen",
        "Søren",
        "Nguyễn Văn",
        "Großmann",
        "Işık",
        "O’Connor",
        "Łucja",
        "Albert Jan",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let user = world
            .user(&tenant, &format!("n{number}"), UserState::Active)
            .await?;
        let request = UpdateUser {
            display_name: Change::Set(name.to_owned()),
            department: Change::Set("Sales".to_owned()),
            ..UpdateUser::default()
        };
        users::update(
            &world.context,
            &tenant.owner.permit()?,
            user.id,
            user.version,
            request,
        )
        .await?;
    }
    let find = async |search: &str, filter: &str| -> Result<Vec<String>, Error> {
        let query = ListQuery {
            search: text(search),
            filter: text(filter),
            ..ListQuery::default()
        };
        let found = walk(&world, &tenant.owner, &query).await?;
        Ok(found.into_iter().map(|user| user.name).collect())
    };
    let typed = [
        "garcia",
        "jurgen",
        "soren",
        "nguyen van",
        "GROSSMANN",
        "isik",
        "O'Connor",
        "lucja",
        "albert\tjan",
    ];
    for (typed, name) in typed.into_iter().zip(names) {
        assert_eq!(find(typed, "").await?, [name]);
    }
    assert_eq!(find("ışık", "").await?, ["Işık"]);
    assert_eq!(find("", "department:sales").await?.len(), names.len());
    let sorted = [
        "Albert Jan",
        "García",
        "Großmann",
        "Işık",
        "Jürgen",
        "Łucja",
        "Nguyễn Văn",
        "O’Connor",
        "Søren",
    ];
    assert_eq!(find("", "").await?, sorted);
    assert_eq!(find("@", "").await?, sorted);
    assert_eq!(find("@people.example.com", "").await?, sorted);
    for nowhere in ["@elsewhere.test", "@example.net"] {
        assert!(find(nowhere, "").await?.is_empty(), "{nowhere}");
    }
    Ok(())
}
