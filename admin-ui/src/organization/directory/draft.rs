//! The fields of the directory's settings.

use leptos::prelude::*;
use rules::directory::DirectoryPolicy;
use rules::resource::AfterLoss;
use ui_kit::prelude::*;

use super::super::security::whole;
use super::{listener, names};
use crate::resources::Barred;
use crate::words::directory as words;

/// The maximum number of digits of a number.
const DIGITS: u32 = 10;

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    enabled: RwSignal<bool>,
    suffix: RwSignal<String>,
    account_passwords: RwSignal<bool>,
    barred: Barred,
    expired_changes: RwSignal<bool>,
    posix: RwSignal<bool>,
    first_uid: RwSignal<String>,
    last_uid: RwSignal<String>,
    first_gid: RwSignal<String>,
    last_gid: RwSignal<String>,
}

impl Draft {
    pub fn new() -> Self {
        let (text, switch) = (|| RwSignal::new(String::new()), || RwSignal::new(false));
        Self {
            enabled: switch(),
            suffix: text(),
            account_passwords: switch(),
            barred: Barred::new(AfterLoss::Remove, AfterLoss::Remove),
            expired_changes: switch(),
            posix: switch(),
            first_uid: text(),
            last_uid: text(),
            first_gid: text(),
            last_gid: text(),
        }
    }

    pub fn fill(self, now: &DirectoryPolicy) {
        self.enabled.set(now.enabled);
        self.suffix.set(now.suffix.clone());
        self.account_passwords.set(now.account_passwords);
        self.barred.fill(now.on_lock, now.on_password_expiry);
        self.expired_changes.set(now.expired_password_changes);
        self.posix.set(now.posix);
        self.first_uid.set(now.first_uid.to_string());
        self.last_uid.set(now.last_uid.to_string());
        self.first_gid.set(now.first_gid.to_string());
        self.last_gid.set(now.last_gid.to_string());
    }

    /// The policy as entered. Invalid numbers become 0, which is refused.
    pub fn policy(self) -> DirectoryPolicy {
        DirectoryPolicy {
            enabled: self.enabled.get(),
            suffix: self.suffix.with(|suffix| suffix.trim().to_owned()),
            account_passwords: self.account_passwords.get(),
            on_lock: self.barred.on_lock(),
            on_password_expiry: self.barred.on_expiry(),
            expired_password_changes: self.expired_changes.get(),
            posix: self.posix.get(),
            first_uid: whole(self.first_uid),
            last_uid: whole(self.last_uid),
            first_gid: whole(self.first_gid),
            last_gid: whole(self.last_gid),
        }
    }

    pub fn view(self, readonly: bool) -> AnyView {
        view! {
            <Switch label=words::ENABLED hint=words::ENABLED_HINT checked=self.enabled disabled=readonly/>
            {listener::view()}
            <TextField name="directory.suffix" label=words::SUFFIX value=self.suffix hint=words::SUFFIX_HINT
                mono=true maxlength=200 readonly=readonly/>
            {names::view(self.suffix)}
            <Switch label=words::ACCOUNT_PASSWORDS hint=words::ACCOUNT_PASSWORDS_HINT
                checked=self.account_passwords disabled=readonly/>
            {self.barred.inputs("directory.onLock", "directory.onPasswordExpiry", readonly)}
            <Switch label=words::EXPIRED_CHANGES hint=words::EXPIRED_CHANGES_HINT
                checked=self.expired_changes disabled=readonly/>
            <Switch label=words::POSIX hint=words::POSIX_HINT checked=self.posix disabled=readonly/>
            {self.ranges(readonly)}
        }
        .into_any()
    }

    /// The numbers that users and groups are given.
    fn ranges(self, readonly: bool) -> AnyView {
        let off = Signal::derive(move || !self.posix.get());
        view! {
            <div class="nested">
                <FieldRow>
                    <TextField name="directory.firstUid" label=words::FIRST_UID value=self.first_uid
                        kind=InputKind::Number disabled=off readonly=readonly maxlength=DIGITS/>
                    <TextField name="directory.lastUid" label=words::LAST_UID value=self.last_uid
                        kind=InputKind::Number disabled=off readonly=readonly maxlength=DIGITS/>
                </FieldRow>
                <FieldRow>
                    <TextField name="directory.firstGid" label=words::FIRST_GID value=self.first_gid
                        kind=InputKind::Number disabled=off readonly=readonly maxlength=DIGITS/>
                    <TextField name="directory.lastGid" label=words::LAST_GID value=self.last_gid
                        kind=InputKind::Number disabled=off readonly=readonly maxlength=DIGITS/>
                </FieldRow>
                <p class="muted small">{words::RANGES_HINT}</p>
            </div>
        }
        .into_any()
    }
}
