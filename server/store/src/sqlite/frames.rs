//! How appends stand in a frame of the log: their number, then each with its lengths before its bytes, little endian.

use samenbeeld_schema::ids::{DocumentId, ItemId, PersonId};
use samenbeeld_schema::model::Kind;

use crate::contract::{Append, Claim};

/// Set in the number of appends when each says what it claims; frames of before that have none.
const WITH_CLAIMS: u32 = 1 << 31;

pub(super) fn encode(appends: &[Append]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + appends.iter().map(|append| append.record.len() + 128).sum::<usize>());
    out.extend_from_slice(&(u32::try_from(appends.len()).unwrap_or(u32::MAX) | WITH_CLAIMS).to_le_bytes());
    for append in appends {
        bytes(&mut out, append.document.to_string().as_bytes());
        out.extend_from_slice(&append.generation.to_le_bytes());
        out.extend_from_slice(&append.expected_head.to_le_bytes());
        out.extend_from_slice(&append.batch);
        bytes(&mut out, &append.record);
        number(&mut out, append.bindings.len());
        for (client, person) in &append.bindings {
            out.extend_from_slice(&client.to_le_bytes());
            bytes(&mut out, person.as_str().as_bytes());
        }
        number(&mut out, append.claims.len());
        for claim in &append.claims {
            bytes(&mut out, claim.item.to_string().as_bytes());
            bytes(&mut out, claim.kind.as_str().as_bytes());
            bytes(&mut out, claim.words_of.as_ref().map_or("", PersonId::as_str).as_bytes());
        }
    }
    out
}

/// `None` when these are not the bytes that [`encode`] makes.
pub(super) fn decode(mut from: &[u8]) -> Option<Vec<Append>> {
    let from = &mut from;
    let count = take_number(from)?;
    let (count, with_claims) = (count & !WITH_CLAIMS, count & WITH_CLAIMS != 0);
    let appends = (0..count).map(|_| append(from, with_claims)).collect::<Option<Vec<_>>>()?;
    from.is_empty().then_some(appends)
}

fn append(from: &mut &[u8], with_claims: bool) -> Option<Append> {
    let document = DocumentId::parse(take_text(from)?).ok()?;
    let generation = u32::from_le_bytes(*from.split_off(..4)?.first_chunk()?);
    let expected_head = u64::from_le_bytes(*from.split_off(..8)?.first_chunk()?);
    let batch = *from.split_off(..16)?.first_chunk()?;
    let record = take_bytes(from)?.to_vec();
    let bindings = (0..take_number(from)?).map(|_| binding(from)).collect::<Option<Vec<_>>>()?;
    let count = if with_claims { take_number(from)? } else { 0 };
    let claims = (0..count).map(|_| claim(from)).collect::<Option<Vec<_>>>()?;
    Some(Append { document, generation, expected_head, record, bindings, claims, batch })
}

fn binding(from: &mut &[u8]) -> Option<(u64, PersonId)> {
    let client = u64::from_le_bytes(*from.split_off(..8)?.first_chunk()?);
    Some((client, PersonId::parse(take_text(from)?).ok()?))
}

fn claim(from: &mut &[u8]) -> Option<Claim> {
    let item = ItemId::parse(take_text(from)?).ok()?;
    let kind = Kind::parse(take_text(from)?)?;
    let words_of = match take_text(from)? {
        "" => None,
        person => Some(PersonId::parse(person).ok()?),
    };
    Some(Claim { item, kind, words_of })
}

fn number(out: &mut Vec<u8>, number: usize) {
    // Bounded far below by what one commit may hold.
    out.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn take_number(from: &mut &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(*from.split_off(..4)?.first_chunk()?))
}

fn take_text<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(take_bytes(from)?).ok()
}

fn take_bytes<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_number(from)?).ok()?;
    from.split_off(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(claims: Vec<Claim>) -> Append {
        let person = PersonId::parse("noor").unwrap();
        Append {
            document: DocumentId::parse("a/core/voice.noor").unwrap(),
            generation: 2,
            expected_head: 5,
            record: vec![1, 2, 3],
            bindings: vec![(7, person)],
            claims,
            batch: [9; 16],
        }
    }

    #[test]
    fn what_was_written_ahead_is_read_back() {
        let claim = |n, words_of| Claim { item: ItemId::from_random([n; 16]), kind: Kind::Factor, words_of };
        let appends = [append(vec![claim(1, None), claim(2, PersonId::parse("jeroen").ok())]), append(Vec::new())];
        assert_eq!(decode(&encode(&appends)).unwrap(), appends);
    }

    #[test]
    fn what_an_older_program_left_in_the_log_is_read_too() {
        let mut left = encode(&[append(Vec::new())]);
        left[3] &= 0x7f;
        left.truncate(left.len() - 4);
        assert_eq!(decode(&left).unwrap(), [append(Vec::new())]);
    }
}
