//! A database and its master key belong together.

use harness::{Backend, Installation, on_both_databases};

use crate::people::{owner, set_up};

on_both_databases!(another_master_key_stops_the_start);

/// 32 bytes in base64.
const ANOTHER: &str = "enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6eno=";

async fn another_master_key_stops_the_start(backend: Backend) {
    let mut installation = Installation::new(backend).await;
    let server = installation.start().await;
    set_up(&server).await;
    server.stop().await;

    installation.set_variable("LATCHKEY_SECURITY__MASTER_KEY", ANOTHER);
    for command in [&["serve"][..], &["keys", "rotate"]] {
        let refused = installation.fail(command).await;
        assert!(refused.contains("master key"), "{command:?}: {refused}");
        assert!(!refused.contains(ANOTHER), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_master_key_is_not_replaced_by_a_new_one() {
    let installation = Installation::new(Backend::Sqlite).await;
    let server = installation.start().await;
    set_up(&server).await;
    server.stop().await;

    let file = installation.data_dir().join("master.key");
    let kept = installation.folder().join("kept");
    std::fs::rename(&file, &kept).unwrap();
    for command in [&["serve"][..], &["keys", "rotate"], &["migrate"]] {
        let refused = installation.fail(command).await;
        assert!(refused.contains("master.key"), "{command:?}: {refused}");
        assert!(!file.exists(), "{command:?} made a new master key");
    }
    std::fs::rename(&kept, &file).unwrap();
    owner(&installation.start().await).await;
}
