//! The log of who did what, sealed and opened: each line for its place, under the key of its case.

use samenbeeld_schema::ids::CaseId;
use samenbeeld_store::{AuditAppend, Seq};
use serde::Serialize;

use super::{RANDOMNESS, Vault, VaultError};
use crate::audit::chain::{Head, Line};

/// Lines read from the store at a time.
const PAGE: usize = 1000;

impl Vault {
    /// Seals lines for the places after `expected_head`, with the head that their last one becomes.
    pub fn seal_audit(
        &self,
        case: &CaseId,
        expected_head: Seq,
        lines: &[Line],
        head: &Head,
    ) -> Result<AuditAppend, VaultError> {
        let key = self.case_key(case)?;
        let sealed: Result<Vec<_>, VaultError> = lines
            .iter()
            .map(|line| Ok(key.seal_audit_line(case, line.body.seq, &bytes(line)?, &RANDOMNESS)?))
            .collect();
        let head = key.seal_audit_head(case, head.seq, &bytes(head)?, &RANDOMNESS)?;
        Ok(AuditAppend { case: case.clone(), expected_head, lines: sealed?, head })
    }

    /// The head of a case's log; `None` while there is no line. Blocks.
    pub fn open_audit_head(&self, case: &CaseId) -> Result<Option<Head>, VaultError> {
        let Some((seq, sealed)) = self.store().audit_head(case)? else { return Ok(None) };
        let plain = self.case_key(case)?.open_audit_head(case, seq, &sealed)?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| VaultError::Damaged)
    }

    /// All lines of a case's log, oldest first. Blocks.
    pub fn open_audit(&self, case: &CaseId) -> Result<Vec<Line>, VaultError> {
        let key = self.case_key(case)?;
        let mut lines: Vec<Line> = Vec::new();
        let mut last = 0;
        loop {
            let page = self.store().audit_after(case, last, PAGE)?;
            let is_last = page.len() < PAGE;
            for (seq, sealed) in page {
                let plain = key.open_audit_line(case, seq, &sealed)?;
                lines.push(serde_json::from_slice(&plain).map_err(|_| VaultError::Damaged)?);
                last = seq;
            }
            if is_last {
                return Ok(lines);
            }
        }
    }
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>, VaultError> {
    serde_json::to_vec(value).map_err(|_| VaultError::Damaged)
}
