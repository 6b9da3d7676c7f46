//! What `samenbeeld doctor` and `samenbeeld keygen` do: look whether a service is sound, and make keys. For who runs it, in English
//! like the logs; nothing of a case is shown.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use samenbeeld_store::sqlite;

use crate::audit::chain;
use crate::audit::chain::NodeKey;
use crate::config::{Doctor, Keygen};
use crate::vault::Vault;
use crate::vault::keys::{self, KeySource};

/// Where our readings of the law stand that nobody with knowledge of it has looked at.
const PRIVACY: &str = include_str!("../../docs/privacy.md");
const OPEN_QUESTIONS: &str = "## How we read the law";

/// Makes a key, or puts a fresh one in the place of another.
pub fn keygen(keygen: Keygen) -> Result<()> {
    match keygen {
        Keygen::Print => println!("{}", *keys::fresh()?),
        Keygen::Rotate { data, old, new } => {
            let store = store_of(&data)?;
            let count = match (&old, &new) {
                (KeySource::File(path), None) => keys::rotate_file(&*store, path)?,
                (_, Some(new)) => keys::rotate_to(&*store, &old, new)?,
                (_, None) => bail!("SAMENBEELD_NEW_KEY is missing: a key from elsewhere goes to the one named there"),
            };
            println!("{count} keys are wrapped with another key; the one before opens nothing any more");
        }
    }
    Ok(())
}

/// Looks at the data, its key and its log, and says what is open.
pub fn look(asked: &Doctor) -> Result<()> {
    let store = store_of(&asked.data)?;
    println!("ok    the data in {} can be read", asked.data.display());
    let vault = Vault::open(store, &asked.key, Box::new(|| std::process::exit(70)))?;
    println!("ok    the key belongs to it");
    let mut sound = true;
    for case in vault.store().list_cases()? {
        sound &= log_is_whole(&vault, &case)?;
    }
    vault.journal().shutdown();
    for warning in warnings(asked) {
        println!("look  {warning}");
    }
    if !asked.demo {
        println!("\nQuestions about the law that nobody with knowledge of it has answered yet:");
        for question in open_questions() {
            println!("  - {question}");
        }
    }
    if sound { Ok(()) } else { bail!("something is not as it was written") }
}

fn log_is_whole(vault: &Vault, case: &samenbeeld_schema::ids::CaseId) -> Result<bool> {
    let (lines, head) = (vault.open_audit(case)?, vault.open_audit_head(case)?);
    let key = NodeKey::new(vault.derived_secret());
    let heads: Vec<_> = head.into_iter().collect();
    match chain::verify(case, &lines, &heads, &[key.public()]) {
        Ok(_) => println!("ok    the log of case {case} is whole: {} lines", lines.len()),
        Err(broken) => println!("BAD   the log of case {case} is not: {broken}"),
    }
    Ok(chain::verify(case, &lines, &heads, &[key.public()]).is_ok())
}

fn warnings(asked: &Doctor) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if others_may_look(&asked.data) {
        warnings.push("others on this machine may look into the folder with the data: take that from them (chmod 700)");
    }
    if asked.oidc.as_ref().is_some_and(|oidc| oidc.acr.is_empty()) {
        warnings.push(
            "no level of certainty is asked of the provider (SAMENBEELD_OIDC_ACR): a login with a password alone comes in",
        );
    }
    if matches!(&asked.key, KeySource::File(path) if path.starts_with(&asked.data)) {
        warnings.push("the key lies beside the data: a copy of the folder opens everything (SAMENBEELD_KEY_FILE, SAMENBEELD_KEY_COMMAND)");
    }
    match &asked.public_url {
        Some(url) if url.starts_with("https://") => {}
        Some(_) => warnings.push("the public address has no TLS: anybody on the way reads along"),
        None => {
            warnings.push("no public address is named (SAMENBEELD_PUBLIC_URL): any name that leads here counts as ours")
        }
    }
    warnings
}

/// Whether anybody but its owner may look into a folder.
fn others_may_look(folder: &Path) -> bool {
    #[cfg(unix)]
    let may = |known: std::fs::Metadata| std::os::unix::fs::MetadataExt::mode(&known) & 0o077 != 0;
    #[cfg(not(unix))]
    let may = |_: std::fs::Metadata| false;
    std::fs::metadata(folder).is_ok_and(may)
}

/// The list under its heading, each item on one line.
fn open_questions() -> Vec<String> {
    let section = PRIVACY.split(OPEN_QUESTIONS).nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let items = section.split("\n- ").skip(1);
    items.map(|item| item.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn store_of(data: &Path) -> Result<Arc<dyn samenbeeld_store::Store>> {
    if !data.is_dir() {
        bail!("{} is no folder with data", data.display());
    }
    Ok(Arc::new(sqlite::open(data).with_context(|| format!("the data in {} can't be opened", data.display()))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_questions_of_the_law_are_the_ones_in_the_document() {
        let questions = open_questions();
        assert!(questions.len() >= 5, "{questions:?}");
        assert!(questions.iter().all(|question| question.ends_with('.')), "{questions:?}");
    }

    #[test]
    fn a_key_beside_the_data_and_an_address_without_tls_are_told() {
        let data = Path::new("/var/lib/samenbeeld");
        let asked = |key: &str, url: Option<&str>| Doctor {
            data: data.to_owned(),
            key: KeySource::File(key.into()),
            demo: false,
            public_url: url.map(str::to_owned),
            oidc: None,
        };
        assert_eq!(warnings(&asked("/etc/samenbeeld/key", Some("https://samen.example"))), [""; 0]);
        assert_eq!(warnings(&asked("/var/lib/samenbeeld/key", Some("http://samen.example"))).len(), 2);
        assert_eq!(warnings(&asked("/var/lib/samenbeeld/key", None)).len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn an_open_folder_and_a_provider_of_whom_nothing_is_asked_are_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let asked = |acr: &[&str]| Doctor {
            data: folder.path().to_owned(),
            key: KeySource::Command("true".into()),
            demo: false,
            public_url: Some("https://samen.example".into()),
            oidc: Some(crate::config::Oidc {
                issuer: "https://login.example".into(),
                client_id: "samenbeeld".into(),
                client_secret_file: "secret".into(),
                acr: acr.iter().map(|level| (*level).to_owned()).collect(),
            }),
        };
        let mode = |mode: u32| std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(mode)).unwrap();
        mode(0o700);
        assert_eq!(warnings(&asked(&["high"])), [""; 0]);
        assert!(warnings(&asked(&[])).iter().all(|told| told.contains("SAMENBEELD_OIDC_ACR")));
        mode(0o755);
        assert!(warnings(&asked(&["high"])).iter().all(|told| told.contains("chmod 700")));
        assert_eq!(warnings(&asked(&[])).len(), 2);
    }
}
