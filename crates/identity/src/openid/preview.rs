use ::oidc::acr::Authentication;
use ::oidc::scope::{Scope, Scopes};
use ::oidc::tokens::IdToken;
use contract::applications::ClaimsPreview;
use contract::ids::{ApplicationId, UserId};
use rules::lifetimes::ID_TOKEN;
use rules::openid::TokenAlgorithm;
use rules::role::Permission;
use serde_json::{Map, Value, json};

use super::claims;
use super::client::find_by_id;
use crate::accounts::{find_member_of, subject};
use crate::addresses::Portal;
use crate::applications::require_to_show_groups;
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::users::find_profile;
use crate::{Context, Error};

/// The claims that depend on a request. A preview has none.
const OF_REQUEST: [&str; 3] = ["nonce", "sid", "at_hash"];

/// Shows what an application that uses OpenID Connect learns about a user, with all scopes. Issues
/// nothing. Also requires `users:read`, and `groups:read` if the application receives all groups.
///
/// # Errors
/// `not-found`, also if the application uses another protocol; `forbidden`.
pub async fn preview(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    user: UserId,
) -> Result<ClaimsPreview, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let member = find_member_of(read, organization, Portal::User, user.0).await?;
    let registered = find_by_id(read, application.id).await?;
    let registered = registered.ok_or(Error::NotFound)?;
    let client = &registered.stored.row;
    require_to_show_groups(principal, client.groups_sent)?;
    let scopes: Scopes = Scope::ALL.into_iter().collect();
    let profile = find_profile(read, member.account.id).await?;
    let of = (&member, &profile, &scopes);
    let person = claims::person(read, of, &application, client).await?;
    let subject = subject(client, member.account.id);
    let mut userinfo = person.claims(&scopes);
    let in_token = if client.claims_in_id_token {
        userinfo.clone()
    } else {
        Map::new()
    };
    userinfo.insert("sub".to_owned(), json!(subject));
    let now = context.now();
    let mut id_token = IdToken {
        issuer: context.addresses().issuer(),
        subject: &subject,
        client_id: &registered.client.id,
        issued_at: now,
        expires_at: now.plus(ID_TOKEN),
        authentication: &Authentication::new(now, true, None),
        nonce: None,
        session_id: "",
        access_token: None,
        person: &in_token,
    }
    .claims(registered.client.id_token_algorithm);
    for name in OF_REQUEST {
        id_token.remove(name);
    }
    Ok(ClaimsPreview {
        id_token_bytes: size(&id_token, registered.client.id_token_algorithm),
        id_token,
        userinfo,
    })
}

/// About how long a token with these claims is: three bytes become four characters, and header, signature
/// and the claims of the request are added.
fn size(claims: &Map<String, Value>, algorithm: TokenAlgorithm) -> u64 {
    let others = match algorithm {
        TokenAlgorithm::Rs256 => 600,
        TokenAlgorithm::Es256 | TokenAlgorithm::EdDsa => 350,
    };
    let claims = json!(claims).to_string().len() as u64;
    claims * 4 / 3 + others
}
