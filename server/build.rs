//! Builds the client when its sources changed, so that `cargo run` is one command and no stale client can be served.
//!
//! `CLIENT_DIST=path` takes a client that is built already. `CLIENT=skip` embeds a page that says how to build it. Without
//! npm a release build fails with the line to type; a debug build embeds that page.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

const PAGE: &str = "<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><title>Samenbeeld</title>\
    <p>Deze server is zonder website gebouwd. Installeer Node.js en npm en bouw opnieuw.</p>";

fn main() -> Result<()> {
    let client = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../client");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("client");
    for input in [
        "src",
        "public",
        "index.html",
        "package.json",
        "package-lock.json",
        "vite.config.ts",
        "tsconfig.json",
        "svelte.config.js",
    ] {
        let path = client.join(input);
        if path.exists() {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    }
    for input in ["locales", "catalogue.json"] {
        println!("cargo:rerun-if-changed={}", client.join("../schema").join(input).display());
    }
    println!("cargo:rerun-if-env-changed=CLIENT_DIST");
    println!("cargo:rerun-if-env-changed=CLIENT");

    fs::create_dir_all(&out)?;
    if let Ok(built) = env::var("CLIENT_DIST") {
        return copy(Path::new(&built), &out);
    }
    if env::var("CLIENT").is_ok_and(|choice| choice == "skip") {
        return page(&out);
    }
    if !runs("npm") {
        if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
            bail!(
                "npm is missing. Install it (Debian: apt-get install -y nodejs npm), or set CLIENT=skip to build without the website."
            );
        }
        println!("cargo:warning=npm is missing: this build has no website");
        return page(&out);
    }
    // Two cargo runs must not install into one folder at once; the lock goes with the process.
    let lock = File::create(client.join(".build.lock"))?;
    lock.lock()?;
    install(&client)?;
    fs::remove_dir_all(&out)?;
    run(Command::new("npm").args(["run", "--silent", "build"]).env("VITE_OUT", &out).current_dir(&client))
        .context("the client did not build")
}

/// `npm ci`, only when what is there was installed from another lock file. `cargo verify` installs the same way
/// (tests/verify/src/run.rs): two that differ would take the packages away under each other's hands.
fn install(client: &Path) -> Result<()> {
    let wanted = fs::read(client.join("package-lock.json"))?;
    let stamp = client.join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(client))
        .context("the client's packages could not be installed")?;
    fs::write(stamp, wanted)?;
    Ok(())
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{:?} could not be started", command.get_program()))?;
    if !output.status.success() {
        bail!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

fn page(out: &Path) -> Result<()> {
    Ok(fs::write(out.join("index.html"), PAGE)?)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("CLIENT_DIST={} can't be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
