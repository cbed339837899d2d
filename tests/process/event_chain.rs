//! The hash chain of events on the command line: exported, then verified without the server.

use contract::page::ListQuery;
use harness::{Backend, Installation, on_both_databases};

use crate::people::{pending_user, set_up};

on_both_databases!(an_exported_chain_is_verified_without_the_server);

async fn an_exported_chain_is_verified_without_the_server(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;
    let path = |name: &str| {
        let path = installation.folder().join(name);
        path.to_str().unwrap().to_owned()
    };
    let (file, kept) = (path("chain.jsonl"), path("kept.json"));
    let export = |file: String| {
        let installation = &installation;
        async move {
            let arguments = ["events", "export-chain", "--output", file.as_str()];
            installation.succeed(&arguments).await
        }
    };
    export(file.clone()).await;
    let checkpoints = owner
        .event_checkpoints(&ListQuery::default())
        .await
        .unwrap();
    let newest = &checkpoints.items[0];
    std::fs::write(&kept, serde_json::to_string(&checkpoints).unwrap()).unwrap();
    pending_user(&owner, "bob@example.com").await;
    let later = path("later.jsonl");
    export(later.clone()).await;
    let from_api = owner.event_chain().await.unwrap();
    let (api, over_api) = (path("api.jsonl"), String::from_utf8(from_api).unwrap());
    std::fs::write(&api, &over_api).unwrap();
    server.stop().await;

    let key = newest.public_key.as_str();
    for file in [file.as_str(), later.as_str(), api.as_str()] {
        let verify = [
            "events",
            "verify",
            file,
            "--key",
            key,
            "--checkpoint",
            kept.as_str(),
        ];
        let said = installation.succeed(&verify).await;
        assert!(said.starts_with("Verified "), "{said}");
        assert!(said.contains(&newest.organization_id.to_string()), "{said}");
    }

    let lines: Vec<&str> = over_api.lines().collect();
    let changed = over_api.replacen("ada@example.com", "eve@example.com", 1);
    assert_ne!(changed, over_api);
    let without_one = [&lines[..2], &lines[3..]].concat().join("\n");
    let without_end = lines[..lines.len() - 1].join("\n");
    for (text, why) in [
        (changed, "was changed"),
        (without_one, "removed, added or moved"),
        (without_end, "no checkpoint follows"),
        (String::new(), "does not begin as an event chain"),
        ("not JSON".to_owned(), "does not begin as an event chain"),
    ] {
        std::fs::write(&api, text).unwrap();
        let said = installation
            .fail(&["events", "verify", &api, "--key", key])
            .await;
        assert!(said.contains("not verified"), "{said}");
        assert!(said.contains(why), "{said}");
    }

    // The first export knows nothing of later events.
    let newer = installation.folder().join("newer.json");
    let newer = newer.to_str().unwrap();
    let last: serde_json::Value = serde_json::from_str(lines[lines.len() - 1]).unwrap();
    std::fs::write(newer, last["checkpoint"].to_string()).unwrap();
    let verify = [
        "events",
        "verify",
        file.as_str(),
        "--key",
        key,
        "--checkpoint",
        newer,
    ];
    let said = installation.fail(&verify).await;
    assert!(said.contains("not in the chain"), "{said}");
    let said = installation
        .fail(&["events", "verify", &file, "--key", "c2hvcnQ"])
        .await;
    assert!(said.contains("32 bytes"), "{said}");
}
