//! Applications and libraries of other projects, installed in the tools folder, against our server.

use std::path::Path;

use super::{native, system};
use crate::{
    error::{Error, Result},
    install::{self, Package},
    process,
    workspace::Workspace,
};

/// Packages from PyPI: a library, and JupyterHub.
const PYTHON: [&str; 5] = [
    "authlib==1.9.10",
    "joserfc==1.8.0",
    "requests==2.34.2",
    "jupyterhub==6.1.1",
    "oauthenticator==17.4.0",
];

/// Packages from npm: libraries, and the proxy that JupyterHub starts.
const NODE: [Package; 3] = [
    Package {
        name: "openid-client",
        version: "6.9.0",
    },
    Package {
        name: "oauth4webapi",
        version: "3.8.8",
    },
    Package {
        name: "configurable-http-proxy",
        version: "5.3.0",
    },
];

/// Where Debian puts Apache, which is not on everybody's PATH, and its module for OpenID Connect.
const APACHE: [&str; 2] = [
    "/usr/sbin/apache2",
    "/usr/lib/apache2/modules/mod_auth_openidc.so",
];

/// Runs the tests, after installing what they need. What cannot be installed fails them.
pub fn check(workspace: &Workspace) -> Result<()> {
    let python = install::python(workspace, "applications-python", &PYTHON)?;
    install::program("npm", &["nodejs", "npm"])?;
    let modules = install::npm_together(workspace, "applications", &NODE)?;
    let is_there = || APACHE.iter().all(|path| Path::new(path).is_file());
    if !is_there() {
        install::apt(&["apache2-bin", "libapache2-mod-auth-openidc"])?;
    }
    if !is_there() {
        let message = format!(
            "Apache with mod_auth_openidc is missing: {}",
            APACHE.join(", ")
        );
        return Err(Error::Missing(message));
    }
    let sample = native::sample(workspace)?;
    let mut command = system::programs(workspace, None, system::is_applications)?;
    command
        .env("LATCHKEY_TEST_APPLICATIONS_PYTHON", python)
        .env("LATCHKEY_TEST_APPLICATIONS_MODULES", modules)
        .env(
            "LATCHKEY_TEST_APPLICATIONS_CACHE",
            workspace.target.join("applications"),
        )
        .env("LATCHKEY_TEST_APACHE", APACHE[0])
        .env("LATCHKEY_TEST_SAMPLE", sample);
    process::run(&mut command)
}
