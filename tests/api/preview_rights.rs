//! A preview shows no more than its caller may change and see, is validated as the change is, and is
//! paged.

use client::Portal;
use contract::organization::UpdateOrganization;
use contract::previews::{AffectedQuery, PolicyOutcome};
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases, problem_type};
use rules::account::AccountKind;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::role::Role;

on_both_databases!(
    only_those_who_may_save_a_change_preview_it,
    a_change_is_validated_as_when_it_is_saved,
    another_organization_is_not_examined,
    pages_have_every_account_once,
);

fn required(change: impl FnOnce(&mut MfaPolicy)) -> UpdateOrganization {
    let mut policy = MfaPolicy {
        users: MfaRequirement::Required,
        ..MfaPolicy::default()
    };
    change(&mut policy);
    UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    }
}

async fn only_those_who_may_save_a_change_preview_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (first, any) = (required(|_| {}), AffectedQuery::default());
    let both = required(|policy| policy.administrators = MfaRequirement::Required);
    for (role, allowed, of_administrators) in [
        (Role::Owner, true, true),
        (Role::Manager, true, false),
        (Role::HelpDesk, false, false),
        (Role::ReadOnly, false, false),
    ] {
        let email = format!("new-{}@example.com", role.as_str());
        let client = server.administrator(&owner, &email, role).await;
        for (change, allowed) in [(&first, allowed), (&both, of_administrators)] {
            let counts = client.preview_organization(change).await.map(drop);
            let list = client.affected_accounts(&any, change).await.map(drop);
            for answer in [counts, list] {
                if allowed {
                    answer.unwrap();
                } else {
                    assert_eq!(problem_type(answer), ProblemType::Forbidden, "{role:?}");
                }
            }
        }
    }
    let nobody = server.anonymous(Portal::Admin);
    let refused = nobody.preview_organization(&first).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
}

async fn a_change_is_validated_as_when_it_is_saved(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let change = required(|policy| policy.enrollment_days = 0);
    let saved = owner.update_organization(1, &change).await.unwrap_err();
    let saved = saved.problem().unwrap().clone();
    assert_eq!(saved.kind, ProblemType::InvalidFields);
    let refused = owner.preview_organization(&change).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors, saved.errors);
    let any = AffectedQuery::default();
    let refused = owner.affected_accounts(&any, &change).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors, saved.errors);
}

async fn another_organization_is_not_examined(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for name in ["ada", "grace"] {
        let email = format!("{name}@example.com");
        server.pending_user(&owner, &email).await;
    }
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let change = required(|_| {});
    let preview = owner.preview_organization(&change).await.unwrap();
    assert_eq!((preview.examined, preview.affected), (2, 2));
    let preview = other.preview_organization(&change).await.unwrap();
    assert_eq!((preview.examined, preview.affected), (0, 0));
    let query = AffectedQuery {
        limit: Some(1),
        ..AffectedQuery::default()
    };
    let page = other.affected_accounts(&query, &change).await.unwrap();
    assert_eq!(page.items, []);
    // Its owner cannot continue with a cursor of the first one.
    let page = owner.affected_accounts(&query, &change).await.unwrap();
    let query = AffectedQuery {
        cursor: page.next_cursor,
        ..query
    };
    let refused = other.affected_accounts(&query, &change).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidCursor);
}

async fn pages_have_every_account_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut expected = Vec::new();
    for n in 0..5 {
        let email = format!("user{n}@example.com");
        let user = server.pending_user(&owner, &email).await;
        expected.push((AccountKind::User, user.id.0));
    }
    let me = owner.administrator_me().await.unwrap().id;
    expected.push((AccountKind::Administrator, me.0));
    let change = required(|policy| policy.administrators = MfaRequirement::Required);
    let mut query = AffectedQuery {
        limit: Some(2),
        ..AffectedQuery::default()
    };
    let mut found = Vec::new();
    loop {
        let page = owner.affected_accounts(&query, &change).await.unwrap();
        assert!(page.items.len() <= 2);
        found.extend(page.items.iter().map(|one| (one.kind, one.id)));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(found, expected);
    let query = AffectedQuery {
        outcome: Some(PolicyOutcome::MfaEnrollmentBegins),
        ..AffectedQuery::default()
    };
    let page = owner.affected_accounts(&query, &change).await.unwrap();
    let kinds: Vec<_> = page.items.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [AccountKind::Administrator]);
}
