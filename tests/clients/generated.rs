//! A client for each language: generated, compiled and used.

use std::path::Path;

use tokio::process::Command;

use crate::{Setting, cache, caller, generator, installed, module, python, run};

/// Copies the files of a folder, and the folders in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typescript_by_openapi_typescript() {
    let setting = Setting::new().await;
    let folder = setting.folder().join("typescript");
    copy(&caller("typescript"), &folder);
    let modules = installed("LATCHKEY_TEST_MODULES");
    std::os::unix::fs::symlink(modules, folder.join("node_modules")).unwrap();
    let mut types = Command::new(module("openapi-typescript"));
    types.arg(setting.document()).arg("--output");
    run(types.arg(folder.join("schema.d.ts"))).await;
    let mut compiler = Command::new(module("tsc"));
    run(compiler.arg("--project").arg(&folder)).await;
    let program = folder.join("main.js");
    setting.calls(Command::new("node").arg(program)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn python_by_openapi_python_client() {
    let setting = Setting::new().await;
    let client = setting.folder().join("latchkey_client");
    let mut generator = Command::new(generator("openapi-python-client"));
    generator.args(["generate", "--meta", "none", "--path"]);
    generator.arg(setting.document()).arg("--output-path");
    run(generator.arg(&client)).await;
    compile_python(&client).await;
    let mut program = Command::new(python());
    program.env("PYTHONPATH", setting.folder());
    program.arg(caller("python/openapi_python_client.py"));
    setting.calls(&mut program).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn python_by_openapi_generator() {
    let setting = Setting::new().await;
    let client = setting.folder().join("python");
    let options = ["--additional-properties", "packageName=latchkey_api"];
    setting.openapi_generator("python", &client, &options).await;
    compile_python(&client).await;
    let mut program = Command::new(python());
    program.env("PYTHONPATH", client);
    program.arg(caller("python/openapi_generator.py"));
    setting.calls(&mut program).await;
}

async fn compile_python(folder: &Path) {
    let mut compiler = Command::new(python());
    run(compiler.args(["-m", "compileall", "-q"]).arg(folder)).await;
}

/// In a `GOPATH`, because the only module that the client uses comes from Debian.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn go_by_openapi_generator() {
    let setting = Setting::new().await;
    let path = setting.folder().join("go");
    let client = path.join("src/github.com/example/latchkey");
    let options = [
        "--git-user-id",
        "example",
        "--git-repo-id",
        "latchkey",
        "--additional-properties",
        "packageName=latchkey,enumClassPrefix=true",
    ];
    setting.openapi_generator("go", &client, &options).await;
    let folder = path.join("src/caller");
    copy(&caller("go"), &folder);
    let mut program = Command::new(installed("LATCHKEY_TEST_GO"));
    program.args(["run", "."]).current_dir(folder);
    program
        .env("GO111MODULE", "off")
        .env("GOPATH", format!("{}:/usr/share/gocode", path.display()))
        .env("GOCACHE", cache("go"))
        .env("GOFLAGS", "");
    setting.calls(&mut program).await;
}

/// With the versions of the workspace's lock file where both use the same package.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rust_by_openapi_generator() {
    let setting = Setting::new().await;
    let folder = setting.folder().join("rust");
    copy(&caller("rust"), &folder);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let client = folder.join("client");
    let options = ["--additional-properties", "packageName=latchkey_client"];
    setting.openapi_generator("rust", &client, &options).await;
    let mut program = Command::new(env!("CARGO"));
    program
        .args(["run", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", cache("rust"));
    setting.calls(&mut program).await;
}
