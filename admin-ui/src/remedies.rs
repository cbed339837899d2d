//! The actions on many users that help those for whom another one was refused.

use contract::bulk::BulkAction;
use contract::sign_in::diagnosis::SignInRemedy;

/// The bulk action that performs a remedy. The others need an answer about each user.
pub const fn bulk_action(remedy: SignInRemedy) -> Option<BulkAction> {
    match remedy {
        SignInRemedy::Activate => Some(BulkAction::Activate),
        SignInRemedy::Unlock => Some(BulkAction::Unlock),
        SignInRemedy::SendActivation => Some(BulkAction::ResendActivation),
        SignInRemedy::SendPasswordReset => Some(BulkAction::SendPasswordReset),
        SignInRemedy::ExtendEnrollment
        | SignInRemedy::SetTemporaryPassword
        | SignInRemedy::SendEmailVerification
        | SignInRemedy::ChangeEmail => None,
    }
}
