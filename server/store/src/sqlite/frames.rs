//! How appends stand in a frame of the log: their number, then each with its lengths before its bytes, little endian.

use samenbeeld_schema::ids::{DocumentId, PersonId};

use crate::contract::Append;

pub(super) fn encode(appends: &[Append]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + appends.iter().map(|append| append.record.len() + 128).sum::<usize>());
    number(&mut out, appends.len());
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
    }
    out
}

/// `None` when these are not the bytes that [`encode`] makes.
pub(super) fn decode(mut from: &[u8]) -> Option<Vec<Append>> {
    let from = &mut from;
    let appends = (0..take_number(from)?).map(|_| append(from)).collect::<Option<Vec<_>>>()?;
    from.is_empty().then_some(appends)
}

fn append(from: &mut &[u8]) -> Option<Append> {
    let document = DocumentId::parse(std::str::from_utf8(take_bytes(from)?).ok()?).ok()?;
    let generation = u32::from_le_bytes(*from.split_off(..4)?.first_chunk()?);
    let expected_head = u64::from_le_bytes(*from.split_off(..8)?.first_chunk()?);
    let batch = *from.split_off(..16)?.first_chunk()?;
    let record = take_bytes(from)?.to_vec();
    let bindings = (0..take_number(from)?).map(|_| binding(from)).collect::<Option<Vec<_>>>()?;
    Some(Append { document, generation, expected_head, record, bindings, batch })
}

fn binding(from: &mut &[u8]) -> Option<(u64, PersonId)> {
    let client = u64::from_le_bytes(*from.split_off(..8)?.first_chunk()?);
    Some((client, PersonId::parse(std::str::from_utf8(take_bytes(from)?).ok()?).ok()?))
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

fn take_bytes<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_number(from)?).ok()?;
    from.split_off(..length)
}
