//! Once a day every log is checked and every reading reviewed. What is found goes to the operator's log, by case and number:
//! who looks into it opens the lines.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_schema::ids::ItemId;

use super::Audit;
use super::event::{Event, Kind};
use super::review::{self, Known, Suspicion};
use crate::register::CaseRegister;
use crate::vault::VaultError;

/// How far back the review looks, in milliseconds.
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Checks and reviews all cases. Blocks.
pub fn run(audit: &Audit) -> Result<Vec<Suspicion>, VaultError> {
    let mut cases = BTreeMap::new();
    let mut lines = Vec::new();
    let mut reviewed = BTreeSet::new();
    for (case, register) in audit.register.cases() {
        if let Err(broken) = audit.verify(&case)? {
            tracing::error!(%case, %broken, "the log of a case is not what was written");
        }
        let of_case = audit.lines(&case)?;
        reviewed.extend(of_case.iter().map(|line| &line.body.event).filter_map(|event| looked_at(event, &register)));
        lines.extend(of_case);
        cases.insert(case, Known::of(&register));
    }
    let since = audit.clock.now().saturating_sub(DAY_MS);
    // An emergency that nobody looked at is asked about until somebody did.
    let unreviewed =
        |event: &Event| event.event_type_code == Kind::EmergencyOpened && !reviewed.contains(&event.event_id);
    lines.retain(|line| line.body.event.event_time >= since || unreviewed(&line.body.event));
    let found = review::review(&lines, &cases, &reviewed);
    for Suspicion { case, event, reasons } in &found {
        tracing::warn!(%case, %event, ?reasons, "somebody should ask about a reading");
    }
    Ok(found)
}

/// A line of an emergency at which who leads the case has looked.
fn looked_at(event: &Event, register: &CaseRegister) -> Option<ItemId> {
    let user = event.emergency.as_ref().and(event.user.as_ref())?;
    let emergency = register.emergency_before(&user.user_id, event.event_time)?;
    emergency.review.as_ref().map(|_| event.event_id)
}
