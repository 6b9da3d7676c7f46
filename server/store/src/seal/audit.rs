//! Sealing of the log of who did what: each line opens in its own place of its own case only.

use samenbeeld_schema::ids::CaseId;

use super::{CaseKey, Place, Randomness, SealError};
use crate::contract::Seq;

impl CaseKey {
    /// Seals a line for the place it will have.
    pub fn seal_audit_line(
        &self,
        case: &CaseId,
        seq: Seq,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::AuditLine(case, seq), plain, randomness)
    }

    /// Opens the line of a place.
    pub fn open_audit_line(&self, case: &CaseId, seq: Seq, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::AuditLine(case, seq), sealed)
    }

    /// Seals the head of a log whose last line has this place.
    pub fn seal_audit_head(
        &self,
        case: &CaseId,
        seq: Seq,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::AuditHead(case, seq), plain, randomness)
    }

    /// Opens the head of a log whose last line has this place.
    pub fn open_audit_head(&self, case: &CaseId, seq: Seq, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::AuditHead(case, seq), sealed)
    }
}
