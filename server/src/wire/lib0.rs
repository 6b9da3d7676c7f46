//! lib0's primitives: variable-length numbers, byte strings and texts, read with bounds.

use bytes::Bytes;

use super::WireError;

/// Reads from one message without copying: what it returns are slices of that message.
pub struct Reader {
    rest: Bytes,
}

impl Reader {
    pub fn new(message: Bytes) -> Self {
        Self { rest: message }
    }

    /// An unsigned number of at most 53 bits (what JavaScript can hold).
    pub fn number(&mut self) -> Result<u64, WireError> {
        let mut value: u64 = 0;
        for (position, byte) in self.rest.iter().take(8).enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * position);
            if byte & 0x80 == 0 {
                if value > (1 << 53) - 1 {
                    return Err(WireError::Number);
                }
                let _ = self.rest.split_to(position + 1);
                return Ok(value);
            }
        }
        Err(if self.rest.len() < 8 { WireError::Short } else { WireError::Number })
    }

    /// A byte string with its length before it.
    pub fn bytes(&mut self) -> Result<Bytes, WireError> {
        let length = usize::try_from(self.number()?).map_err(|_| WireError::Number)?;
        if length > self.rest.len() {
            return Err(WireError::Short);
        }
        Ok(self.rest.split_to(length))
    }

    /// A text with its length in bytes before it.
    pub fn text(&mut self) -> Result<Bytes, WireError> {
        let bytes = self.bytes()?;
        match std::str::from_utf8(&bytes) {
            Ok(_) => Ok(bytes),
            Err(_) => Err(WireError::Text),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Fails when something is left.
    pub fn end(&self) -> Result<(), WireError> {
        if self.rest.is_empty() { Ok(()) } else { Err(WireError::Trailing) }
    }
}

pub fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_round_trips_up_to_53_bits() {
        for value in [0, 1, 127, 128, 300, 1 << 32, (1 << 53) - 1] {
            let mut out = Vec::new();
            put_number(&mut out, value);
            let mut reader = Reader::new(out.into());
            assert_eq!(reader.number(), Ok(value));
            assert!(reader.is_empty());
        }
    }

    #[test]
    fn a_number_beyond_53_bits_or_without_end_is_refused() {
        assert_eq!(Reader::new(Bytes::from_static(&[0xff; 8])).number(), Err(WireError::Number));
        assert_eq!(Reader::new(Bytes::from_static(&[0xff, 0xff])).number(), Err(WireError::Short));
        assert_eq!(Reader::new(Bytes::new()).number(), Err(WireError::Short));
    }

    #[test]
    fn a_claimed_length_is_never_believed() {
        assert_eq!(Reader::new(Bytes::from_static(&[0xff, 0xff, 0xff, 0x7f, 1])).bytes(), Err(WireError::Short));
    }
}
