use rules::resource::ResourceRefusal;

/// How long a connection lasts before the device has to authenticate again, in seconds. Without a limit, a
/// lock would not end a connection that exists.
pub const SESSION_SECONDS: u32 = 60 * 60;

/// The answer to a RADIUS server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The user may connect.
    Accepted {
        /// The VLAN; `None` if the access point decides.
        vlan: Option<u16>,
    },
    /// The secret is correct, so its owner may be told why it is refused.
    Refused(ResourceRefusal),
    /// The password is wrong, or was not verified, or there is no such user.
    Wrong,
}
