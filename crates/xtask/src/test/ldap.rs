//! LDAP clients of other projects, installed in the tools folder or from Debian, against our server. One of them is a
//! whole Linux host.

use std::path::Path;

use super::{linux_host, system};
use crate::{
    error::{Error, Result},
    install::{self, Package},
    process,
    workspace::Workspace,
};

/// A client in Python alone.
const PYTHON: [&str; 1] = ["ldap3==2.9.1"];

/// A client in JavaScript.
const NODE: [Package; 1] = [Package {
    name: "ldapts",
    version: "9.2.0",
}];

/// What Debian has: the tools of OpenLDAP, Apache with its module, HAProxy, and a client for Debian's own Python.
const DEBIAN: [&str; 5] = [
    "/usr/bin/ldapwhoami",
    "/usr/sbin/apache2",
    "/usr/lib/apache2/modules/mod_authnz_ldap.so",
    "/usr/sbin/haproxy",
    "/usr/lib/python3/dist-packages/ldap/__init__.py",
];

/// The packages that contain them.
const DEBIAN_PACKAGES: [&str; 4] = ["ldap-utils", "apache2-bin", "haproxy", "python3-ldap"];

/// Runs the tests, after installing what they need. What cannot be installed fails them.
pub fn check(workspace: &Workspace) -> Result<()> {
    let python = install::python(workspace, "ldap-python", &PYTHON)?;
    install::program("npm", &["nodejs", "npm"])?;
    let modules = install::npm_together(workspace, "ldap", &NODE)?;
    let missing = || DEBIAN.iter().find(|path| !Path::new(path).is_file());
    if missing().is_some() {
        install::apt(&DEBIAN_PACKAGES)?;
    }
    if let Some(path) = missing() {
        return Err(Error::Missing(format!("{path} is missing")));
    }
    install::program("oathtool", &["oathtool"])?;
    install::program("ssh", &["openssh-client"])?;
    let linux_host = linux_host::archive(workspace)?;
    let mut command = system::programs(workspace, None, system::is_ldap)?;
    command
        .env("LATCHKEY_TEST_LINUX_HOST", linux_host)
        .env("LATCHKEY_TEST_LDAP_PYTHON", python)
        .env("LATCHKEY_TEST_LDAP_MODULES", modules);
    process::run(&mut command)
}
