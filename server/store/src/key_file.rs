//! The organisation's key in a file beside the data, made at the first start and readable by its owner alone.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::seal::{OrganisationKey, OsRandomness};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("the key file can't be read or made")]
    File(#[from] std::io::Error),
    #[error("the key file doesn't hold a key of 64 hexadecimal digits")]
    NotAKey,
    #[error("others than its owner may read the key file")]
    Readable,
    #[error("the system gives no randomness")]
    NoRandomness,
}

/// An organisation's key and where it came from.
#[derive(Debug)]
pub struct KeyFile {
    pub key: OrganisationKey,
    /// Made just now. With data from before, that means the right key is lost.
    pub made: bool,
}

impl KeyFile {
    /// Reads the key file, or makes it with a fresh key.
    pub fn open_or_create(path: &Path) -> Result<Self, KeyFileError> {
        match fs::read_to_string(path).map(Zeroizing::new) {
            Ok(text) => {
                if readable_by_others(&fs::metadata(path)?) {
                    return Err(KeyFileError::Readable);
                }
                let key = OrganisationKey::from_text(&text).ok_or(KeyFileError::NotAKey)?;
                Ok(Self { key, made: false })
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = OrganisationKey::generate(&OsRandomness).map_err(|_| KeyFileError::NoRandomness)?;
                write(path, &key)?;
                Ok(Self { key, made: true })
            }
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(KeyFileError::NotAKey),
            Err(error) => Err(error.into()),
        }
    }
}

/// Writes a key file that isn't there yet. The name appears only once the whole key is on disk: half a key would make all data unreadable.
pub fn write(path: &Path, key: &OrganisationKey) -> Result<(), std::io::Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let fresh = path.with_extension("new");
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(key.to_text().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    // A link, unlike a rename, fails when somebody else made the key meanwhile.
    fs::hard_link(&fresh, path)?;
    fs::remove_file(&fresh)?;
    File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn readable_by_others(file: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o077 != 0
}

#[cfg(not(unix))]
fn readable_by_others(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data").join("key");
        let first = KeyFile::open_or_create(&path).unwrap();
        assert!(first.made);
        let again = KeyFile::open_or_create(&path).unwrap();
        assert!(!again.made);
        assert_eq!(*first.key.to_text(), *again.key.to_text());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_key_that_others_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        KeyFile::open_or_create(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(KeyFile::open_or_create(&path), Err(KeyFileError::Readable)));
    }

    #[test]
    fn a_broken_key_file_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        for broken in [&b""[..], b"abc", &[b'g'; 64], &[0xFF; 64], &[b'a'; 65]] {
            fs::write(&path, broken).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            assert!(matches!(KeyFile::open_or_create(&path), Err(KeyFileError::NotAKey)));
            assert_eq!(fs::read(&path).unwrap(), broken);
        }
    }
}
