//! Whole-system tests: the real program, real sockets, real Yjs clients. Nothing in here knows the inside of the server;
//! it speaks the contracts of docs/protocol.md by hand, so that a slip in the shared code can't hide in both sides.
//!
//! - [`server`]: starts, kills, restarts the program
//! - [`http`]: a person's session and requests
//! - [`wire`], [`frames`], [`update`]: the bytes, encoded and read by hand
//! - [`socket`]: one socket in each of the two dialects, with methods named as a client's actions
//! - [`peer`]: a yrs document behind a socket
//! - [`node`]: real Yjs and the unmodified official providers
//! - [`family`]: the demo family as its file names it, and generated ones for load
//! - [`chromium`]: the browser of this machine
//! - [`dice`], [`statistics`]: the same chance every time, and whether two samples differ
//! - [`process`]: memory and processor time as the kernel counts them

pub mod chromium;
pub mod dice;
pub mod family;
pub mod frames;
pub mod http;
pub mod node;
pub mod peer;
pub mod process;
pub mod server;
pub mod socket;
pub mod statistics;
pub mod update;
pub mod wire;

use std::path::PathBuf;
use std::time::Duration;

/// How long anything in a test may take before it counts as never. Long, because tests share the machine.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Whether the long figures are asked for (`cargo verify --long`).
pub fn long() -> bool {
    std::env::var_os("SAMENBEELD_LONG").is_some_and(|value| value == "1")
}

/// Notes a figure: printed, and with `--long` kept as `docs/evidence/<name>.md`.
pub fn report(name: &str, text: &str) {
    println!("{name}: {text}");
    if long() {
        let folder = repository().join("docs/evidence");
        let kept = std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(folder.join(format!("{name}.md")), format!("# {name}\n\n{text}\n")));
        if let Err(error) = kept {
            eprintln!("the figures of {name} could not be kept: {error}");
        }
    }
}
