//! The userinfo endpoint (OpenID Connect Core, 5.3).

use serde_json::{Value, json};

use crate::person::Person;
use crate::reply::Reply;
use crate::scope::Scopes;

/// The response: plain JSON with `sub` and the claims of the scopes.
pub fn reply(subject: &str, person: &Person, scopes: &Scopes) -> Reply {
    let mut claims = person.claims(scopes);
    claims.insert("sub".to_owned(), json!(subject));
    Reply::json(200, &Value::Object(claims))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::parse;

    #[test]
    fn contains_the_subject_of_the_token() {
        let mut person = Person::default();
        person.mapped.insert("sub".to_owned(), json!("root"));
        let reply = reply("248289761001", &person, &parse("openid"));
        assert_eq!(reply.body, r#"{"sub":"248289761001"}"#);
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
}
