//! The user's own SSH keys.

use leptos::prelude::*;
use portal_kit::me::Reload;
use portal_kit::ssh_keys::{MaySshKeys, SshKeysOf, ssh_keys};
use portal_kit::words::ssh_keys as words;
use ui_kit::prelude::*;

/// The card.
pub(super) fn card(reload: Reload) -> AnyView {
    let may = MaySshKeys {
        add: true,
        remove: true,
    };
    view! {
        <Card title=words::TITLE lead=words::LEAD icon=Icon::Key>
            {ssh_keys(SshKeysOf::Me, may, reload)}
        </Card>
    }
    .into_any()
}
