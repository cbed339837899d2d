//! Each profile field says who may edit it: the user, or only the organization.

use client::Portal;
use contract::change::Change;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::profile::{Kind, Profile, ProfileChanges, ProfilePolicy, ValueMut};
use contract::users::UpdateUser;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};

on_both_databases!(
    users_edit_only_the_fields_that_are_not_the_organizations,
    a_setting_says_which_fields_are_the_organizations,
    one_user_may_edit_the_profile_or_may_not,
);

const ADA: &str = "ada@example.com";
/// What other systems could derive rights from.
const ORGANIZATION: [&str; 5] = [
    "department",
    "costCenter",
    "employeeNumber",
    "employeeType",
    "manager",
];

/// A change of the field with this name.
fn change(field: &str) -> ProfileChanges {
    let mut after = Profile::default();
    for (known, value) in after.values_mut() {
        if known.name == field {
            match value {
                ValueMut::Text(text) if known.kind == Kind::Phone => {
                    *text = Some("+49 30 123456".to_owned());
                }
                ValueMut::Text(text) => *text = Some("de".to_owned()),
                ValueMut::Address(address) => {
                    address.get_or_insert_default().country = "x".to_owned()
                }
            }
        }
    }
    ProfileChanges::between(&Profile::default(), &after)
}

async fn users_edit_only_the_fields_that_are_not_the_organizations(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let mut kept = ada.me().await.unwrap().organization_fields;
    kept.sort();
    let mut expected = ORGANIZATION.to_vec();
    expected.sort_unstable();
    assert_eq!(kept, expected);
    for field in Profile::FIELDS
        .iter()
        .filter(|field| field.name != "timeZone")
    {
        let version = ada.me().await.unwrap().version;
        let answer = ada.update_my_profile(version, &change(field.name)).await;
        if ORGANIZATION.contains(&field.name) {
            let error = answer.unwrap_err();
            let problem = error.problem().unwrap();
            assert_eq!(problem.kind, ProblemType::InvalidFields);
            assert_eq!(problem.errors[0].field, field.name);
            assert_eq!(problem.errors[0].code, "not_allowed");
        } else {
            answer.unwrap();
        }
    }
}

async fn a_setting_says_which_fields_are_the_organizations(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let keep = |fields: &[&str]| UpdateOrganization {
        profile_policy: Some(
            ProfilePolicy {
                organization_fields: fields.iter().map(|&field| field.to_owned()).collect(),
            }
            .into(),
        ),
        ..UpdateOrganization::default()
    };
    let now = owner.organization().await.unwrap();
    let unknown = owner
        .update_organization(now.version, &keep(&["isOwner"]))
        .await;
    assert_eq!(problem_type(unknown), ProblemType::InvalidFields);
    owner
        .update_organization(now.version, &keep(&["jobTitle"]))
        .await
        .unwrap();
    let version = ada.me().await.unwrap().version;
    let refused = ada.update_my_profile(version, &change("jobTitle")).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    ada.update_my_profile(version, &change("department"))
        .await
        .unwrap();
}

async fn one_user_may_edit_the_profile_or_may_not(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    assert_eq!(user.profile_editable_override, None);
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    for setting in [true, false] {
        let now = owner.organization().await.unwrap();
        let update = UpdateOrganization {
            users_may_edit_profile: Some(setting),
            ..UpdateOrganization::default()
        };
        owner
            .update_organization(now.version, &update)
            .await
            .unwrap();
        for (own, expected) in [(Some(true), true), (Some(false), false), (None, setting)] {
            let version = owner.user(user.id).await.unwrap().version;
            let update = UpdateUser {
                profile_editable_override: Change::from_option(own),
                ..UpdateUser::default()
            };
            let updated = owner.update_user(user.id, version, &update).await.unwrap();
            assert_eq!(updated.profile_editable_override, own);
            let me = ada.me().await.unwrap();
            assert_eq!(me.profile_editable, expected, "{setting} {own:?}");
            let answer = ada
                .update_my_profile(me.version, &change("displayName"))
                .await;
            if expected {
                answer.unwrap();
            } else {
                assert_eq!(problem_type(answer), ProblemType::Forbidden);
            }
            // The fields of the organization stay its own.
            let version = ada.me().await.unwrap().version;
            let answer = ada.update_my_profile(version, &change("department")).await;
            answer.unwrap_err();
        }
    }
}
