use super::*;

const EXAMPLE: &str = include_str!("../../../deploy/latchkey.toml");

fn keys(result: Result<Config, ConfigProblems>) -> Vec<String> {
    result
        .err()
        .map(|problems| problems.0.into_iter().map(|one| one.key).collect())
        .unwrap_or_default()
}

#[test]
fn nothing_at_all_is_a_server_on_this_machine() {
    let config = Config::parse("").unwrap();
    assert!(config.server.listen.ip().is_loopback());
    assert!(matches!(config.mail, MailConfig::Mailbox));
    assert!(matches!(
        config.database.location,
        DatabaseLocation::Sqlite(_)
    ));
}

#[test]
fn a_burst_of_one_client_does_not_fill_its_share_of_the_hashing_pool() {
    let config = Config::parse("").unwrap();
    let share = config.security.hashing.queue / 4;
    assert!((config.limits.sign_in.burst as usize) < share);
}

#[test]
fn every_problem_is_reported_at_once() {
    let text = "
        top = 1
        [server]
        listen = 'here'
        port = 80
        workers = -1
        public_url = 'http://id.example.com'
        trusted_proxies = ['10.0.0.0/8', 'proxy']
        [security]
        argon2_memory_kib = 1024
        master_key = 'short'
        [log]
        format = 'xml'
    ";
    let found = keys(Config::parse(text));
    for key in [
        "top",
        "server.listen",
        "server.port",
        "server.workers",
        "server.public_url",
        "server.trusted_proxies",
        "security.argon2_memory_kib",
        "security.master_key",
        "log.format",
        "mail.smtp_host",
    ] {
        assert!(found.iter().any(|one| one == key), "{key} in {found:?}");
    }
}

#[test]
fn the_environment_wins_over_the_file_and_flags_over_both() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("latchkey.toml");
    std::fs::write(&file, "[server]\nlisten = '127.0.0.1:1'\nworkers = 1\n").unwrap();
    let environment = [
        ("LATCHKEY_SERVER__WORKERS", "2"),
        ("LATCHKEY_SERVER__LISTEN", "127.0.0.1:2"),
        ("LATCHKEY_SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1/128"),
        ("LATCHKEY_APPS_DIR", "elsewhere"),
        ("HOME", "/"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let flags = Flags {
        listen: Some("127.0.0.1:3".to_owned()),
        ..Flags::default()
    };
    let config = Config::load(Some(&file), environment, &flags).unwrap();
    assert_eq!(config.server.workers, 2);
    assert_eq!(config.server.listen.port(), 3);
    assert_eq!(config.server.proxies.networks.len(), 2);
}

#[test]
fn secrets_come_from_files_and_are_never_printed() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("key");
    let key = identity::crypto::MasterKey::generate_base64().unwrap();
    std::fs::write(&file, format!("{key}\n")).unwrap();
    let text = format!(
        "[security]\nmaster_key_file = '{}'\n[database]\nurl = 'postgres://u:hunter2@db/x'",
        file.display()
    );
    let config = Config::parse(&text).unwrap();
    assert!(
        matches!(&config.security.master_key, MasterKeySource::Given(given) if given.reveal() == key)
    );
    let printed = format!("{config:?}");
    assert!(!printed.contains("hunter2") && !printed.contains(&key));
}

#[test]
fn a_syntax_error_names_its_line_but_not_its_text() {
    let problems = Config::parse("[security]\nmaster_key = hunter2\n").unwrap_err();
    let text = problems.to_string();
    assert!(
        text.contains("line 2") && !text.contains("hunter2"),
        "{text}"
    );
}

#[test]
fn what_weakens_has_to_be_asked_for_by_name() {
    let network = "[server]\nlisten = '0.0.0.0:80'\npublic_url = 'https://id.example.com'\n";
    assert_eq!(keys(Config::parse(network)), ["mail.smtp_host"]);
    let text = format!("{network}[mail]\ndanger_development_mailbox = true");
    assert!(Config::parse(&text).is_ok());
    let weak = "[security]\ndanger_argon2_memory_kib = 64\ndanger_argon2_iterations = 1";
    assert_eq!(
        Config::parse(weak)
            .unwrap()
            .security
            .hashing
            .cost
            .memory_kib,
        64
    );
}

#[test]
fn the_annotated_file_is_read_without_a_problem() {
    Config::parse(EXAMPLE).unwrap();
}

#[test]
fn every_commented_key_of_the_annotated_file_is_known_and_its_value_right() {
    let dir = tempfile::tempdir().unwrap();
    let key = dir.path().join("secret");
    let master_key = identity::crypto::MasterKey::generate_base64().unwrap();
    std::fs::write(&key, master_key).unwrap();
    let mut section = "";
    let mut tried = 0;
    for line in EXAMPLE.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let Some(setting) = line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')) else {
            continue;
        };
        if setting.is_empty() {
            continue;
        }
        let setting = match setting.split_once("_file = ") {
            Some((name, _)) => format!("{name}_file = '{}'", key.display()),
            None => setting.to_owned(),
        };
        let found = keys(Config::parse(&format!("{section}\n{setting}")));
        let name = setting.split(' ').next().unwrap_or_default();
        let own = format!("{}.{name}", section.trim_matches(['[', ']']));
        assert!(!found.contains(&own), "{setting}: {found:?}");
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn ldap_needs_a_certificate() {
    let of = |text: &str| keys(Config::parse(&format!("[ldap]\n{text}")));
    let certificate = ["ldap.certificate_file"];
    assert_eq!(of("listen = '127.0.0.1:0'"), certificate);
    assert_eq!(of("starttls_listen = '127.0.0.1:0'"), certificate);
    let danger = "danger_plain_passwords = true";
    let local = format!("starttls_listen = '127.0.0.1:0'\n{danger}");
    assert!(of(&local).is_empty());
    let network = format!("starttls_listen = '0.0.0.0:0'\n{danger}");
    assert_eq!(of(&network), certificate);
    let missing = "certificate_file = '/nowhere/c.pem'\nprivate_key_file = '/nowhere/k.pem'";
    assert_eq!(of(missing), certificate);
    assert_eq!(of("certificate_file = 'c.pem'"), ["ldap.private_key_file"]);
    assert_eq!(of("private_key_file = 'k.pem'"), certificate);
    assert!(of("").is_empty());
}

#[test]
fn not_everybody_is_a_trusted_proxy_of_ldap() {
    let of = |text: &str| keys(Config::parse(&format!("[ldap]\ntrusted_proxies = {text}")));
    assert!(of("['10.0.0.5/32', '2001:db8::5/128']").is_empty());
    for wrong in ["['proxy']", "['0.0.0.0/0']", "['10.0.0.5/32', '::/0']"] {
        assert_eq!(of(wrong), ["ldap.trusted_proxies"], "{wrong}");
    }
}

#[test]
fn a_log_level_is_one_of_those_that_exist() {
    for level in [
        "info",
        "WARN",
        "info,latchkey=debug",
        "latchkey=off",
        " error , sqlx=trace",
    ] {
        let text = format!("[log]\nlevel = '{level}'");
        assert!(Config::parse(&text).is_ok(), "{level}");
    }
    for level in [
        "warning",
        "verbose",
        "info,",
        "latchkey=loud",
        "=info",
        "off",
    ] {
        let text = format!("[log]\nlevel = '{level}'");
        assert_eq!(keys(Config::parse(&text)), ["log.level"], "{level}");
        let problem = Config::parse(&text).unwrap_err().to_string();
        assert!(problem.contains("warn, info, debug"), "{problem}");
    }
    // Levels for parts alone leave the rest as it is: the set-up link is in the log.
    let level = Config::parse("[log]\nlevel = 'sqlx=trace'")
        .unwrap()
        .log
        .level;
    assert!(level.would_enable("latchkey::cli::serve", &tracing::Level::WARN));
}

#[test]
fn the_database_url_is_checked() {
    let of = |url: &str| keys(Config::parse(&format!("[database]\nurl = '{url}'")));
    let good = "postgres://latchkey:x@db:5432/latchkey?sslmode=verify-full";
    let url = "database.url".to_owned();
    assert!(!of(good).contains(&url));
    for bad in [
        "postgres://db/latchkey?sslmode=bogus",
        "postgres://db/latchkey?sslmode=",
        "mysql://db/latchkey",
    ] {
        assert!(of(bad).contains(&url), "{bad}");
    }
}
