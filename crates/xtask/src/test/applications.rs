//! Applications and libraries of other projects, installed in the tools folder, against our server.

use std::path::Path;

use super::{native, system};
use crate::{
    error::{Error, Result},
    install::{self, Package},
    process,
    workspace::Workspace,
};

/// Packages from PyPI: libraries, and JupyterHub.
const PYTHON: [&str; 7] = [
    "authlib==1.9.10",
    "joserfc==1.8.0",
    "requests==2.34.2",
    "jupyterhub==6.1.1",
    "oauthenticator==17.4.0",
    "python3-saml==1.16.0",
    "pysaml2==7.5.5",
];

/// MLflow and the package that signs people in to it. They have an environment of their own, because both
/// they and JupyterHub have many dependencies. Later versions of the package need Python 3.12.
const MLFLOW: [&str; 2] = ["mlflow==3.17.2", "mlflow-oidc-auth==9.0.5"];

/// Packages from npm: libraries, and the proxy that JupyterHub starts.
const NODE: [Package; 5] = [
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
    Package {
        name: "@node-saml/node-saml",
        version: "5.1.0",
    },
    Package {
        name: "samlify",
        version: "2.13.1",
    },
];

/// Programs and modules that are not on everybody's PATH, where Debian puts them: Apache, its modules that
/// sign people in, the daemon of one of them, the reference implementation of XML signatures, and FreeRADIUS
/// with its module and what asks it.
const DEBIAN: [&str; 10] = [
    APACHE,
    "/usr/lib/apache2/modules/mod_auth_openidc.so",
    "/usr/lib/apache2/modules/mod_auth_mellon.so",
    "/usr/lib/apache2/modules/mod_shib.so",
    SHIBD,
    XMLSEC1,
    FREERADIUS,
    "/usr/lib/freeradius/rlm_rest.so",
    "/usr/bin/radclient",
    "/usr/bin/eapol_test",
];
const APACHE: &str = "/usr/sbin/apache2";
const SHIBD: &str = "/usr/sbin/shibd";
const XMLSEC1: &str = "/usr/bin/xmlsec1";
const FREERADIUS: &str = "/usr/sbin/freeradius";

/// The packages that contain them.
const DEBIAN_PACKAGES: [&str; 10] = [
    "apache2-bin",
    "libapache2-mod-auth-openidc",
    "libapache2-mod-auth-mellon",
    "libapache2-mod-shib",
    "shibboleth-sp-utils",
    "xmlsec1",
    "freeradius",
    "freeradius-rest",
    "freeradius-utils",
    "eapoltest",
];

/// Runs the tests, after installing what they need. What cannot be installed fails them.
pub fn check(workspace: &Workspace) -> Result<()> {
    let python = install::python(workspace, "applications-python", &PYTHON)?;
    let mlflow = install::python(workspace, "applications-mlflow", &MLFLOW)?;
    install::program("npm", &["nodejs", "npm"])?;
    let modules = install::npm_together(workspace, "applications", &NODE)?;
    let missing = || DEBIAN.iter().find(|path| !Path::new(path).is_file());
    if missing().is_some() {
        install::apt(&DEBIAN_PACKAGES)?;
    }
    if let Some(path) = missing() {
        return Err(Error::Missing(format!("{path} is missing")));
    }
    let sample = native::sample(workspace)?;
    let mut command = system::programs(workspace, None, system::is_applications)?;
    system::with_chromium(&mut command)?;
    command
        .env("LATCHKEY_TEST_APPLICATIONS_PYTHON", python)
        .env("LATCHKEY_TEST_APPLICATIONS_MLFLOW", mlflow)
        .env("LATCHKEY_TEST_APPLICATIONS_MODULES", modules)
        .env(
            "LATCHKEY_TEST_APPLICATIONS_CACHE",
            workspace.target.join("applications"),
        )
        .env("LATCHKEY_TEST_APACHE", APACHE)
        .env("LATCHKEY_TEST_SHIBD", SHIBD)
        .env("LATCHKEY_TEST_XMLSEC1", XMLSEC1)
        .env("LATCHKEY_TEST_FREERADIUS", FREERADIUS)
        .env("LATCHKEY_TEST_SAMPLE", sample);
    process::run(&mut command)
}
