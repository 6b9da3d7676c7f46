//! Logging: one line per event on standard error. Lines know ids and figures, never people or text.

use tracing_subscriber::EnvFilter;

/// Starts logging; `RUST_LOG` chooses how much, warnings and our own news by default. `SAMENBEELD_LOG=json` for machines.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,samenbeeld=info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if std::env::var("SAMENBEELD_LOG").is_ok_and(|form| form == "json") {
        lines.json().init();
    } else {
        lines.init();
    }
}
