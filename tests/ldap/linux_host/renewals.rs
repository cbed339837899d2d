//! Expired and temporary passwords, which are replaced at the prompt.

use contract::users::SetTemporaryPassword;

use super::host::Host;
use crate::setting::{PASSWORD, Setting, user};

const NEW: &str = "two birds on one wire";
const TEMPORARY: &str = "until tomorrow only";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_or_temporary_password_is_replaced_at_the_prompt() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let ada = user(&it, "ada").await;
    let renew = async |old: &str, new: &str| {
        let sign_in = host.by_password("ada", &[old, old, new, new]).await;
        assert!(sign_in.prompts.contains("Password expired"), "{sign_in:?}");
        assert!(sign_in.prompts.contains("Reenter"), "{sign_in:?}");
        sign_in
    };
    it.owner.expire_user_password(ada).await.unwrap();
    // The policy of Latchkey decides, and says why.
    let too_short = renew(PASSWORD, "short").await;
    assert!(!too_short.accepted, "{too_short:?}");
    assert!(too_short.said.contains("at least 12"), "{too_short:?}");
    let unchanged = renew(PASSWORD, PASSWORD).await;
    assert!(!unchanged.accepted, "{unchanged:?}");
    assert!(
        unchanged.said.contains("other than the current one"),
        "{unchanged:?}"
    );
    // The right password alone is not enough.
    let without = host.by_password("ada", &[PASSWORD]).await;
    assert!(!without.accepted, "{without:?}");
    let replaced = renew(PASSWORD, NEW).await;
    assert!(replaced.accepted, "{replaced:?}");
    assert!(host.by_password("ada", &[NEW]).await.accepted);
    assert!(!host.by_password("ada", &[PASSWORD]).await.accepted);

    let temporary = SetTemporaryPassword {
        password: Some(TEMPORARY.to_owned()),
    };
    let set = it.owner.set_temporary_password(ada, &temporary).await;
    set.unwrap();
    let replaced = renew(TEMPORARY, PASSWORD).await;
    assert!(replaced.accepted, "{replaced:?}");
    assert!(host.by_password("ada", &[PASSWORD]).await.accepted);
    assert!(!host.by_password("ada", &[TEMPORARY]).await.accepted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organization_can_let_expired_passwords_be_replaced_in_the_portal_only() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let ada = user(&it, "ada").await;
    it.set_directory(|policy| policy.expired_password_changes = false)
        .await;
    it.owner.expire_user_password(ada).await.unwrap();
    let answers = [PASSWORD, PASSWORD, NEW, NEW];
    let refused = host.by_password("ada", &answers).await;
    assert!(!refused.accepted, "{refused:?}");
    assert!(refused.said.contains("in the portal"), "{refused:?}");
    assert!(!host.by_password("ada", &[NEW]).await.accepted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwd_changes_the_password_in_latchkey() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let passwd = async |lines: &[&str]| {
        let input = lines.join("\n") + "\n";
        let output = host.as_root_with("runuser -u ada -- passwd", &input).await;
        output.status.success()
    };
    assert!(!passwd(&["not the password", NEW, NEW]).await);
    assert!(host.by_password("ada", &[PASSWORD]).await.accepted);
    assert!(passwd(&[PASSWORD, NEW, NEW]).await);
    assert!(host.by_password("ada", &[NEW]).await.accepted);
    assert!(!host.by_password("ada", &[PASSWORD]).await.accepted);
    // Accounts of the host itself keep theirs there.
    host.succeed("useradd local && echo 'local:a password of the host' | chpasswd")
        .await;
    let local = host.succeed("passwd --status local").await;
    assert!(local.starts_with("local P "), "{local}");
}
