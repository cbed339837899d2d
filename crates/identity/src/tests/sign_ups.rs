//! Sign-ups of organizations that are requested at the same time.

use contract::problem::ProblemType;
use contract::sign_up::RequestSignUp;
use entity::sign_up::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::task::JoinSet;

use super::World;
use super::world::refused;
use crate::actor::Client;
use crate::{Context, Error, sign_up};

super::on_each_database!(
    a_network_requests_twenty_at_once,
    an_address_gets_no_more_emails_if_networks_request_them_at_once,
);

async fn request(context: Context, email: String, address: String) -> Result<(), Error> {
    let request = RequestSignUp {
        email,
        name: "Olivia Owner".to_owned(),
        organization_name: "Brass & Sons".to_owned(),
    };
    let client = Client::new(address, String::new(), std::iter::empty());
    sign_up::request(&context, &request, &client).await
}

async fn a_network_requests_twenty_at_once(world: World) -> Result<(), Error> {
    let mut requests = JoinSet::new();
    for number in 0..30 {
        let email = format!("somebody{number}@example.org");
        let address = format!("203.0.113.{number}");
        requests.spawn(request(world.context.clone(), email, address));
    }
    let mut accepted = 0;
    for answer in requests.join_all().await {
        match answer {
            Ok(()) => accepted += 1,
            answer => assert_eq!(refused(answer), Some(ProblemType::TooManyRequests)),
        }
    }
    assert_eq!(accepted, 20);
    Ok(())
}

async fn an_address_gets_no_more_emails_if_networks_request_them_at_once(
    world: World,
) -> Result<(), Error> {
    let mut requests = JoinSet::new();
    for number in 0..12 {
        let email = "olivia@example.org".to_owned();
        let address = format!("10.0.{number}.1");
        requests.spawn(request(world.context.clone(), email, address));
    }
    for answer in requests.join_all().await {
        answer?;
    }
    // The third one has replaced the first two, and the others are not sent.
    let due = Entity::find().filter(Column::NextAttemptAt.is_not_null());
    assert_eq!(due.count(world.context.database().read()).await?, 1);
    Ok(())
}
