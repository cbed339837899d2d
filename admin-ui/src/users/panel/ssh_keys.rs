//! The SSH keys of a user.

use contract::ids::UserId;
use leptos::prelude::*;
use portal_kit::me::Reload;
use portal_kit::ssh_keys::{MaySshKeys, SshKeysOf, ssh_keys};
use portal_kit::words::ssh_keys as words;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::session::may;

/// The section.
pub(super) fn view(id: UserId) -> AnyView {
    let may = MaySshKeys {
        add: may(Permission::UsersWrite),
        remove: may(Permission::UsersAssist),
    };
    view! {
        <Section title=words::TITLE lead=words::LEAD_OF_USER>
            {ssh_keys(SshKeysOf::User(id), may, Reload::default())}
        </Section>
    }
    .into_any()
}
