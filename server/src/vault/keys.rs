//! The organisation's key: from a file beside the data, from the environment, or from what a command prints; and another one in its
//! place.
//!
//! The key wraps the keys of cases and rooms, and seals the secret from which what only signs is derived. So another key means
//! wrapping those anew, in one transaction: no document, version or line of the log is touched, and no signature changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use samenbeeld_store::key_file::{self, KeyFile, KeyFileError};
use samenbeeld_store::seal::OrganisationKey;
use samenbeeld_store::{Store, StoreError, WrappedKeys};
use zeroize::Zeroizing;

use super::{OpenError, RANDOMNESS, VaultError};
use crate::clock;

/// Where the store keeps the value by which a key is recognised.
const KEY_CHECK: &str = "key-check";
/// Beside the key file, while another key takes its place.
const NEXT: &str = "next";

/// Where the organisation's key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// Made at the first start, readable by its owner alone.
    File(PathBuf),
    /// As its text form.
    Given(Zeroizing<String>),
    /// What this program with these words prints.
    Command(String),
}

impl KeySource {
    fn key(&self) -> Result<OrganisationKey, OpenError> {
        match self {
            Self::File(path) => Ok(KeyFile::open_or_create(path)?.key),
            Self::Given(text) => OrganisationKey::from_text(text).ok_or(OpenError::Key(KeyFileError::NotAKey)),
            Self::Command(line) => {
                let mut words = line.split_whitespace();
                let program = words.next().ok_or(OpenError::Key(KeyFileError::NotAKey))?;
                let output = Command::new(program).args(words).output().map_err(KeyFileError::File)?;
                let text = Zeroizing::new(String::from_utf8_lossy(&output.stdout).into_owned());
                let key = OrganisationKey::from_text(&text).filter(|_| output.status.success());
                key.ok_or(OpenError::Key(KeyFileError::NotAKey))
            }
        }
    }
}

/// Opens the key that belongs to this store, with the secret for what only signs. A store without data gets both.
pub fn open(store: &dyn Store, source: &KeySource) -> Result<(OrganisationKey, [u8; 32]), OpenError> {
    if let KeySource::File(path) = source {
        finish_rotation(store, path)?;
    }
    let key = source.key()?;
    match store.get_meta(KEY_CHECK)? {
        Some(check) => {
            let signing = key.check(&check).map_err(|_| OpenError::WrongKey)?;
            Ok((key, signing))
        }
        None => {
            let signing = clock::random();
            let check = key.seal_check(&signing, &RANDOMNESS).map_err(|_| OpenError::WrongKey)?;
            store.put_meta(KEY_CHECK, &check)?;
            Ok((key, signing))
        }
    }
}

/// A fresh key in its text form.
pub fn fresh() -> Result<Zeroizing<String>, VaultError> {
    Ok(OrganisationKey::fresh()?.to_text())
}

/// Puts a fresh key in the place of the one in a file; gives how many keys were wrapped anew. The program must not run meanwhile.
pub fn rotate_file(store: &dyn Store, path: &Path) -> Result<usize, OpenError> {
    let old = open(store, &KeySource::File(path.to_owned()))?.0;
    let new = OrganisationKey::fresh().map_err(|_| OpenError::Key(KeyFileError::NoRandomness))?;
    // On disk first: once the store has it, nothing else opens the store.
    key_file::write(&path.with_extension(NEXT), &new).map_err(KeyFileError::File)?;
    let count = rewrap(store, &old, &new)?;
    finish_rotation(store, path)?;
    Ok(count)
}

/// Wraps everything with another key that is kept elsewhere; gives how many keys were wrapped anew.
pub fn rotate_to(store: &dyn Store, old: &KeySource, new: &KeySource) -> Result<usize, OpenError> {
    rewrap(store, &open(store, old)?.0, &new.key()?)
}

fn rewrap(store: &dyn Store, old: &OrganisationKey, new: &OrganisationKey) -> Result<usize, OpenError> {
    let check = store.get_meta(KEY_CHECK)?.ok_or(OpenError::WrongKey)?;
    let signing = old.check(&check).map_err(|_| OpenError::WrongKey)?;
    let check = new.seal_check(&signing, &RANDOMNESS).map_err(|_| OpenError::WrongKey)?;
    let mut keys = store.wrapped_keys()?;
    let damaged = |_| OpenError::Store(StoreError::Corrupt);
    let WrappedKeys { cases, rooms } = &mut keys;
    for (case, wrapped) in cases.iter_mut() {
        let key = old.unwrap_case(case, wrapped).map_err(damaged)?;
        *wrapped = new.wrap_case(case, &key, &RANDOMNESS).map_err(damaged)?;
    }
    for (case, room, wrapped) in rooms.iter_mut() {
        let key = old.unwrap_room(case, room, wrapped).map_err(damaged)?;
        *wrapped = new.wrap_room(case, room, &key, &RANDOMNESS).map_err(damaged)?;
    }
    if !store.rewrap(&keys, KEY_CHECK, &check)? {
        return Err(OpenError::Moved);
    }
    Ok(keys.cases.len() + keys.rooms.len())
}

/// After a rotation, also one that was broken off: of the two keys beside the data the one stays that opens the store.
fn finish_rotation(store: &dyn Store, path: &Path) -> Result<(), OpenError> {
    let next = path.with_extension(NEXT);
    if !next.exists() {
        return Ok(());
    }
    let opens = |file: &Path| -> Result<bool, OpenError> {
        let key = KeyFile::open_or_create(file)?.key;
        Ok(store.get_meta(KEY_CHECK)?.is_some_and(|check| key.check(&check).is_ok()))
    };
    if opens(&next)? {
        fs::rename(&next, path).map_err(KeyFileError::File)?;
    } else if opens(path)? {
        fs::remove_file(&next).map_err(KeyFileError::File)?;
    } else {
        return Err(OpenError::WrongKey);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use samenbeeld_schema::ids::{CaseId, DocumentId};
    use samenbeeld_store::memory::MemoryStore;

    use super::*;
    use crate::vault::Vault;

    const BOARD: &str = "gezin/core/board";

    fn vault(store: &MemoryStore, source: &KeySource) -> Result<Vault, OpenError> {
        Vault::open(Arc::new(store.clone()), source, Box::new(|| panic!("fatal")))
    }

    fn begun(store: &MemoryStore, source: &KeySource) -> [u8; 32] {
        let vault = vault(store, source).unwrap();
        let board = DocumentId::parse(BOARD).unwrap();
        let case = CaseId::parse("gezin").unwrap();
        vault.begin_case(&case, std::slice::from_ref(&board.room), std::slice::from_ref(&board)).unwrap();
        vault.put_register(&case, 0, b"register").unwrap();
        *vault.derived_secret()
    }

    fn opens(store: &MemoryStore, source: &KeySource) -> [u8; 32] {
        let vault = vault(store, source).unwrap();
        let board = DocumentId::parse(BOARD).unwrap();
        assert!(vault.open_documents(&[board]).unwrap()[0].is_some());
        assert_eq!(vault.open_register(&CaseId::parse("gezin").unwrap()).unwrap().unwrap().1, b"register");
        *vault.derived_secret()
    }

    #[test]
    fn another_key_opens_everything_and_the_old_one_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (file, store) = (folder.path().join("key"), MemoryStore::new());
        let source = KeySource::File(file.clone());
        let signing = begun(&store, &source);
        let old = KeySource::Given(Zeroizing::new(fs::read_to_string(&file).unwrap()));
        assert_eq!(rotate_file(&store, &file).unwrap(), 2);
        assert_eq!(opens(&store, &source), signing, "no signature changes");
        assert!(matches!(vault(&store, &old), Err(OpenError::WrongKey)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_rotation_that_is_broken_off_anywhere_leaves_one_key_that_opens() {
        for broken_after_the_store in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let (file, store) = (folder.path().join("key"), MemoryStore::new());
            let source = KeySource::File(file.clone());
            let signing = begun(&store, &source);
            let new = OrganisationKey::fresh().unwrap();
            key_file::write(&file.with_extension(NEXT), &new).unwrap();
            if broken_after_the_store {
                rewrap(&store, &source.key().unwrap(), &new).unwrap();
            }
            assert_eq!(opens(&store, &source), signing);
            assert!(!file.with_extension(NEXT).exists());
        }
    }

    #[test]
    fn a_key_is_given_or_printed_by_a_command_too() {
        let store = MemoryStore::new();
        let text = fresh().unwrap();
        let given = KeySource::Given(text.clone());
        let signing = begun(&store, &given);
        let printed = KeySource::Command(format!("echo {}", *text));
        assert_eq!(opens(&store, &printed), signing);
        let other = KeySource::Given(fresh().unwrap());
        assert_eq!(rotate_to(&store, &printed, &other).unwrap(), 2);
        assert_eq!(opens(&store, &other), signing);
        for wrong in ["false", "echo not-a-key", "a-program-that-is-not-there", ""] {
            assert!(matches!(vault(&store, &KeySource::Command(wrong.into())), Err(OpenError::Key(_))), "{wrong:?}");
        }
    }
}
