//! The controls of a response.

use super::{PAGED_RESULTS, PASSWORD_POLICY, PasswordPolicyResponse, paged};
use crate::ber::Writer;

/// A control of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseControl {
    /// What follows the page. It goes with the last response to a search that asked for a page.
    PagedResults {
        /// About how many entries there are in all, or 0 if that is unknown.
        estimate: i32,
        /// What the client has to send for the next page. Empty after the last page.
        cookie: Vec<u8>,
    },
    /// The state of the password. It is sent only if the client asked for it.
    PasswordPolicy(PasswordPolicyResponse),
}

impl ResponseControl {
    pub(crate) fn write(&self, writer: &mut Writer) {
        let (name, value) = match self {
            Self::PagedResults { estimate, cookie } => {
                (PAGED_RESULTS, paged::response(*estimate, cookie))
            }
            Self::PasswordPolicy(state) => (PASSWORD_POLICY, state.encode()),
        };
        // Not critical, which is the default and therefore left out.
        writer.sequence(|it| {
            it.text(name);
            it.octets(&value);
        });
    }
}
