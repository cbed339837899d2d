use contract::bulk_jobs::BulkJobAction;
use contract::change::Change;
use contract::ids::UserId;
use contract::users::UpdateUser;
use harness::{Backend, TestServer, on_both_databases};
use uuid::Uuid;

use super::{on, run};
use crate::groups::events;

on_both_databases!(the_result_file_has_each_user_and_calculates_nothing);

async fn the_result_file_has_each_user_and_calculates_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let formula = UpdateUser {
        display_name: Change::Set("=1+1".to_owned()),
        ..UpdateUser::default()
    };
    owner
        .update_user(ada.id, ada.version, &formula)
        .await
        .unwrap();
    let bob = server.pending_user(&owner, "bob@example.com").await;
    owner.suspend_user(bob.id).await.unwrap();
    let nobody = UserId(Uuid::from_u128(7));
    let ids = [ada.id, bob.id, nobody];
    let job = run(&owner, &on(BulkJobAction::Suspend, &ids)).await;
    let file = owner.bulk_job_result(job.id).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    let lines: Vec<_> = file.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}Name,Email,Outcome,Problem,Code,User ID");
    let first = format!("'=1+1,ada@example.com,done,,,{}", ada.id);
    assert_eq!(lines[1], first);
    assert!(lines[2].contains(",bob@example.com,failed,"), "{file}");
    assert!(
        lines[2].ends_with(&format!(",conflict,{}", bob.id)),
        "{file}"
    );
    assert!(lines[3].starts_with(",,failed,"), "{file}");
    assert!(
        lines[3].ends_with(&format!(",not-found,{nobody}")),
        "{file}"
    );
    let downloaded = events(&owner, "bulk_job.result_downloaded").await;
    assert_eq!(downloaded.len(), 1);
    assert_eq!(downloaded[0].detail["bulk_job"], job.id.to_string());
    // The result outlives its users.
    run(&owner, &on(BulkJobAction::Delete, &[ada.id])).await;
    let again = owner.bulk_job_result(job.id).await.unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), file);
}
