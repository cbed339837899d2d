//! Lists of groups, and of the members of a large group.

use client::Client;
use contract::groups::ChangeMembers;
use contract::ids::UserId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::{CreateUser, User};
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::state::UserState;
use uuid::Uuid;

use crate::groups::group;

on_both_databases!(
    the_members_of_a_large_group_are_paged_in_both_directions,
    groups_are_searched_sorted_and_filtered,
    a_cursor_belongs_to_one_group,
);

fn text(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}

/// Creates this many users without sending emails.
async fn users(owner: &Client, many: usize) -> Vec<UserId> {
    let mut ids = Vec::new();
    for number in 0..many {
        let new = CreateUser {
            email: format!("user{number:03}@example.com"),
            username: format!("user{number:03}"),
            state: number.is_multiple_of(3).then_some(UserState::Active),
            department: number.is_multiple_of(2).then(|| "Sales".to_owned()),
            ..CreateUser::default()
        };
        ids.push(owner.create_user(&new, None).await.unwrap().id);
    }
    ids
}

/// All pages of a list of users.
async fn walk(by: &Client, query: &ListQuery) -> Vec<User> {
    let mut query = query.clone();
    let mut all = Vec::new();
    loop {
        let page = by.users(&query).await.unwrap();
        all.extend(page.items);
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            assert_eq!(page.total, all.len() as u64);
            assert!(page.total_is_exact);
            return all;
        }
    }
}

async fn the_members_of_a_large_group_are_paged_in_both_directions(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ids = users(&owner, 300).await;
    let large = group(&owner, "Large").await.id;
    // Every user except each tenth.
    let members: Vec<UserId> = (0..300_usize)
        .filter(|number| !number.is_multiple_of(10))
        .map(|number| ids[number])
        .collect();
    for add in members.chunks(100) {
        let change = ChangeMembers {
            add: add.to_vec(),
            remove: Vec::new(),
        };
        let done = owner.change_group_members(large, &change).await.unwrap();
        assert!(done.results.iter().all(|one| one.done));
    }
    assert_eq!(owner.group(large).await.unwrap().members, 270);

    let is_member = |user: &&User| members.contains(&user.id);
    for sort in ["name", "email", "createdAt", "lastSignInAt"] {
        let query = ListQuery {
            limit: Some(40),
            sort: text(sort),
            ..ListQuery::default()
        };
        let all = walk(&owner, &query).await;
        let expected: Vec<_> = all.iter().filter(is_member).cloned().collect();
        let query = ListQuery {
            filter: text(format!("group:{large}")),
            ..query
        };
        let up = walk(&owner, &query).await;
        let query = ListQuery {
            sort: text(format!("-{sort}")),
            ..query
        };
        let mut down = walk(&owner, &query).await;
        down.reverse();
        assert!(up == down, "{sort}");
        assert!(up == expected, "{sort}");
    }
    for (filter, search) in [
        ("state:active", ""),
        ("department:sales;state:staged", ""),
        ("", "user1"),
        ("state:active", "user2"),
        ("", "@example user02"),
    ] {
        let query = ListQuery {
            limit: Some(7),
            filter: text(filter),
            search: text(search),
            ..ListQuery::default()
        };
        let all = walk(&owner, &query).await;
        let expected: Vec<_> = all.iter().filter(is_member).cloned().collect();
        let query = ListQuery {
            filter: text(format!("group:{large};{filter}").trim_end_matches(';')),
            ..query
        };
        assert!(!expected.is_empty() && expected.len() < all.len());
        assert!(walk(&owner, &query).await == expected, "{filter} {search}");
    }
    // Of several groups, one is enough, and nobody is there twice.
    let small = group(&owner, "Small").await.id;
    for id in [ids[0], ids[1]] {
        owner.add_group_member(small, id).await.unwrap();
    }
    let query = ListQuery {
        limit: Some(100),
        filter: text(format!("group:{large},{small}")),
        ..ListQuery::default()
    };
    let either = walk(&owner, &query).await;
    assert_eq!((either.len(), either[0].id), (271, ids[0]));
    let nowhere = ListQuery {
        filter: text(format!("group:{}", Uuid::from_u128(7))),
        ..ListQuery::default()
    };
    assert!(walk(&owner, &nowhere).await.is_empty());
}

async fn names(by: &Client, query: ListQuery) -> Vec<String> {
    let page = by.groups(&query).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items.into_iter().map(|group| group.name).collect()
}

async fn groups_are_searched_sorted_and_filtered(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut made = Vec::new();
    for name in ["Sales Europe", "Vertrieb", "Émigré support", "Sales-Asia"] {
        made.push(group(&owner, name).await);
        server.clock.advance(std::time::Duration::from_secs(1));
    }
    let all = ListQuery::default;
    let in_order = ["Émigré support", "Sales Europe", "Sales-Asia", "Vertrieb"];
    assert_eq!(names(&owner, all()).await, in_order);
    for (sort, expected) in [
        ("name", in_order),
        (
            "-name",
            ["Vertrieb", "Sales-Asia", "Sales Europe", "Émigré support"],
        ),
        (
            "createdAt",
            ["Sales Europe", "Vertrieb", "Émigré support", "Sales-Asia"],
        ),
        (
            "-createdAt",
            ["Sales-Asia", "Émigré support", "Vertrieb", "Sales Europe"],
        ),
    ] {
        let query = ListQuery {
            sort: text(sort),
            ..all()
        };
        assert_eq!(names(&owner, query.clone()).await, expected);
        // One by one, with cursors.
        let mut query = ListQuery {
            limit: Some(1),
            ..query
        };
        for name in expected {
            let page = owner.groups(&query).await.unwrap();
            assert_eq!((&*page.items[0].name, page.total), (name, 4));
            query.cursor = page.next_cursor;
        }
        assert_eq!(query.cursor, None);
    }
    for (search, expected) in [
        ("SAL", &["Sales Europe", "Sales-Asia"][..]),
        ("asia", &["Sales-Asia"]),
        ("emigre sup", &["Émigré support"]),
        ("ales", &[]),
        ("sales vertrieb", &[]),
        ("%", &[]),
        ("_ertrieb", &[]),
    ] {
        let query = ListQuery {
            search: text(search),
            ..all()
        };
        assert_eq!(names(&owner, query).await, expected, "{search}");
    }

    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    for (group, user) in [(&made[0], ada), (&made[1], ada), (&made[1], bob)] {
        owner.add_group_member(group.id, user).await.unwrap();
    }
    for (members, expected) in [
        (vec![ada], &["Sales Europe", "Vertrieb"][..]),
        (vec![bob], &["Vertrieb"]),
        (vec![ada, bob], &["Sales Europe", "Vertrieb"]),
        (vec![UserId(Uuid::from_u128(7))], &[]),
    ] {
        let members: Vec<String> = members.iter().map(ToString::to_string).collect();
        let query = ListQuery {
            filter: text(format!("member:{}", members.join(","))),
            ..all()
        };
        assert_eq!(names(&owner, query).await, expected);
    }
    let query = ListQuery {
        sort: text("-name"),
        search: text("vert"),
        ..all()
    };
    let adas = owner.user_groups(ada, &query).await.unwrap();
    let adas: Vec<_> = adas.items.iter().map(|group| &*group.name).collect();
    assert_eq!(adas, ["Vertrieb"]);
    for query in [
        ListQuery {
            sort: text("members"),
            ..all()
        },
        ListQuery {
            filter: text("name:Sales"),
            ..all()
        },
        ListQuery {
            filter: text("member:ada"),
            ..all()
        },
    ] {
        let refused = owner.groups(&query).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidQuery);
    }
    let filtered = ListQuery {
        filter: text(format!("member:{bob}")),
        ..all()
    };
    let refused = owner.user_groups(ada, &filtered).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidQuery);
}

async fn a_cursor_belongs_to_one_group(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (one, two) = (group(&owner, "One").await, group(&owner, "Two").await);
    let mut ids = Vec::new();
    for id in users(&owner, 3).await {
        owner.add_group_member(one.id, id).await.unwrap();
        owner.add_group_member(two.id, id).await.unwrap();
        ids.push(id);
    }
    let query = |cursor: &Option<String>, filter: Option<String>| ListQuery {
        limit: Some(1),
        cursor: cursor.clone(),
        filter,
        ..ListQuery::default()
    };
    let of = |group: &contract::groups::Group| text(format!("group:{}", group.id));
    let first = owner.users(&query(&None, of(&one))).await.unwrap();
    let cursor = first.next_cursor;
    assert!(cursor.is_some());
    owner.users(&query(&cursor, of(&one))).await.unwrap();
    for other in [of(&two), None] {
        let refused = owner.users(&query(&cursor, other)).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidCursor);
    }
    let theirs = owner
        .user_groups(ids[0], &query(&None, None))
        .await
        .unwrap();
    let cursor = theirs.next_cursor;
    assert!(cursor.is_some());
    for refused in [
        owner.user_groups(ids[1], &query(&cursor, None)).await,
        owner.groups(&query(&cursor, None)).await,
    ] {
        assert_eq!(problem_type(refused), ProblemType::InvalidCursor);
    }
}
