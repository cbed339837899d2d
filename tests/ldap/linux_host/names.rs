//! The accounts and groups that programs of the host see.

use super::host::Host;
use crate::setting::Setting;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_and_groups_are_accounts_and_groups_of_the_host() {
    let it = Setting::new().await;
    let host = Host::start(&it).await;
    let account = host.succeed("getent passwd ada").await;
    let fields: Vec<_> = account.trim().split(':').collect();
    let [name, _, uid, gid, gecos, home, shell] = fields[..] else {
        panic!("{account}");
    };
    assert_eq!(name, "ada");
    assert_eq!(gecos, "Ada Lovelace");
    assert_eq!(home, ["", "home", "ada"].join("/"));
    assert_eq!(shell, "/bin/bash");
    assert_eq!(uid, gid);
    let by_number = host.succeed(&format!("getent passwd {uid}")).await;
    assert_eq!(by_number, account);

    let groups = host.succeed("id --groups --name --zero ada").await;
    let mut groups: Vec<_> = groups.split_terminator('\0').collect();
    groups.sort_unstable();
    assert_eq!(groups, ["Engineering", "London office", "ada"]);
    let group = host.succeed("getent group Engineering").await;
    let members: Vec<_> = group
        .trim()
        .rsplit(':')
        .next()
        .unwrap()
        .split(',')
        .collect();
    assert!(members.contains(&"ada") && members.contains(&"amara.okafor"));
    assert!(!members.contains(&"gabriel.santos"), "{group}");

    // Unknown, not active yet, and no names.
    for name in [
        "nobody.here",
        "viktor.horvat",
        "'*'",
        "'a*'",
        "'ada)(uid=*'",
    ] {
        let output = host.as_root(&format!("getent passwd {name}")).await;
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
    // What a directory says about root does not matter.
    assert!(host.succeed("id root").await.starts_with("uid=0(root) "));
}
