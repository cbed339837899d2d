//! The file system of a Linux host, which a test starts in namespaces of its own.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    error::{Error, Result, io},
    install,
    process::{self, say},
    workspace::Workspace,
};

/// What the pages in docs/linux-hosts install.
const PACKAGES: [&str; 7] = [
    "ca-certificates",
    "libnss-sss",
    "libpam-sss",
    "openssh-server",
    "sssd-ldap",
    "sssd-tools",
    "sudo",
];

/// Nobody reads there.
const LEFT_OUT: [&str; 3] = [
    "/usr/share/doc/*",
    "/usr/share/locale/*",
    "/usr/share/man/*",
];

/// Where Debian and Ubuntu keep their own package sources.
const SOURCES: [&str; 3] = [
    "/etc/apt/sources.list",
    "/etc/apt/sources.list.d/debian.sources",
    "/etc/apt/sources.list.d/ubuntu.sources",
];

/// The archive with the file system, of the release of Debian or Ubuntu that this machine runs. It is made once, and again
/// when the packages or their sources change.
///
/// # Errors
/// Fails without mmdebstrap, and on machines that allow no namespaces.
pub fn archive(workspace: &Workspace) -> Result<PathBuf> {
    allow_namespaces()?;
    let folder = workspace.tools().join("linux-host");
    let (archive, stamp) = (folder.join("root.tar"), folder.join("packages"));
    let release = release()?;
    let sources: Vec<_> = SOURCES
        .iter()
        .map(Path::new)
        .filter(|path| path.is_file())
        .collect();
    let mut wanted = vec![release.clone(), PACKAGES.join(","), LEFT_OUT.join(",")];
    for path in &sources {
        wanted.push(std::fs::read_to_string(path).map_err(io(path))?);
    }
    let wanted = wanted.join("\n");
    let had = std::fs::read_to_string(&stamp);
    if archive.is_file() && had.is_ok_and(|had| had == wanted) {
        return Ok(archive);
    }
    let program = install::program("mmdebstrap", &["mmdebstrap"])?;
    std::fs::create_dir_all(&folder).map_err(io(&folder))?;
    say("Making the file system of a Linux host, once");
    // Under another name, so that what a failure leaves behind is not used.
    let part = folder.join("root.part");
    let mut make = Command::new(program);
    make.args(["--quiet", "--variant=minbase", "--format=tar"])
        .arg("--aptopt=Apt::Install-Recommends \"false\"")
        .arg(format!("--include={}", PACKAGES.join(",")));
    for path in LEFT_OUT {
        make.arg(format!("--dpkgopt=path-exclude={path}"));
    }
    make.arg(&release).arg(&part).args(&sources);
    process::run(&mut make)?;
    std::fs::rename(&part, &archive).map_err(io(&archive))?;
    std::fs::write(&stamp, wanted).map_err(io(&stamp))?;
    Ok(archive)
}

/// The name of the release, such as `bookworm`.
fn release() -> Result<String> {
    let path = Path::new("/etc/os-release");
    let text = std::fs::read_to_string(path).map_err(io(path))?;
    let mut lines = text.lines();
    let name = lines.find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    name.map(|name| name.trim_matches('"').to_owned())
        .ok_or_else(|| Error::Missing("the tests with a Linux host need Debian or Ubuntu".into()))
}

/// A user who is not root becomes root of a namespace, with other users in it.
fn allow_namespaces() -> Result<()> {
    let mut unshare = Command::new("unshare");
    if !install::is_root() {
        install::program("newuidmap", &["uidmap"])?;
        unshare.args(["--map-root-user", "--map-auto"]);
    }
    unshare.args(["--mount", "--pid", "--fork", "--uts", "--ipc", "true"]);
    process::run(&mut unshare).map_err(|_| {
        Error::Missing(
            "the tests with a Linux host need namespaces: run them as root, in a container with \
             --privileged, or as a user with a line in /etc/subuid and in /etc/subgid"
                .into(),
        )
    })
}
