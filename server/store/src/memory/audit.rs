//! The log of who did what, in memory. It refuses when told to, until told otherwise.

use std::collections::BTreeMap;

use samenbeeld_schema::ids::CaseId;

use crate::contract::{AuditAppend, Logged, Records, Seq, StoreError};

#[derive(Default)]
pub(super) struct AuditLogs {
    cases: BTreeMap<CaseId, Log>,
    pub(super) refuses: Option<StoreError>,
    pub(super) commits: u64,
}

#[derive(Default)]
struct Log {
    lines: Vec<Vec<u8>>,
    head: Vec<u8>,
}

impl Log {
    fn last(&self) -> Seq {
        self.lines.len() as Seq
    }
}

impl AuditLogs {
    pub(super) fn append(&mut self, batch: &[AuditAppend]) -> Result<Vec<Logged>, StoreError> {
        if let Some(error) = self.refuses {
            return Err(error);
        }
        self.commits += 1;
        let mut outcomes = Vec::with_capacity(batch.len());
        for append in batch {
            let log = self.cases.entry(append.case.clone()).or_default();
            if log.last() != append.expected_head {
                outcomes.push(Logged::Moved(log.last()));
                continue;
            }
            log.lines.extend(append.lines.iter().cloned());
            log.head.clone_from(&append.head);
            outcomes.push(Logged::Stored(log.last()));
        }
        Ok(outcomes)
    }

    pub(super) fn after(&self, case: &CaseId, seq: Seq, limit: usize) -> Records {
        let lines = self.cases.get(case).map(|log| log.lines.as_slice()).unwrap_or_default();
        (1..)
            .zip(lines)
            .filter(|(place, _)| *place > seq)
            .take(limit)
            .map(|(place, line)| (place, line.clone()))
            .collect()
    }

    pub(super) fn head(&self, case: &CaseId) -> Option<(Seq, Vec<u8>)> {
        self.cases.get(case).filter(|log| !log.lines.is_empty()).map(|log| (log.last(), log.head.clone()))
    }
}
