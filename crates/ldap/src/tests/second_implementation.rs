//! Another implementation writes what this crate reads, and reads what it writes.

use ldap3_proto::LdapFilter;
use ldap3_proto::control::LdapControl;
use ldap3_proto::proto::{
    LdapBindCred, LdapBindRequest, LdapDerefAliases, LdapExtendedRequest, LdapMsg, LdapOp,
    LdapPasswordModifyRequest, LdapResultCode, LdapSearchRequest, LdapSearchScope,
};
use ldap3_proto::{LdapCodec, parse_ldap_filter_str};
use tokio_util::bytes::BytesMut;
use tokio_util::codec::{Decoder, Encoder};

use super::fixtures::{ADA, ada, dn, filter};
use crate::control::{PasswordPolicyError, PasswordPolicyResponse, ResponseControl};
use crate::filter::Filter;
use crate::message::Request;
use crate::request::{BindAs, Extended, Kind, Operation, Password, PasswordModify, Selection};
use crate::response::{Outcome, Response, ResultCode};

/// What the other implementation writes, as this crate reads it.
fn sent(op: impl Into<LdapOp>, controls: Vec<LdapControl>) -> Request {
    let message = LdapMsg {
        msgid: 70_000,
        op: op.into(),
        ctrl: controls,
    };
    let mut bytes = BytesMut::new();
    LdapCodec::default().encode(message, &mut bytes).unwrap();
    let request = Request::decode(&bytes).unwrap();
    assert_eq!(request.id, 70_000);
    request
}

/// What this crate writes, as the other implementation reads it.
fn received(response: &Response) -> LdapMsg {
    let mut bytes = BytesMut::from(&response.encode()[..]);
    let message = LdapCodec::default().decode(&mut bytes).unwrap().unwrap();
    assert!(bytes.is_empty());
    assert_eq!(message.msgid, response.id);
    message
}

fn search(filter: LdapFilter, controls: Vec<LdapControl>) -> Request {
    let search = LdapSearchRequest {
        base: "dc=acme".to_owned(),
        scope: LdapSearchScope::OneLevel,
        aliases: LdapDerefAliases::Always,
        sizelimit: 1000,
        timelimit: 60,
        typesonly: true,
        filter,
        attrs: vec!["uid".to_owned(), "+".to_owned()],
    };
    sent(LdapOp::SearchRequest(search), controls)
}

#[test]
fn filters_mean_the_same() {
    for text in [
        "(uid=ada)",
        "(uid=*)",
        "(cn=A*d*a)",
        "(!(uid=ada))",
        "(&(objectClass=person)(|(uid=ada)(mail=ada@acme.example)))",
        "(uidNumber>=5)",
        "(uidNumber<=5)",
        "(cn~=ada)",
        "(cn:=Ada)",
        "(cn:dn:=Ada)",
        "(:dn:2.5.13.5:=Ada)",
    ] {
        let theirs = parse_ldap_filter_str(text).unwrap();
        let page = LdapControl::SimplePagedResults {
            size: 100,
            cookie: vec![1, 2],
        };
        let request = search(theirs, vec![page]);
        assert_eq!(request.controls.paged.map(|it| it.cookie), Some(vec![1, 2]));
        let Operation::Search(search) = request.operation else {
            panic!("{text}");
        };
        assert_eq!(search.filter, filter(text), "{text}");
        assert_eq!(search.filter, Filter::parse(text).unwrap());
        assert_eq!((search.size_limit, search.time_limit), (1000, 60));
        assert!(search.types_only && search.selection.operational);
    }
}

#[test]
fn requests_mean_the_same() {
    let bind = LdapBindRequest {
        version: 3,
        dn: ADA.to_owned(),
        cred: LdapBindCred::Simple("secret".to_owned()),
    };
    let Operation::Bind(bind) = sent(LdapOp::BindRequest(bind), vec![]).operation else {
        panic!("not a bind");
    };
    let expected = BindAs::Entry {
        dn: dn(ADA),
        password: Password::new("secret"),
    };
    assert_eq!(bind.check(), Ok(expected));
    let change: LdapExtendedRequest = LdapPasswordModifyRequest {
        user_identity: Some(ADA.to_owned()),
        old_password: Some("old".to_owned()),
        new_password: None,
    }
    .into();
    let expected = PasswordModify {
        identity: Some(ADA.to_owned()),
        old: Some(Password::new("old")),
        new: None,
    };
    assert_eq!(
        sent(LdapOp::ExtendedRequest(change), vec![]).operation,
        Operation::Extended(Extended::PasswordModify(expected))
    );
    assert_eq!(
        sent(LdapOp::UnbindRequest, vec![]).operation,
        Operation::Unbind
    );
    let abandon = sent(LdapOp::AbandonRequest(69_999), vec![]);
    assert_eq!(abandon.operation, Operation::Abandon(69_999));
    let delete = sent(LdapOp::DelRequest(ADA.to_owned()), vec![]);
    assert_eq!(delete.operation, Operation::Write(Kind::Delete));
}

#[test]
fn responses_mean_the_same() {
    let refused = Outcome::new(ResultCode::InvalidCredentials, "data 775,");
    let state = PasswordPolicyResponse::from(PasswordPolicyError::AccountLocked);
    let response = Response::to(Kind::Bind, 4, refused).unwrap();
    let message = received(&response.with(ResponseControl::PasswordPolicy(state)));
    let LdapOp::BindResponse(bind) = message.op else {
        panic!("{message:?}");
    };
    assert_eq!(bind.res.code, LdapResultCode::InvalidCredentials);
    assert_eq!(bind.res.message, "data 775,");
    assert_eq!(message.ctrl.len(), 1);

    let everything = Selection::of(["*", "+"]);
    let message = received(&Response::entry(5, ada().select(&everything, false)));
    let LdapOp::SearchResultEntry(entry) = message.op else {
        panic!("{message:?}");
    };
    assert_eq!(entry.dn, ADA);
    let mut attributes = entry.attributes.iter();
    let mail = attributes.find(|it| it.atype == "mail").unwrap();
    assert_eq!(mail.vals, [b"Ada@Acme.example"]);

    let done = Response::to(Kind::Search, 5, Outcome::from(ResultCode::Success)).unwrap();
    let cookie = vec![7; 200];
    let page = ResponseControl::PagedResults {
        estimate: 100_000,
        cookie: cookie.clone(),
    };
    let message = received(&done.with(page));
    assert_eq!(
        message.ctrl,
        [LdapControl::SimplePagedResults {
            size: 100_000,
            cookie
        }]
    );
    let message = received(&Response::who_am_i(6, Some(ADA)));
    let LdapOp::ExtendedResponse(response) = message.op else {
        panic!("{message:?}");
    };
    assert_eq!(response.value, Some(format!("dn:{ADA}").into_bytes()));
    let LdapOp::ExtendedResponse(notice) =
        received(&Response::disconnection(ResultCode::Busy, "later")).op
    else {
        panic!("not a notice");
    };
    assert_eq!(notice.name.as_deref(), Some("1.3.6.1.4.1.1466.20036"));
    for kind in [
        Kind::Modify,
        Kind::Add,
        Kind::Delete,
        Kind::ModifyDn,
        Kind::Compare,
    ] {
        let refused = Outcome::new(ResultCode::UnwillingToPerform, "read-only");
        received(&Response::to(kind, 9, refused).unwrap());
    }
}
