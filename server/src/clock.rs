//! Time and randomness as inputs: the program has one clock and one source of chance, tests have their own.

use std::time::{SystemTime, UNIX_EPOCH};

/// From midnight, in milliseconds.
pub const NOON: u64 = 12 * 60 * 60 * 1000;

/// Tells the time in milliseconds since 1970.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> u64;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }
}

/// A clock of the demo: at the start it is another moment, and time goes on from there. For trying out what a birthday changes.
pub struct DemoClock {
    ahead: i64,
}

impl DemoClock {
    pub fn beginning(at: u64) -> Self {
        let signed = |moment: u64| i64::try_from(moment).unwrap_or(i64::MAX);
        Self { ahead: signed(at).saturating_sub(signed(SystemClock.now())) }
    }
}

impl Clock for DemoClock {
    fn now(&self) -> u64 {
        SystemClock.now().saturating_add_signed(self.ahead)
    }
}

/// Random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give: nothing secret could be made, so nothing may go on.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A name for something that must tell nothing: 128 random bits.
pub fn random_name() -> String {
    random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}
