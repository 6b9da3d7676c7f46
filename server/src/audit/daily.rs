//! Once a day every log is checked and every reading reviewed. What is found goes to the operator's log, by case and number:
//! who looks into it opens the lines.

use std::collections::{BTreeMap, BTreeSet};

use super::Audit;
use super::review::{self, Known, Suspicion};
use crate::vault::VaultError;

/// How far back the review looks, in milliseconds.
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Checks and reviews all cases. Blocks.
pub fn run(audit: &Audit) -> Result<Vec<Suspicion>, VaultError> {
    let mut cases = BTreeMap::new();
    let mut lines = Vec::new();
    for (case, register) in audit.register.cases() {
        if let Err(broken) = audit.verify(&case)? {
            tracing::error!(%case, %broken, "the log of a case is not what was written");
        }
        lines.extend(audit.lines(&case)?);
        cases.insert(case, Known::of(&register));
    }
    let since = audit.clock.now().saturating_sub(DAY_MS);
    lines.retain(|line| line.body.event.event_time >= since);
    // No review of a broken glass is recorded yet: each is asked about.
    let found = review::review(&lines, &cases, &BTreeSet::new());
    for Suspicion { case, event, reasons } in &found {
        tracing::warn!(%case, %event, ?reasons, "somebody should ask about a reading");
    }
    Ok(found)
}
