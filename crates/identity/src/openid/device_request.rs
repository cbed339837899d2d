use ::oidc::device::{INTERVAL, LIFETIME, UserCode, parse, reply};
use ::oidc::error::ProtocolError;
use ::oidc::incoming::Incoming;
use ::oidc::reply::Reply;
use ::oidc::scope::Scope;
use ::oidc::secret::Secret;
use aws_lc_rs::rand;
use entity::device_authorization::{ActiveModel, Column, DeviceState, Entity};
use rules::name_list::NameList;
use rules::openid::ClientAuthentication;
use sea_orm::{ActiveValue::Set, EntityTrait, TryInsertResult};
use uuid::Uuid;

use super::authenticate::authenticate;
use super::failure::Failure;
use crate::actor::Client;
use crate::crypto::{Token, TokenHash};
use crate::requests::remember;
use crate::{Context, Error};

/// The number of random bytes for a user code, which uses most of the values of a byte.
const RANDOM: usize = 32;
/// How often another user code is tried. Two devices practically never get the same code.
const TRIES: u8 = 4;

/// A device's request that was checked and is about to be stored. Anyone can send one as a public
/// application, so callers first limit how many a network can store.
pub struct Requesting {
    organization: Uuid,
    application: Uuid,
    scopes: NameList<Scope>,
    public: bool,
}

impl Requesting {
    /// Whether the application has proved nothing.
    pub const fn is_public(&self) -> bool {
        self.public
    }
}

/// Checks a device authorization request (RFC 8628).
///
/// # Errors
/// The errors of the protocol; if the database fails.
pub async fn request_device(
    context: &Context,
    incoming: &Incoming<'_>,
) -> Result<Requesting, Failure> {
    let form = incoming.form()?;
    let registered = authenticate(context, incoming, &form).await?;
    let settings = &registered.stored.row;
    let scopes = if settings.device_grant {
        parse(&form, settings.offline)
    } else {
        Err(ProtocolError::NO_DEVICE_GRANT)
    };
    match scopes {
        Ok(scopes) => Ok(Requesting {
            organization: registered.application.organization_id,
            application: registered.application.id,
            scopes: scopes.into_iter().collect(),
            public: registered.client.authentication == ClientAuthentication::Public,
        }),
        Err(error) => {
            remember(context, &registered.application, error).await;
            Err(error.into())
        }
    }
}

/// Stores a device's request until the person has answered, and tells the device its codes.
///
/// # Errors
/// If the database fails.
pub async fn store_device(
    context: &Context,
    client: &Client,
    requesting: Requesting,
) -> Result<Reply, Failure> {
    let (device_code, now) = (Token::random()?, context.now());
    for _ in 0..TRIES {
        let user_code = user_code()?;
        let row = ActiveModel {
            device_code_hash: Set(device_code.hash().bytes()),
            organization_id: Set(requesting.organization),
            application_id: Set(requesting.application),
            user_code_hash: Set(TokenHash::of(user_code.stored()).bytes()),
            scopes: Set(requesting.scopes.clone()),
            address: Set(client.address.clone()),
            poll_seconds: Set(i32::try_from(INTERVAL.as_secs()).unwrap_or(i32::MAX)),
            polled_at: Set(None),
            state: Set(DeviceState::Waiting),
            created_at: Set(now),
            expires_at: Set(now.plus(LIFETIME)),
            account_id: Set(None),
            application_session_id: Set(None),
            grant_id: Set(None),
        };
        let inserted = Entity::insert(row)
            .on_conflict_do_nothing_on([Column::UserCodeHash])
            .exec_without_returning(context.database().write())
            .await?;
        if matches!(inserted, TryInsertResult::Inserted(1)) {
            let device_code = Secret::new(device_code.reveal());
            let issuer = context.addresses().issuer();
            return Ok(reply(&device_code, &user_code, issuer));
        }
    }
    Err(Error::internal("no user code is free").into())
}

fn user_code() -> Result<UserCode, Error> {
    let mut bytes = [0; RANDOM];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no randomness"))?;
    UserCode::from_random(&bytes).ok_or_else(|| Error::internal("unusable random bytes"))
}
