//! State vectors: how far a peer knows each client.

use crate::CLIENTS_MAX;
use crate::read::{Malformed, Reader};
use crate::write::put_number;

/// A bounded, well-formed state vector, sorted by client. Clocks of zero say nothing and are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct StateVector {
    clocks: Vec<(u64, u32)>,
}

impl StateVector {
    /// The next clock the peer expects from this client.
    pub fn clock(&self, client: u64) -> u32 {
        match self.clocks.binary_search_by_key(&client, |&(id, _)| id) {
            Ok(at) => self.clocks.get(at).map_or(0, |&(_, clock)| clock),
            Err(_) => 0,
        }
    }

    /// Every client with its next clock, sorted by client.
    pub fn clocks(&self) -> &[(u64, u32)] {
        &self.clocks
    }

    /// The bytes to hand to the CRDT library: nothing of the peer's own spelling is left.
    pub fn encode(&self) -> Vec<u8> {
        encode(&self.clocks)
    }
}

/// Largest client first, as Yjs writes it.
pub(crate) fn encode(clocks: &[(u64, u32)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(clocks.len().saturating_mul(12).saturating_add(4));
    put_number(&mut bytes, clocks.len() as u64);
    for &(client, clock) in clocks.iter().rev() {
        put_number(&mut bytes, client);
        put_number(&mut bytes, u64::from(clock));
    }
    bytes
}

/// Reads a peer's state vector: at most [`CLIENTS_MAX`] clients, each once.
pub fn parse_state_vector(bytes: &[u8]) -> Result<StateVector, Malformed> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(2)?;
    if count > CLIENTS_MAX {
        return Err(Malformed::TooLarge);
    }
    let mut clocks = Vec::with_capacity(count);
    for _ in 0..count {
        clocks.push((reader.number()?, reader.clock()?));
    }
    reader.end()?;
    clocks.sort_unstable();
    if clocks.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0)) {
        return Err(Malformed::DuplicateClient);
    }
    clocks.retain(|&(_, clock)| clock > 0);
    Ok(StateVector { clocks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_vector_is_read_in_any_order_and_written_in_one() {
        let vector = parse_state_vector(&[3, 1, 5, 9, 2, 4, 0]).unwrap();
        assert_eq!(vector.clocks(), &[(1, 5), (9, 2)]);
        assert_eq!((vector.clock(9), vector.clock(4)), (2, 0));
        assert_eq!(vector.encode(), [2, 9, 2, 1, 5]);
    }

    #[test]
    fn a_state_vector_names_a_client_once_and_ends_where_it_says() {
        assert_eq!(parse_state_vector(&[2, 1, 5, 1, 6]), Err(Malformed::DuplicateClient));
        assert_eq!(parse_state_vector(&[1, 1, 5, 0]), Err(Malformed::Trailing));
        assert_eq!(parse_state_vector(&[0x80, 0x80, 0x80, 0x80, 0x01]), Err(Malformed::Count));
        assert_eq!(parse_state_vector(&[1, 1, 0x80, 0x80, 0x80, 0x80, 0x08]), Err(Malformed::Clock));
        let mut many = vec![0x91, 0x4e];
        many.extend([0; 20_002]);
        assert_eq!(parse_state_vector(&many), Err(Malformed::TooLarge));
    }
}
