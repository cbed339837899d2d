use contract::terms::AcceptedTerms;
use entity::account;
use rules::account::AccountKind;

use super::Member;

/// Whether the account must accept the current version of its organization's terms. Administrators do not:
/// they have accepted the terms of service when they set their password.
pub(crate) fn terms_due(member: &Member) -> bool {
    let organization = &member.organization;
    member.account.kind == AccountKind::User
        && organization.terms_required
        && member.account.terms_version < organization.terms_version
}

/// The version of the organization's terms that a user accepted last.
pub(crate) fn accepted_terms(account: &account::Model) -> Option<AcceptedTerms> {
    Some(AcceptedTerms {
        version: u32::try_from(account.terms_version).ok()?,
        accepted_at: account.terms_accepted_at?,
    })
}
