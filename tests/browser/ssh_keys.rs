//! SSH keys: the user's own under Security, and those of a user in the panel.

use contract::ssh_keys::AddSshKey;
use serde_json::json;

use crate::accessibility::Report;
use crate::{ADA, ada_at_home, ada_signed_in, owner_signed_in, server};

const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK9oEvaAzSNFufsIr9bk0NNZrbSzKQt2L4NHB6WEePoR ada@laptop";
const FINGERPRINT: &str = "SHA256:uTrcPQh9ATl90nV+VS8oEjng3bfE1dCpfqe5xH+w3aQ";
/// Pastes a text into the field.
const PASTE: &str = "
    const field = document.querySelector('textarea[name=publicKey]');
    field.value = arguments[0];
    field.dispatchEvent(new Event('input', { bubbles: true }));";
/// Drops a file with this text and this name.
const DROP: &str = "
    const data = new DataTransfer();
    data.items.add(new File([arguments[0]], arguments[1]));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector('.file-field').dispatchEvent(drop);";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_pastes_a_key_and_removes_it() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    let mut report = Report::new();
    browser.link("Security").await;
    browser.heading("SSH keys").await;
    browser.see("No SSH keys.").await;
    browser.button("Add an SSH key").await;
    browser.button("Add key").await;
    browser.see("Paste a public key, or choose its file").await;
    report.now(&browser, "the form for an SSH key").await;
    browser.fill("Public key", "ssh-dss AAAAB3NzaC1kc3M").await;
    browser.button("Add key").await;
    browser.see("DSA keys are too weak").await;
    browser.fill("Public key", KEY).await;
    browser.button("Add key").await;
    browser.see("The SSH key is added").await;
    browser.see("ada@laptop").await;
    browser.see(FINGERPRINT).await;
    browser.see("Ed25519, 256 bits").await;
    browser.see("An SSH key was added").await;
    report.now(&browser, "a list of SSH keys").await;

    browser.reload().await;
    browser.see(FINGERPRINT).await;
    browser.button("Remove the SSH key ada@laptop").await;
    browser.heading("Remove the SSH key “ada@laptop”?").await;
    browser.button("Remove").await;
    browser.see("The SSH key is removed").await;
    browser.see("No SSH keys.").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_key_is_taken_away_and_never_sent() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    browser.go("/security").await;
    browser.button("Add an SSH key").await;
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n";
    browser.find("field", "Public key", false).await;
    browser.script(PASTE, vec![json!(private)]).await;
    browser.see("consider it exposed").await;
    browser.has_value("Public key", "").await;
    // The same with a file.
    browser.fill("Public key", "x").await;
    browser.see_no("consider it exposed").await;
    browser
        .script(DROP, vec![json!(private), json!("id_ed25519")])
        .await;
    browser.see("consider it exposed").await;
    browser.has_value("Public key", "").await;
    // The file beside it is the right one.
    browser
        .script(DROP, vec![json!(KEY), json!("id_ed25519.pub")])
        .await;
    browser.has_value("Public key", KEY).await;
    browser.fill("Name", "Work laptop").await;
    browser.button("Add key").await;
    browser.see("The SSH key is added").await;
    browser.see("Work laptop").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adding_a_key_asks_for_the_password_again() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    browser.go("/security").await;
    browser.button("Add an SSH key").await;
    browser.fill("Public key", KEY).await;
    server.clock.advance(std::time::Duration::from_secs(301));
    browser.button("Add key").await;
    browser.heading("Confirm it's you").await;
    browser.fill("Password", harness::USER_PASSWORD).await;
    browser.button("Confirm").await;
    browser.see("The SSH key is added").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_sees_and_removes_a_key_in_the_panel() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let body = AddSshKey {
        name: Some("Old laptop".to_owned()),
        public_key: KEY.to_owned(),
    };
    owner.add_user_ssh_key(user.id, &body).await.unwrap();
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser
        .go(&format!("/admin/users/{}?tab=security", user.id))
        .await;
    browser.heading("SSH keys").await;
    browser.see("Old laptop").await;
    browser.see(FINGERPRINT).await;
    report.now(&browser, "the SSH keys of a user").await;
    browser.button("Remove the SSH key Old laptop").await;
    browser.button("Remove").await;
    browser.see("The SSH key is removed").await;
    browser.button("Add an SSH key").await;
    browser.fill("Public key", KEY).await;
    browser.button("Add key").await;
    browser.see("The SSH key is added").await;
    browser.click("tab", "Activity").await;
    browser.see("SSH key added").await;
    report.assert_empty();
    browser.finish().await;
}
