//! The users for whom a bulk action was refused: by reason, with the action that helps them.

use contract::bulk::BulkAction;
use contract::problem::Problem;

use super::Chosen;
use crate::remedies::bulk_action;

/// A user for whom the action was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub user: Chosen,
    pub why: String,
    /// The bulk action that helps, if there is one.
    pub next: Option<BulkAction>,
}

/// A reason, with all who were refused for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub why: String,
    pub next: Option<BulkAction>,
    pub users: Vec<Chosen>,
}

impl Refused {
    pub fn new(user: Chosen, problem: Problem) -> Self {
        Self {
            user,
            next: problem.remedy.and_then(bulk_action),
            why: problem.detail,
        }
    }
}

/// The reasons in order of appearance.
pub(super) fn by_reason(refused: Vec<Refused>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for Refused { user, why, next } in refused {
        let same = |reason: &&mut Reason| reason.why == why && reason.next == next;
        match reasons.iter_mut().find(same) {
            Some(reason) => reason.users.push(user),
            None => reasons.push(Reason {
                why,
                next,
                users: vec![user],
            }),
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use contract::ids::UserId;
    use contract::problem::ProblemType;
    use contract::sign_in::diagnosis::SignInRemedy;

    use super::*;

    fn user(name: &str) -> Chosen {
        (UserId(uuid::Uuid::nil()), name.to_owned())
    }

    fn refused(name: &str, why: &str, remedy: Option<SignInRemedy>) -> Refused {
        let mut problem = Problem::new(ProblemType::Conflict, why);
        problem.remedy = remedy;
        Refused::new(user(name), problem)
    }

    #[test]
    fn users_passed_over_are_grouped_by_reason() {
        let all = vec![
            refused("Ada", "staged", Some(SignInRemedy::Activate)),
            refused(
                "Bob",
                "not verified",
                Some(SignInRemedy::SetTemporaryPassword),
            ),
            refused("Eve", "staged", Some(SignInRemedy::Activate)),
        ];
        let reasons = [
            Reason {
                why: "staged".to_owned(),
                next: Some(BulkAction::Activate),
                users: vec![user("Ada"), user("Eve")],
            },
            Reason {
                why: "not verified".to_owned(),
                next: None,
                users: vec![user("Bob")],
            },
        ];
        assert_eq!(by_reason(all), reasons);
    }
}
