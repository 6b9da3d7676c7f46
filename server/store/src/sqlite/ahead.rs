//! The file that is written ahead of the tables: a commit is one small write and one flush here, and is brought over to
//! the tables later, many at once (docs/decisions/0013-a-log-ahead-of-the-tables.md).
//!
//! The file has a fixed length and is written over from its beginning each time its content is in the tables: an *epoch*.
//! A frame is `magic 8 · epoch u64 · number u32 · length u32 · SHA-256 of the rest, 16 bytes · payload · zeros` (little
//! endian, padded to whole blocks). The frames of the epoch after the one that the tables name are what they lack. A
//! frame begins only when the one before is on disk, so only the last can be torn.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Length of the file, in bytes.
pub(super) const LENGTH: usize = if cfg!(test) { 256 * 1024 } else { 4 * 1024 * 1024 };
/// What the disk writes whole, and the alignment that writing past the page cache asks for.
pub(super) const BLOCK: usize = 4096;
const MAGIC: &[u8; 8] = b"SBahead1";
const SUM: usize = 16;
const HEADER: usize = 8 + 8 + 4 + 4 + SUM;

/// What the file holds is not what was written: a later frame is whole and an earlier one isn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a record in the middle of the log is damaged")]
pub(super) struct Damaged;

/// The open file, and where its next frame goes.
pub(super) struct Ahead {
    file: File,
    /// A write that returned is on disk.
    flushes: bool,
    epoch: u64,
    number: u32,
    at: usize,
    buffer: Aligned,
}

impl Ahead {
    /// Opens the file or makes it, and sets it to the beginning of an epoch. What it held is read before, with [`read`].
    pub fn open(path: &Path, epoch: u64) -> io::Result<Self> {
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        if file.metadata()?.len() != LENGTH as u64 {
            file.set_len(0)?;
            file.write_all(&vec![0; LENGTH])?;
            file.sync_all()?;
        }
        let (file, flushes) = match past_the_cache(path) {
            Some(file) => (file, true),
            None => (file, false),
        };
        Ok(Self { file, flushes, epoch, number: 0, at: 0, buffer: Aligned::default() })
    }

    /// Whether a payload of this length fits behind what is there.
    pub fn has_room(&self, payload: usize) -> bool {
        self.at + blocks(payload) <= LENGTH
    }

    /// Whether a payload of this length fits at all.
    pub fn can_hold(payload: usize) -> bool {
        blocks(payload) <= LENGTH
    }

    /// Writes a frame; durable when it returns. After an error nobody knows what is on disk.
    pub fn append(&mut self, payload: &[u8]) -> io::Result<()> {
        let stated = u32::try_from(payload.len()).map_err(io::Error::other)?;
        let frame = self.buffer.of(blocks(payload.len()));
        frame.fill(0);
        frame[..8].copy_from_slice(MAGIC);
        frame[8..16].copy_from_slice(&self.epoch.to_le_bytes());
        frame[16..20].copy_from_slice(&self.number.to_le_bytes());
        frame[20..24].copy_from_slice(&stated.to_le_bytes());
        frame[24..HEADER].copy_from_slice(&sum(self.epoch, self.number, payload));
        frame[HEADER..HEADER + payload.len()].copy_from_slice(payload);
        let length = frame.len();
        self.file.write_all_at(frame, self.at as u64)?;
        if !self.flushes {
            self.file.sync_data()?;
        }
        self.at += length;
        self.number += 1;
        Ok(())
    }

    /// Overwrites everything that former epochs left, once it is in the tables: for what must be gone.
    pub fn erase(&mut self) -> io::Result<()> {
        let mut zeros = Aligned::default();
        self.file.write_all_at(zeros.of(LENGTH), 0)?;
        self.file.sync_data()
    }

    /// The epoch being written.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Begins the next epoch: everything written so far is in the tables.
    pub fn begin_again(&mut self) {
        self.epoch += 1;
        self.number = 0;
        self.at = 0;
    }
}

/// The payloads of an epoch, in order; none when the file is new or of another epoch.
pub(super) fn read(path: &Path, epoch: u64) -> io::Result<Result<Vec<Vec<u8>>, Damaged>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ok(Vec::new())),
        Err(error) => return Err(error),
    };
    let (mut payloads, mut at) = (Vec::new(), 0);
    while let Some((number, payload)) = frame_at(&bytes, at, epoch)
        && number as usize == payloads.len()
    {
        at += blocks(payload.len());
        payloads.push(payload.to_vec());
    }
    // A torn frame has nothing behind it: the next begins only when it is on disk.
    let behind = (at + BLOCK..bytes.len()).step_by(BLOCK);
    let damaged =
        behind.filter_map(|at| frame_at(&bytes, at, epoch)).any(|(number, _)| number as usize >= payloads.len());
    Ok(if damaged { Err(Damaged) } else { Ok(payloads) })
}

fn frame_at(bytes: &[u8], at: usize, epoch: u64) -> Option<(u32, &[u8])> {
    let frame = bytes.get(at..)?;
    let header = frame.get(..HEADER)?;
    let number = u32::from_le_bytes(header[16..20].try_into().ok()?);
    let length = u32::from_le_bytes(header[20..24].try_into().ok()?) as usize;
    if header[..8] != *MAGIC || header[8..16] != epoch.to_le_bytes() {
        return None;
    }
    let payload = frame.get(HEADER..HEADER.checked_add(length)?)?;
    (header[24..] == sum(epoch, number, payload)).then_some((number, payload))
}

fn sum(epoch: u64, number: u32, payload: &[u8]) -> [u8; SUM] {
    let whole = Sha256::new()
        .chain_update(epoch.to_le_bytes())
        .chain_update(number.to_le_bytes())
        .chain_update(payload)
        .finalize();
    std::array::from_fn(|at| whole[at])
}

/// The length of a frame with this payload.
fn blocks(payload: usize) -> usize {
    (HEADER + payload).div_ceil(BLOCK) * BLOCK
}

/// Opened so that a write goes to the disk without a stay in the page cache and returns when it is there: over blocks that the
/// file has, the kernel then writes nothing else, neither times nor sizes. A third of the processor time of writing and
/// flushing. Some file systems don't know it.
#[cfg(target_os = "linux")]
fn past_the_cache(path: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt;

    OpenOptions::new().write(true).custom_flags(libc::O_DIRECT | libc::O_DSYNC).open(path).ok()
}

#[cfg(not(target_os = "linux"))]
fn past_the_cache(_: &Path) -> Option<File> {
    None
}

/// Memory that begins at a multiple of [`BLOCK`], used again for each frame.
#[derive(Default)]
struct Aligned(Vec<u8>);

impl Aligned {
    fn of(&mut self, length: usize) -> &mut [u8] {
        if self.0.len() < length + BLOCK {
            self.0 = vec![0; length + BLOCK];
        }
        let start = self.0.as_ptr().align_offset(BLOCK).min(BLOCK);
        &mut self.0[start..start + length]
    }
}

#[cfg(test)]
mod tests;
