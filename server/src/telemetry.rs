//! Logging: one line per event on standard error. Lines know ids and figures, never people or text.

use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How much is said unless `RUST_LOG` says otherwise.
const USUAL: &str = "warn,samenbeeld=info";

/// Starts logging; `RUST_LOG` chooses how much (`warn,samenbeeld=debug`), warnings and our own news by default.
/// `SAMENBEELD_LOG=json` for machines.
pub fn start() {
    let asked = std::env::var("RUST_LOG").ok().and_then(|asked| asked.parse::<Targets>().ok());
    let filter = asked.or_else(|| USUAL.parse().ok()).unwrap_or_default();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    if std::env::var("SAMENBEELD_LOG").is_ok_and(|form| form == "json") {
        tracing_subscriber::registry().with(lines.json().with_filter(filter)).init();
    } else {
        tracing_subscriber::registry().with(lines.with_filter(filter)).init();
    }
}
