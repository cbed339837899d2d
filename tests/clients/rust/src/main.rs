//! Five calls with the client that openapi-generator makes for Rust.

use latchkey_client::apis::configuration::Configuration;
use latchkey_client::apis::{Error, users_api};
use latchkey_client::models::{CreateUser, InitialUserState, Problem, UpdateUser, UserState};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut server = Configuration::new();
    server.base_path = std::env::var("LATCHKEY_URL")?;
    server.bearer_access_token = Some(std::env::var("LATCHKEY_API_KEY")?);

    let mut hire = CreateUser::new("ferris@example.com".to_owned(), "ferris".to_owned());
    hire.state = Some(Some(InitialUserState::Active));
    hire.first_name = Some(Some("Ferris".to_owned()));
    let user = users_api::create_user(&server, hire.clone(), Some("rust-1")).await?;
    assert_eq!(user.first_name.as_deref(), Some("Ferris"));
    assert_eq!(user.state, UserState::Active);

    let page = users_api::list_users(&server, Some(10), None, None, None, Some("ferris"), None);
    let page = page.await?;
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].id, user.id);

    let mut changes = UpdateUser::new();
    changes.job_title = Some(Some("Engineer".to_owned()));
    changes.first_name = Some(None);
    let (id, version) = (user.id.to_string(), format!("\"{}\"", user.version));
    let user = users_api::update_user(&server, &id, &version, changes).await?;
    assert_eq!(user.job_title.as_deref(), Some("Engineer"));
    assert_eq!(user.first_name, None);

    let refused = users_api::create_user(&server, hire, None).await;
    let refusal = match refused {
        Err(Error::ResponseError(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    };
    assert_eq!(refusal.status.as_u16(), 409);
    let problem: Problem = serde_json::from_str(&refusal.content)?;
    assert_eq!(problem.r#type, "urn:latchkey:problem:taken");
    assert_eq!(problem.errors.unwrap_or_default()[0].field, "email");

    users_api::delete_user(&server, &id, None).await?;
    println!("five calls");
    Ok(())
}
