//! "Why can't this person use the directory, a network or a host?": the answer says what each of them then does, and
//! what it offers fixes it.

mod rights;
mod states;

use std::time::Duration;

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::hosts::{AuthorizedKeys, HostWithKey};
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser, LdapBindUserCreated};
use contract::page::ListQuery;
use contract::radius::RadiusClientWithSecret;
use contract::resource_access::{ResourceAccess, ResourceObstacleKind, ResourceRemedy};
use contract::users::User;
use harness::{Backend, TestServer, USER_PASSWORD};
use identity::directory::{self, BindAnswer, BindRequest, SearchRequest};
use ldap::dn::Dn;
use ldap::filter::Filter;
use ldap::request::Scope;
use rules::directory::DirectoryPolicy;
use rules::resource::AfterLoss;

use crate::ssh_keys::{ED25519, named};
use crate::{hosts, radius};

const ADA: &str = "ada@example.com";
const SUFFIX: &str = "dc=example,dc=com";
/// While an account is locked, one password per minute is verified.
const MINUTE: Duration = Duration::from_secs(61);

/// What prevents the use of: the SSH key, the password and the application password at the host; the two passwords at
/// the network; and the same at the directory.
type Found = [Option<ResourceObstacleKind>; 7];

/// Nothing does.
const OPEN: Found = [None; 7];

/// A server with a host, a network and a directory, and Ada with a key and an application password.
struct World {
    server: TestServer,
    owner: Client,
    host: HostWithKey,
    network: RadiusClientWithSecret,
    /// What the host reads its users with.
    bind_user: LdapBindUserCreated,
    /// The user who is asked about, and their password.
    user: User,
    password: String,
    application_password: String,
}

impl World {
    /// All are open to everyone. `after_loss` is what they do about locked and expired accounts.
    async fn new(backend: Backend, after_loss: AfterLoss) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let user = server.active_user(&owner, ADA).await;
        let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        let key = named("Laptop", ED25519);
        portal.add_my_ssh_key(&key).await.unwrap();
        let wanted = CreateApplicationPassword {
            name: "Phone".to_owned(),
            application_id: None,
        };
        let created = portal.create_my_application_password(&wanted).await;
        let mut host = hosts::open_to_all("Build");
        host.on_lock = Some(after_loss);
        host.on_expiry = Some(after_loss);
        let mut network = radius::site("Wi-Fi");
        network.on_lock = Some(after_loss);
        network.on_expiry = Some(after_loss);
        let bind_user = CreateLdapBindUser {
            name: "linux".to_owned(),
            reads: BindUserScope::Everybody,
            application_id: None,
        };
        let world = Self {
            bind_user: owner.create_ldap_bind_user(&bind_user).await.unwrap(),
            host: owner.create_host(&host).await.unwrap(),
            network: owner.create_radius_client(&network).await.unwrap(),
            server,
            owner,
            user,
            password: USER_PASSWORD.to_owned(),
            application_password: created.unwrap().password,
        };
        world
            .set_directory(|policy| {
                policy.enabled = true;
                policy.suffix = SUFFIX.to_owned();
                policy.posix = true;
                policy.on_lock = after_loss;
                policy.on_password_expiry = after_loss;
            })
            .await;
        world
    }

    async fn set_directory(&self, change: impl FnOnce(&mut DirectoryPolicy)) {
        harness::set_directory(&self.owner, change).await;
    }

    /// What the host, the network and the directory are said to do.
    async fn said(&self, by: &Client) -> [ResourceAccess; 3] {
        let id = self.user.id;
        let (host, network) = (self.host.host.id, self.network.radius_client.id);
        [
            by.check_host_access(host, id).await.unwrap(),
            by.check_network_access(network, id).await.unwrap(),
            by.check_directory_access(id).await.unwrap(),
        ]
    }

    /// Asks about each, and tries it with the right key and the right passwords. Both must say the same.
    async fn agreed(&self) -> Found {
        self.server.clock.advance(MINUTE);
        let [_, network, _] = self.said(&self.owner).await;
        self.try_network(&network).await;
        self.server.clock.advance(MINUTE);
        let [host, _, directory] = self.said(&self.owner).await;
        self.try_key(&host).await;
        let bound = self.try_directory(&directory).await;
        self.try_passwords(&host, bound).await;
        self.server.mail_settled().await;
        let all = [host, network, directory];
        for access in &all {
            let open = kinds(access).iter().any(Option::is_none);
            assert_eq!(access.allowed, open, "{access:?}");
        }
        let found: Vec<_> = all.iter().flat_map(kinds).collect();
        found.try_into().unwrap()
    }

    async fn try_key(&self, said: &ResourceAccess) {
        let query = [("username", self.user.username.as_str())];
        let answer = hosts::ask(&self.server, &self.host.key, &query).await;
        let keys: AuthorizedKeys = answer.json().await.unwrap();
        let kind = kinds(said)[0];
        assert_eq!(keys.keys.is_empty(), kind.is_some(), "{said:?}");
        // The host is not told why, but administrators are. A missing key is no refusal.
        let Some(kind) = kind.filter(|kind| *kind != ResourceObstacleKind::NoSshKey) else {
            return;
        };
        self.server.mail_settled().await;
        let query = ListQuery {
            filter: Some("action:host.refused".to_owned()),
            ..ListQuery::default()
        };
        let events = self.owner.events(&query).await.unwrap().items;
        let mut reasons = events.iter().map(|event| &*event.detail["reason"]);
        assert!(reasons.any(|reason| reason == kind.as_str()), "{events:?}");
    }

    async fn try_network(&self, said: &ResourceAccess) {
        let secret = &self.network.secret;
        for (kind, password) in kinds(said).into_iter().zip(self.passwords()) {
            let asked = radius::ask(&self.server, secret, &self.user.username, password);
            let (status, answer) = asked.await;
            let Some(kind) = kind else {
                assert_eq!(status, 200, "{said:?}: {answer}");
                continue;
            };
            let reason = radius::attribute(&answer, "Reply-Message").unwrap();
            let as_said = status == 401 && reason.contains(words(kind));
            assert!(as_said, "{said:?}: {answer}");
        }
    }

    /// Returns whether each password was accepted.
    async fn try_directory(&self, said: &ResourceAccess) -> Vec<bool> {
        let name = format!("uid={},ou=people,{SUFFIX}", self.user.username);
        let mut accepted = Vec::new();
        for (kind, password) in kinds(said).into_iter().zip(self.passwords()) {
            let answer = self.bind(&name, password).await;
            accepted.push(matches!(answer, BindAnswer::Bound { .. }));
            match (kind, answer) {
                (None, BindAnswer::Bound { .. }) => {}
                (Some(kind), BindAnswer::Refused { outcome, .. }) => {
                    let reason = &outcome.message;
                    assert!(reason.contains(words(kind)), "{said:?}: {reason}");
                }
                (_, answer) => panic!("{said:?}: {answer:?}"),
            }
        }
        accepted
    }

    async fn bind(&self, name: &str, password: &str) -> BindAnswer {
        let address = "203.0.113.9".parse().unwrap();
        let request = BindRequest {
            name: &Dn::parse(name).unwrap(),
            password,
            client: &directory::client(address),
        };
        directory::bind(&self.server.running.context, &request).await
    }

    /// A host accepts a password if the directory does, and its access filter finds the user.
    async fn try_passwords(&self, said: &ResourceAccess, bound: Vec<bool>) {
        let username = &self.user.username;
        let filter = format!("(&(uid={username})(objectClass=posixAccount)(host=Build))");
        let is_found = self.is_found(&filter).await;
        let passwords = kinds(said).into_iter().skip(1);
        let accepted: Vec<bool> = passwords.map(|kind| kind.is_none()).collect();
        let expected: Vec<bool> = bound.into_iter().map(|it| it && is_found).collect();
        assert_eq!(accepted, expected, "{said:?}");
    }

    /// Whether a host finds somebody with this filter.
    async fn is_found(&self, filter: &str) -> bool {
        let LdapBindUserCreated { bind_user, secret } = &self.bind_user;
        // Its DN was not known yet when it was created, before the directory had a suffix.
        let name = format!("cn={},ou=services,{SUFFIX}", bind_user.name);
        let BindAnswer::Bound { who, .. } = self.bind(&name, secret).await else {
            return false;
        };
        let request = SearchRequest {
            base: &Dn::parse(SUFFIX).unwrap(),
            scope: Scope::Subtree,
            filter: &Filter::parse(filter).unwrap(),
            cookie: &[],
            limit: 1,
            selection: None,
        };
        let found = directory::search(&self.server.running.context, &who, &request).await;
        !found.unwrap().entries.is_empty()
    }

    fn passwords(&self) -> [&str; 2] {
        [&self.password, &self.application_password]
    }

    /// What is offered to fix the first obstacle of the host, the network and the directory.
    async fn offered(&self, by: &Client) -> [Vec<ResourceRemedy>; 3] {
        let said = self.said(by).await;
        said.map(|access| {
            let mut obstacles = access.ways.into_iter().filter_map(|way| way.obstacle);
            obstacles.next().map(|one| one.remedies).unwrap_or_default()
        })
    }
}

fn kinds(access: &ResourceAccess) -> Vec<Option<ResourceObstacleKind>> {
    let ways = access.ways.iter();
    ways.map(|way| way.obstacle.as_ref().map(|one| one.kind))
        .collect()
}

/// What the owner of a correct secret is told by a network and by the directory; nothing if it counts as wrong.
const fn words(kind: ResourceObstacleKind) -> &'static str {
    match kind {
        ResourceObstacleKind::OrganizationSuspended | ResourceObstacleKind::Suspended => {
            "suspended"
        }
        ResourceObstacleKind::Staged => "not active yet",
        ResourceObstacleKind::Locked => "locked",
        ResourceObstacleKind::PasswordExpired => "expired",
        ResourceObstacleKind::TemporaryPassword => "temporary",
        ResourceObstacleKind::FactorDue | ResourceObstacleKind::AccountPasswordsOff => {
            "application password"
        }
        ResourceObstacleKind::NotInGroup => "no access",
        ResourceObstacleKind::DirectoryOff
        | ResourceObstacleKind::PosixOff
        | ResourceObstacleKind::UsernameOfDigits
        | ResourceObstacleKind::NumbersUsedUp
        | ResourceObstacleKind::NoPassword
        | ResourceObstacleKind::PasswordNotVerified
        | ResourceObstacleKind::NoApplicationPassword
        | ResourceObstacleKind::NoSshKey => "",
    }
}
