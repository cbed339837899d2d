//! The form to add a key: a file or pasted text, and a name.

use contract::ssh_keys::AddSshKey;
use leptos::prelude::*;
use rules::ssh_key::{PRIVATE_KEY, is_private_ssh_key};
use ui_kit::prelude::*;

use super::owner::SshKeysOf;
use crate::me::{Reload, focus_later};
use crate::sending::Sending;
use crate::session::ended_by_lock;
use crate::words::ssh_keys as words;

/// The name of the field, in the API and in the form.
const KEY: &str = "publicKey";
/// The most that the server reads, in bytes.
const MOST: u32 = 16_384;
/// The files that the browser offers.
const FILES: &str = ".pub,text/plain";

/// The form, while `adding` is set.
pub(super) fn view(of: SshKeysOf, adding: RwSignal<bool>, reload: Reload) -> AnyView {
    let sending = Sending::new();
    let (key, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refuse_private = move || {
        // The form may have been closed meanwhile.
        if key.try_set(String::new()).is_some() {
            return;
        }
        sending.clear();
        sending.fault(KEY, PRIVATE_KEY);
    };
    // A private key is taken out of the field as soon as the field has shown it, and is never sent.
    Effect::new(move || {
        if key.with(|text| is_private_ssh_key(text)) {
            request_animation_frame(refuse_private);
        }
    });
    let on_file = move |file: Result<ChosenFile, FileProblem>| {
        sending.clear();
        match file {
            Ok(file) => key.set(file.text()),
            Err(FileProblem::TooLarge) => sending.fault(KEY, words::TOO_LARGE),
            Err(FileProblem::Unreadable) => sending.fault(KEY, words::UNREADABLE),
        }
    };
    let close = move || {
        adding.set(false);
        focus_later("#ssh-key-actions button");
    };
    let submit = move || {
        sending.clear();
        let text = key.with_untracked(|text| text.trim().to_owned());
        if text.is_empty() {
            sending.fault(KEY, words::KEY_MISSING);
            return;
        }
        if is_private_ssh_key(&text) {
            refuse_private();
            return;
        }
        let name = name.with_untracked(|name| name.trim().to_owned());
        let body = AddSshKey {
            name: Some(name).filter(|name| !name.is_empty()),
            public_key: text,
        };
        sending.send_or(of.add(body), ended_by_lock, move |_| {
            use_toasts().ok(words::ADDED);
            close();
            reload.run();
        });
    };
    view! {
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <FileField label=words::CHOOSE_FILE hint=words::DROP accept=FILES most=MOST
                on_file=on_file/>
            <TextArea name=KEY label=words::KEY value=key rows=4 mono=true required=true
                hint=words::KEY_HINT.to_owned()/>
            <TextField name="name" label=words::NAME value=name hint=words::NAME_HINT.to_owned()
                optional_mark=true maxlength=100/>
            <div class="actions">
                <Button submit=true>{words::SAVE}</Button>
                <Button variant=ButtonVariant::Secondary on_click=close>{words::CANCEL}</Button>
            </div>
        </Form>
    }
    .into_any()
}
