use crate::config::LdapConfig;

/// Whether the configuration switches the LDAP server on.
#[derive(Clone, Copy, Debug)]
pub struct LdapSwitch(bool);

impl LdapSwitch {
    /// From the configuration.
    pub const fn new(config: &LdapConfig) -> Self {
        Self(config.listen.is_some() || config.starttls_listen.is_some())
    }

    /// Whether it is on.
    pub const fn is_on(self) -> bool {
        self.0
    }
}
