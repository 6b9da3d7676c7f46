//! Disks that fail on purpose: a small file system of its own when one may mount, else a shim before the C library.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A shim that makes writing or flushing fail while it is armed.
pub struct Fault {
    folder: TempDir,
}

impl Fault {
    /// Compiles the shim.
    pub fn compile() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("samenbeeld-fault-").tempdir()?;
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/disk.c");
        let status = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.path().join("disk.so"))
            .arg(source)
            .arg("-ldl")
            .status()
            .context("a C compiler is needed, as for SQLite itself")?;
        ensure!(status.success(), "the shim does not compile");
        Ok(Self { folder })
    }
    /// What the program needs in its environment.
    pub fn env(&self) -> Vec<(String, String)> {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        vec![("LD_PRELOAD".into(), path("disk.so")), ("SAMENBEELD_FAULT".into(), path("armed"))]
    }
    /// From now on: `f` flushing fails, `s` there is no space.
    pub fn arm(&self, how: char) -> Result<()> {
        // Written aside and renamed, so that the shim never reads half of it.
        let aside = self.folder.path().join("aside");
        fs::write(&aside, how.to_string())?;
        Ok(fs::rename(aside, self.folder.path().join("armed"))?)
    }
    /// From now on all is well again.
    pub fn disarm(&self) -> Result<()> {
        Ok(fs::remove_file(self.folder.path().join("armed"))?)
    }
}

/// A disk that can be full.
pub enum Disk {
    /// A file system of 24 MB in memory.
    Mounted { folder: PathBuf, _parent: TempDir },
    /// A folder, and the shim that says there is no space: where one may not mount.
    Shimmed { folder: TempDir, fault: Fault },
}

impl Disk {
    /// Mounts a small file system, or falls back to the shim.
    pub fn new() -> Result<Self> {
        let parent = tempfile::Builder::new().prefix("samenbeeld-disk-").tempdir()?;
        let folder = parent.path().join("mount");
        fs::create_dir(&folder)?;
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs"]).arg(&folder).output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Ok(Self::Mounted { folder, _parent: parent });
        }
        Ok(Self::Shimmed { folder: parent, fault: Fault::compile()? })
    }
    /// Where the data goes.
    pub fn folder(&self) -> &Path {
        match self {
            Self::Mounted { folder, .. } => folder,
            Self::Shimmed { folder, .. } => folder.path(),
        }
    }
    /// How it is made, for the report.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Mounted { .. } => "A file system of 24 MB, filled",
            Self::Shimmed { .. } => "Writing fails with ENOSPC by a shim",
        }
    }
    /// What the program needs in its environment.
    pub fn env(&self) -> Vec<(String, String)> {
        match self {
            Self::Mounted { .. } => Vec::new(),
            Self::Shimmed { fault, .. } => fault.env(),
        }
    }
    /// From now on the disk is full.
    pub fn fill(&mut self) -> Result<()> {
        match self {
            Self::Mounted { folder, .. } => {
                let mut file = File::create(folder.join("ballast"))?;
                for size in [1 << 16, 1 << 12, 1] {
                    while file.write(&vec![7; size]).is_ok_and(|written| written > 0) {}
                }
                Ok(())
            }
            Self::Shimmed { fault, .. } => fault.arm('s'),
        }
    }
    /// From now on there is room again.
    pub fn free(&mut self) -> Result<()> {
        match self {
            Self::Mounted { folder, .. } => Ok(fs::remove_file(folder.join("ballast"))?),
            Self::Shimmed { fault, .. } => fault.disarm(),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Self::Mounted { folder, .. } = self {
            // Lazily: the program may still have files open when a test fails.
            let _ = Command::new("umount").arg("-l").arg(folder).status();
        }
    }
}
