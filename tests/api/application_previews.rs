//! "What if" for applications: a preview of a change says what happens to whom, and after the change is
//! saved, the gate decides exactly that.

use std::collections::BTreeMap;

use client::{Client, Portal};
use contract::applications::{
    AccessCheck, AccessResult, PreviewApplication, SamlSettingsChanges, UpdateApplication,
};
use contract::change::Change;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::ListQuery;
use contract::previews::{AffectedAccount, AffectedQuery, PolicyOutcome};
use entity::account;
use harness::saml::ServiceProvider;
use harness::{AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::access::{Refusal, StepUp, WantedFactor};
use rules::application::OpenTo;
use rules::mfa::MfaRequirement;
use rules::resource::AfterLoss;
use rules::saml::NameIdFormat;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::applications::{application, change, live};
use crate::factors::add_passkey;
use crate::groups::group;

use PolicyOutcome::{
    AccessGranted, AccessPrevented, AccessRequiresFactor, AccessRequiresFactorEnrollment,
    AccessRequiresFactorMoreOften, AccessRequiresFactorNoLonger, AccessRequiresPasskey,
    AccessRequiresPasskeyEnrollment, AccessRequiresPasskeyNoLonger,
};

on_both_databases!(
    the_gate_does_what_was_previewed,
    a_user_without_a_password_is_affected_later,
    an_application_that_identifies_users_by_email_refuses_whom_the_preview_names,
    a_preview_of_an_application_changes_nothing,
);

/// The users who are affected, by the local part of their email, with their outcomes.
type Outcomes = BTreeMap<String, Vec<PolicyOutcome>>;

async fn affected(
    owner: &Client,
    id: ApplicationId,
    change: &PreviewApplication,
    outcome: Option<PolicyOutcome>,
) -> Vec<AffectedAccount> {
    let query = AffectedQuery {
        outcome,
        ..AffectedQuery::default()
    };
    let page = owner.affected_by_application(id, &query, change).await;
    let page = page.unwrap();
    assert_eq!(page.next_cursor, None);
    page.items
}

/// Previews a change. The list behind each number has as many users.
async fn previewed(owner: &Client, id: ApplicationId, change: &PreviewApplication) -> Outcomes {
    let preview = owner.preview_application(id, change).await.unwrap();
    for one in &preview.outcomes {
        let users = affected(owner, id, change, Some(one.outcome)).await;
        assert_eq!(users.len() as u64, one.accounts, "{preview:?}");
    }
    let all = affected(owner, id, change, None).await;
    assert_eq!(all.len() as u64, preview.affected, "{preview:?}");
    let name = |email: &str| email.split('@').next().unwrap().to_owned();
    let all = all.into_iter().map(|one| (name(&one.email), one.outcomes));
    all.collect()
}

async fn save(owner: &Client, id: ApplicationId, proposed: &PreviewApplication) {
    change(owner, id, proposed.update.clone()).await;
    for group in &proposed.assign_groups {
        let assigned = owner.assign_application_to_group(id, *group).await;
        assigned.unwrap();
    }
    for group in &proposed.unassign_groups {
        let removed = owner.unassign_application_from_group(id, *group).await;
        removed.unwrap();
    }
    for user in &proposed.assign_users {
        let assigned = owner.assign_application_to_user(id, *user).await;
        assigned.unwrap();
    }
    for user in &proposed.unassign_users {
        let removed = owner.unassign_application_from_user(id, *user).await;
        removed.unwrap();
    }
}

/// Sets a column of a user that no request sets.
async fn set(server: &TestServer, user: UserId, column: account::Column, value: Expr) {
    let updated = account::Entity::update_many()
        .col_expr(column, value)
        .filter(account::Column::Id.eq(user.0))
        .exec(server.running.context.database().write())
        .await;
    assert_eq!(updated.unwrap().rows_affected, 1);
}

/// An application that is assigned to a group and to one user, and users of all kinds.
struct Setting {
    server: TestServer,
    owner: Client,
    wiki: ApplicationId,
    sales: GroupId,
    users: BTreeMap<&'static str, UserId>,
}

impl Setting {
    async fn start(backend: Backend) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let wiki = application(&owner, "Wiki").await.id;
        let sales = group(&owner, "Sales").await.id;
        let mut users = BTreeMap::new();
        for name in ["ada", "bob", "cyd", "dan", "eve", "fay", "gil"] {
            let user = server.active_user(&owner, &email(name)).await.id;
            users.insert(name, user);
            if !matches!(name, "cyd" | "dan") {
                owner.add_group_member(sales, user).await.unwrap();
            }
        }
        let assigned = owner.assign_application_to_group(wiki, sales).await;
        assigned.unwrap();
        let assigned = owner.assign_application_to_user(wiki, users["cyd"]).await;
        assigned.unwrap();
        AuthenticatorApp::add(&server, &signed_in(&server, "ada").await).await;
        // Fay's passkey does not count, because MFA is off for her.
        for name in ["cyd", "fay"] {
            add_passkey(&server, &signed_in(&server, name).await).await;
        }
        owner.suspend_user(users["eve"]).await.unwrap();
        let off = Expr::value(MfaRequirement::Off);
        set(&server, users["fay"], account::Column::MfaOverride, off).await;
        server.guess_until_locked(Portal::User, &email("gil")).await;
        Self {
            server,
            owner,
            wiki,
            sales,
            users,
        }
    }

    async fn gate(&self) -> BTreeMap<&'static str, AccessCheck> {
        let mut answers = BTreeMap::new();
        for (name, user) in &self.users {
            let answer = self.owner.check_application_access(self.wiki, *user).await;
            answers.insert(*name, answer.unwrap());
        }
        answers
    }

    /// Previews a change, saves it, and compares the outcomes with the gate before and after.
    async fn previews(&self, change: PreviewApplication, expected: &[(&str, &[PolicyOutcome])]) {
        let outcomes = previewed(&self.owner, self.wiki, &change).await;
        let named = expected
            .iter()
            .map(|(name, outcomes)| ((*name).to_owned(), outcomes.to_vec()));
        assert_eq!(outcomes, named.collect::<Outcomes>(), "{change:?}");
        let before = self.gate().await;
        save(&self.owner, self.wiki, &change).await;
        for (name, is) in self.gate().await {
            let was = &before[name];
            let is_locked = [was, &is].map(|one| one.reason == Some(Refusal::AccountLocked));
            if is_locked == [true, true] {
                continue;
            }
            let outcomes = outcomes.get(name).map_or(&[][..], Vec::as_slice);
            let all = format!("{name}: {outcomes:?} {was:?} {is:?}");
            assert!(outcomes.iter().all(|one| fits(*one, was, &is)), "{all}");
            // How often a factor is asked for does not change the answer of the gate.
            let often = AccessRequiresFactorMoreOften;
            let changed = (was.result, was.step_up) != (is.result, is.step_up);
            assert_eq!(changed, outcomes.iter().any(|one| *one != often), "{all}");
        }
        // Saving the same again does nothing to anybody.
        let again = previewed(&self.owner, self.wiki, &change).await;
        assert_eq!(again, Outcomes::new(), "{change:?}");
    }
}

fn email(name: &str) -> String {
    format!("{name}@example.com")
}

async fn signed_in(server: &TestServer, name: &str) -> Client {
    let email = email(name);
    server.sign_in(Portal::User, &email, USER_PASSWORD).await
}

/// Whether an outcome describes what the gate said before and says now.
fn fits(outcome: PolicyOutcome, was: &AccessCheck, is: &AccessCheck) -> bool {
    let opens = |check: &AccessCheck| check.result != AccessResult::Refuse;
    let (could, can) = (opens(was), opens(is));
    match outcome {
        AccessPrevented => could && !can,
        AccessGranted => !could && can,
        AccessRequiresFactor => is.step_up == Some(StepUp::Factor),
        AccessRequiresPasskey => is.step_up == Some(StepUp::Passkey),
        AccessRequiresFactorEnrollment => is.step_up == Some(StepUp::EnrollFactor),
        AccessRequiresPasskeyEnrollment => is.step_up == Some(StepUp::EnrollPasskey),
        AccessRequiresFactorMoreOften => is.step_up.is_some(),
        AccessRequiresPasskeyNoLonger => {
            matches!(is.step_up, Some(StepUp::Factor | StepUp::EnrollFactor))
        }
        AccessRequiresFactorNoLonger => is.result == AccessResult::Open,
        _ => false,
    }
}

fn update(change: impl FnOnce(&mut UpdateApplication)) -> PreviewApplication {
    let mut update = UpdateApplication::default();
    change(&mut update);
    update.into()
}

fn factor(factor: WantedFactor) -> PreviewApplication {
    update(|it| it.factor = Some(factor))
}

async fn the_gate_does_what_was_previewed(backend: Backend) {
    let here = Setting::start(backend).await;
    // Bob keeps what he has open while only the factor changes.
    let bob = signed_in(&here.server, "bob").await;
    bob.open_application(here.wiki).await.unwrap();
    here.previews(
        factor(WantedFactor::Any),
        &[
            ("ada", &[AccessRequiresFactor]),
            ("bob", &[AccessRequiresFactorEnrollment]),
            ("cyd", &[AccessRequiresFactor]),
            ("fay", &[AccessPrevented]),
            ("gil", &[AccessRequiresFactorEnrollment]),
        ],
    )
    .await;
    assert_eq!(live(&here.server, here.wiki).await, 1);
    here.previews(
        update(|it| it.fresh_minutes = Change::Set(5)),
        &[
            ("ada", &[AccessRequiresFactorMoreOften]),
            ("cyd", &[AccessRequiresFactorMoreOften]),
        ],
    )
    .await;
    let enroll: &[PolicyOutcome] = &[AccessRequiresPasskeyEnrollment];
    here.previews(
        factor(WantedFactor::Passkey),
        &[
            ("ada", enroll),
            ("bob", enroll),
            ("cyd", &[AccessRequiresPasskey]),
            ("gil", enroll),
        ],
    )
    .await;
    here.previews(
        update(|it| it.on_lock = Some(AfterLoss::Remove)),
        &[("gil", &[AccessPrevented])],
    )
    .await;
    here.previews(
        update(|it| it.open_to = Some(OpenTo::Everyone)),
        &[("dan", &[AccessRequiresPasskeyEnrollment, AccessGranted])],
    )
    .await;
    let weaker: &[PolicyOutcome] = &[AccessRequiresPasskeyNoLonger];
    here.previews(
        factor(WantedFactor::Any),
        &["ada", "bob", "cyd", "dan", "gil"].map(|name| (name, weaker)),
    )
    .await;
    let none: &[PolicyOutcome] = &[AccessRequiresFactorNoLonger];
    here.previews(
        factor(WantedFactor::None),
        &[
            ("ada", none),
            ("bob", none),
            ("cyd", none),
            ("dan", none),
            ("fay", &[AccessGranted]),
            ("gil", none),
        ],
    )
    .await;
    here.previews(
        update(|it| it.on_lock = Some(AfterLoss::Maintain)),
        &[("gil", &[AccessGranted])],
    )
    .await;
    let (lost, gained): (&[PolicyOutcome], &[PolicyOutcome]) =
        (&[AccessPrevented], &[AccessGranted]);
    here.previews(
        update(|it| it.open_to = Some(OpenTo::Assigned)),
        &[("dan", lost)],
    )
    .await;
    let of_group = |outcome| ["ada", "bob", "fay", "gil"].map(|name| (name, outcome));
    let without_group = PreviewApplication {
        unassign_groups: vec![here.sales],
        ..PreviewApplication::default()
    };
    here.previews(without_group, &of_group(lost)).await;
    assert_eq!(live(&here.server, here.wiki).await, 0);
    let users = PreviewApplication {
        assign_users: vec![here.users["dan"]],
        unassign_users: vec![here.users["cyd"]],
        ..PreviewApplication::default()
    };
    here.previews(users, &[("cyd", lost), ("dan", gained)])
        .await;
    let with_group = PreviewApplication {
        assign_groups: vec![here.sales],
        ..PreviewApplication::default()
    };
    here.previews(with_group, &of_group(gained)).await;
    here.previews(
        update(|it| it.enabled = Some(false)),
        &["ada", "bob", "dan", "fay", "gil"].map(|name| (name, lost)),
    )
    .await;
    bob.open_application(here.wiki).await.unwrap_err();
}

async fn a_user_without_a_password_is_affected_later(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await.id;
    let ada = server.pending_user(&owner, &email("ada")).await;
    let assigned = owner.assign_application_to_user(wiki, ada.id).await;
    assigned.unwrap();
    let strict = factor(WantedFactor::Any);
    let expected: &[PolicyOutcome] = &[AccessRequiresFactorEnrollment];
    let outcomes = previewed(&owner, wiki, &strict).await;
    assert_eq!(outcomes["ada"], expected);
    save(&owner, wiki, &strict).await;
    let checked = owner.check_application_access(wiki, ada.id).await.unwrap();
    assert_eq!(checked.reason, Some(Refusal::AccountPending));
    let token = server.token_mailed_to(&ada.email).await;
    harness::activate(&server.origin, token).await;
    let checked = owner.check_application_access(wiki, ada.id).await.unwrap();
    assert_eq!(checked.step_up, Some(StepUp::EnrollFactor));
    // An expired password is replaced at the next sign-in.
    owner.expire_user_password(ada.id).await.unwrap();
    let outcomes = previewed(&owner, wiki, &factor(WantedFactor::None)).await;
    assert_eq!(outcomes["ada"], [AccessRequiresFactorNoLonger]);
    owner.suspend_user(ada.id).await.unwrap();
    let outcomes = previewed(&owner, wiki, &factor(WantedFactor::None)).await;
    assert_eq!(outcomes, Outcomes::new());
}

async fn an_application_that_identifies_users_by_email_refuses_whom_the_preview_names(
    backend: Backend,
) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut settings = harness::saml::settings();
    settings.name_id = NameIdFormat::Persistent;
    let sp = ServiceProvider::new(&server, &owner, settings.clone()).await;
    let ada = server.active_user(&owner, &email("ada")).await.id;
    server.active_user(&owner, &email("bob")).await;
    let unverified = Expr::value(true);
    set(&server, ada, account::Column::EmailUnverified, unverified).await;
    let mut by_email = settings.clone();
    by_email.name_id = NameIdFormat::Email;
    let by_email = SamlSettingsChanges::between(&settings, &by_email);
    let change = update(|it| it.saml = Some(by_email));
    let expected = Outcomes::from([("ada".to_owned(), vec![AccessPrevented])]);
    assert_eq!(previewed(&owner, sp.id, &change).await, expected);
    save(&owner, sp.id, &change).await;
    let checked = owner.check_application_access(sp.id, ada).await.unwrap();
    assert_eq!(checked.reason, Some(Refusal::EmailUnverified));
}

async fn a_preview_of_an_application_changes_nothing(backend: Backend) {
    let here = Setting::start(backend).await;
    let owner = &here.owner;
    let bob = signed_in(&here.server, "bob").await;
    bob.open_application(here.wiki).await.unwrap();
    here.server.mail_settled().await;
    let before = owner.application(here.wiki).await.unwrap();
    let events = owner.events(&ListQuery::default()).await.unwrap().total;
    let change = PreviewApplication {
        unassign_groups: vec![here.sales],
        assign_users: vec![here.users["dan"]],
        ..update(|it| it.on_lock = Some(AfterLoss::Remove))
    };
    let outcomes = previewed(owner, here.wiki, &change).await;
    assert_eq!(outcomes["bob"], [AccessPrevented]);
    assert_eq!(owner.application(here.wiki).await.unwrap(), before);
    assert_eq!(live(&here.server, here.wiki).await, 1);
    let same = owner.events(&ListQuery::default()).await.unwrap().total;
    assert_eq!(same, events);
}
