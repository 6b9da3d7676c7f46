//! The chain over the lines of one case: each line holds the hash of the one before, a signed head says where they end.
//!
//! A hash is SHA-256 over the former hash, in hex, and the canonical JSON (RFC 8785) of the line. Whoever can open and seal
//! could still cut off the end together with its head: against that only a head kept elsewhere helps, and [`verify`] takes
//! as many heads as there are.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use samenbeeld_schema::ids::CaseId;
use samenbeeld_store::Seq;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::event::Event;
use crate::version::canonical::{self, NotCanonical};

/// The form of a line.
const SCHEMA_VERSION: u32 = 1;
/// What stands in the place of the former hash in the first line.
const NOTHING_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What a line's hash covers, besides the former hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub schema_version: u32,
    pub case: CaseId,
    pub seq: Seq,
    /// The key of the node that wrote it.
    pub audit_source_id: String,
    pub event: Event,
}

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub body: Body,
    pub prev_hash: String,
    pub hash: String,
}

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    pub seq: Seq,
    pub hash: String,
    /// Time of the last line, in milliseconds.
    pub time: u64,
}

impl Tip {
    /// The end of a chain without lines.
    pub fn none() -> Self {
        Self { seq: 0, hash: NOTHING_BEFORE.to_owned(), time: 0 }
    }
}

/// Where a chain ends, as the node that wrote it signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub case: CaseId,
    pub seq: Seq,
    pub hash: String,
    pub time: u64,
    pub audit_source_id: String,
    /// Over all the rest, base64url.
    pub signature: String,
}

impl Head {
    pub fn tip(&self) -> Tip {
        Tip { seq: self.seq, hash: self.hash.clone(), time: self.time }
    }

    fn signed_bytes(&self) -> Vec<u8> {
        let Self { case, seq, hash, time, audit_source_id, .. } = self;
        format!("samenbeeld audit head 1\n{case}\n{seq}\n{hash}\n{time}\n{audit_source_id}\n").into_bytes()
    }
}

/// The key with which a node signs heads.
pub struct NodeKey {
    signing: SigningKey,
    id: String,
}

impl NodeKey {
    /// Derives the key from a secret.
    pub fn new(secret: &[u8]) -> Self {
        let seed: [u8; 32] =
            Sha256::new().chain_update(b"samenbeeld audit key 1\0").chain_update(secret).finalize().into();
        let signing = SigningKey::from_bytes(&seed);
        let id = key_id(&signing.verifying_key());
        Self { signing, id }
    }
    pub fn public(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }
    pub fn head(&self, case: &CaseId, tip: &Tip) -> Head {
        let mut head = Head {
            case: case.clone(),
            seq: tip.seq,
            hash: tip.hash.clone(),
            time: tip.time,
            audit_source_id: self.id.clone(),
            signature: String::new(),
        };
        head.signature = URL_SAFE_NO_PAD.encode(self.signing.sign(&head.signed_bytes()).to_bytes());
        head
    }
    /// Adds an event to a chain; the tip moves on. The time of a line never goes back, whatever the clock does.
    pub fn link(&self, case: &CaseId, tip: &mut Tip, mut event: Event) -> Result<Line, NotCanonical> {
        event.event_time = event.event_time.max(tip.time);
        let time = event.event_time;
        let body = Body {
            schema_version: SCHEMA_VERSION,
            case: case.clone(),
            seq: tip.seq + 1,
            audit_source_id: self.id.clone(),
            event,
        };
        let hash = hash(&tip.hash, &body)?;
        let prev_hash = std::mem::replace(&mut tip.hash, hash.clone());
        (tip.seq, tip.time) = (body.seq, time);
        Ok(Line { body, prev_hash, hash })
    }
}

/// How a key is named: the beginning of its hash.
fn key_id(key: &VerifyingKey) -> String {
    Sha256::digest(key.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn hash(before: &str, body: &Body) -> Result<String, NotCanonical> {
    let mut bytes = before.as_bytes().to_vec();
    bytes.extend_from_slice(&canonical::bytes(body)?);
    Ok(canonical::sha256(&bytes))
}

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("a line is missing")]
    Removed,
    #[error("a line is not in its place")]
    Swapped,
    #[error("a line is not what was hashed")]
    Edited,
    #[error("a line does not follow the one before it")]
    Unlinked,
    #[error("a line says it is older than the one before it")]
    BackDated,
    #[error("a line is of another case")]
    Foreign,
    #[error("the head was not signed by a node of ours")]
    ForgedHead,
    #[error("the lines are not those that the head was signed for")]
    Forked,
}

/// The first thing that is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {at}: {fault}")]
pub struct Break {
    pub at: Seq,
    pub fault: Fault,
}

/// Checks all lines of a case, in the order in which they are kept, against the heads that are known of it: at least the one
/// kept beside them, better also one that was kept elsewhere.
pub fn verify(case: &CaseId, lines: &[Line], heads: &[Head], keys: &[VerifyingKey]) -> Result<Tip, Break> {
    let mut tip = Tip::none();
    let there: BTreeSet<Seq> = lines.iter().map(|line| line.body.seq).collect();
    for Line { body, prev_hash, hash: stated } in lines {
        let expected = tip.seq + 1;
        let broken = |fault| Err(Break { at: expected, fault });
        if body.case != *case {
            return broken(Fault::Foreign);
        }
        if body.seq != expected {
            let gone = body.seq > expected && !there.contains(&expected);
            return broken(if gone { Fault::Removed } else { Fault::Swapped });
        }
        if hash(prev_hash, body).ok().as_ref() != Some(stated) {
            return broken(Fault::Edited);
        }
        if *prev_hash != tip.hash {
            return broken(Fault::Unlinked);
        }
        if body.event.event_time < tip.time {
            return broken(Fault::BackDated);
        }
        tip = Tip { seq: body.seq, hash: stated.clone(), time: body.event.event_time };
    }
    if heads.is_empty() && tip.seq > 0 {
        return Err(Break { at: tip.seq, fault: Fault::ForgedHead });
    }
    for head in heads {
        let broken = |at, fault| Err(Break { at, fault });
        if head.case != *case || !is_signed(head, keys) {
            return broken(head.seq, Fault::ForgedHead);
        }
        let place = usize::try_from(head.seq).unwrap_or(usize::MAX);
        let Some(line) = place.checked_sub(1).and_then(|at| lines.get(at)) else {
            return broken(tip.seq + 1, Fault::Removed);
        };
        if line.hash != head.hash || line.body.event.event_time != head.time {
            return broken(head.seq, Fault::Forked);
        }
    }
    // What stands after the newest head was never signed for.
    match heads.iter().map(|head| head.seq).max() {
        Some(last) if last < tip.seq => Err(Break { at: last + 1, fault: Fault::ForgedHead }),
        _ => Ok(tip),
    }
}

/// Whether one of these keys signed this head.
pub fn is_signed(head: &Head, keys: &[VerifyingKey]) -> bool {
    let Ok(signature) = URL_SAFE_NO_PAD.decode(&head.signature) else { return false };
    let Ok(signature) = Signature::from_slice(&signature) else { return false };
    keys.iter()
        .any(|key| key_id(key) == head.audit_source_id && key.verify_strict(&head.signed_bytes(), &signature).is_ok())
}

#[cfg(test)]
mod tests;
