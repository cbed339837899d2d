//! What holds for any facts.

use proptest::prelude::*;

use super::*;

fn wanted() -> impl Strategy<Value = WantedFactor> {
    prop::sample::select(WantedFactor::ALL.to_vec())
}

prop_compose! {
    fn any_facts()(
        account in prop::sample::select(vec![
            AccountStatus::Active,
            AccountStatus::Suspended,
            AccountStatus::PasswordExpired,
        ]),
        (organization_enabled, application_enabled, assigned) in any::<(bool, bool, bool)>(),
        email in prop::sample::select(vec![EmailProof::Verified, EmailProof::Unverified]),
        (asserts_email, terms_due) in any::<(bool, bool)>(),
        factor in wanted(),
        minutes in prop::option::of(0_u32..120),
        (any, passkey, may_enroll) in any::<(bool, bool, bool)>(),
        session in prop::option::of(
            (0_u64..101, prop::option::of(0_u64..101), prop::option::of(0_u64..101)),
        ),
        asked_at in prop::option::of(0_u64..101),
    ) -> Facts {
        Facts {
            organization_enabled,
            account,
            terms: TermsAcceptance::of(terms_due),
            email,
            application_enabled,
            assigned,
            policy: AccessPolicy { factor, freshness: Freshness::from_minutes(minutes) },
            enrolled: Enrolled { any, passkey, may_enroll },
            session: session.map(|(authenticated, factor, passkey)| SessionFacts {
                authenticated_at: at(authenticated),
                factor_at: factor.map(at),
                passkey_at: passkey.map(at),
            }),
            request: RequestFacts {
                asked_at: asked_at.map(at),
                asserts_email,
                ..RequestFacts::default()
            },
            ..open()
        }
    }
}

proptest! {
    #[test]
    fn a_request_never_lowers_the_policy(
        facts in any_facts(),
        factor in wanted(),
        max_age in prop::option::of(0_u32..200),
        sign_in_again in any::<bool>(),
    ) {
        let asking = Facts {
            request: RequestFacts {
                factor,
                max_age: max_age.map(|minutes| MINUTE * minutes),
                sign_in_again,
                ..facts.request
            },
            ..facts
        };
        if may_open(&asking) == Decision::Open {
            prop_assert_eq!(may_open(&facts), Decision::Open);
        }
        // The reverse holds check by check, so nothing is hidden from an administrator either.
        for ((_, without), (check, with)) in explain(&facts).into_iter().zip(explain(&asking)) {
            if with == Decision::Open {
                prop_assert_eq!(without, Decision::Open, "{:?}", check);
            }
        }
    }

    #[test]
    fn nothing_opens_that_a_check_refuses(facts in any_facts()) {
        let all_open = explain(&facts).iter().all(|(_, one)| *one == Decision::Open);
        prop_assert_eq!(may_open(&facts) == Decision::Open, all_open);
    }
}
