//! Reading lib0 primitives from bytes nobody vouched for, and the one error of all parsers here.
//!
//! Nothing is allocated from a declared count, and a number has exactly one spelling: an overlong one is refused, because
//! libraries differ in how many bytes of it they read.

use crate::{CLIENT_ID_MAX, CLOCK_LIMIT, Refusal};

/// Why bytes can't be read. None of these can come from an honest client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Malformed {
    /// The bytes end before what they announce.
    #[error("the bytes end too early")]
    Truncated,
    /// Bytes are left after the end.
    #[error("bytes are left after the end")]
    Trailing,
    /// A number is overlong or above 2^53-1.
    #[error("a number is overlong or too large")]
    Number,
    /// More items are announced than the bytes left could hold.
    #[error("more items are announced than the bytes can hold")]
    Count,
    /// A clock, or the end of a block, is 2^31 or more.
    #[error("a clock is too large")]
    Clock,
    /// A block, text or deleted range takes no clocks.
    #[error("a block is empty")]
    Empty,
    /// A string isn't UTF-8.
    #[error("a string is not UTF-8")]
    Utf8,
    /// A string, an entry or the whole is above its limit.
    #[error("something is larger than its limit")]
    TooLarge,
    /// Arrays and objects are nested too deeply.
    #[error("a value is nested too deeply")]
    Depth,
    /// A kind of value that our documents don't have.
    #[error("a value has a kind that is not allowed")]
    Value,
    /// A name that would reach into JavaScript's objects.
    #[error("a key is not allowed")]
    Key,
    /// A kind of content that our documents don't have, or flags that don't belong to it.
    #[error("content has a kind that is not allowed")]
    Content,
    /// The same client stands there twice.
    #[error("a client appears twice")]
    DuplicateClient,
    /// Our own stored state breaks a rule of the gate.
    #[error("the stored state breaks a rule: {0}")]
    State(Refusal),
    /// Our own stored state refers to something it doesn't hold.
    #[error("the stored state is incomplete")]
    Incomplete,
}

/// A cursor over a peer's bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The bytes between an earlier position of this reader and now.
    pub fn since(&self, earlier: &Reader<'a>) -> &'a [u8] {
        let len = earlier.rest.len().saturating_sub(self.rest.len());
        earlier.rest.get(..len).unwrap_or_default()
    }

    #[inline]
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (&first, rest) = self.rest.split_first().ok_or(Malformed::Truncated)?;
        self.rest = rest;
        Ok(first)
    }

    pub fn take(&mut self, len: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Malformed::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// An unsigned LEB128 number of at most 53 bits, in its shortest spelling.
    #[inline]
    pub fn number(&mut self) -> Result<u64, Malformed> {
        let first = self.byte()?;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        let mut value = u64::from(first & 0x7f);
        for shift in [7_u32, 14, 21, 28, 35, 42, 49] {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).wrapping_shl(shift);
            if byte < 0x80 {
                return if byte == 0 || value > CLIENT_ID_MAX { Err(Malformed::Number) } else { Ok(value) };
            }
        }
        Err(Malformed::Number)
    }

    /// A count of things that take at least `each` bytes.
    #[inline]
    pub fn count(&mut self, each: usize) -> Result<usize, Malformed> {
        let count = usize::try_from(self.number()?).map_err(|_| Malformed::Count)?;
        match count.checked_mul(each) {
            Some(needed) if needed <= self.rest.len() => Ok(count),
            _ => Err(Malformed::Count),
        }
    }

    #[inline]
    pub fn clock(&mut self) -> Result<u32, Malformed> {
        match u32::try_from(self.number()?) {
            Ok(clock) if clock < CLOCK_LIMIT => Ok(clock),
            _ => Err(Malformed::Clock),
        }
    }

    /// A number of clocks, at least one.
    pub fn clocks(&mut self) -> Result<u32, Malformed> {
        match self.clock()? {
            0 => Err(Malformed::Empty),
            len => Ok(len),
        }
    }

    #[inline]
    pub fn string(&mut self, max: usize) -> Result<&'a str, Malformed> {
        let len = self.count(1)?;
        if len > max {
            return Err(Malformed::TooLarge);
        }
        std::str::from_utf8(self.take(len)?).map_err(|_| Malformed::Utf8)
    }

    /// The name of a key or a member. `__proto__` would change what a plain JavaScript object *is*.
    pub fn key(&mut self, max: usize) -> Result<&'a str, Malformed> {
        match self.string(max)? {
            "__proto__" => Err(Malformed::Key),
            key => Ok(key),
        }
    }

    pub fn end(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed::Trailing) }
    }
}

/// The clock after a block, or an error when it leaves the range of clocks.
#[inline]
pub(crate) fn clock_after(clock: u32, len: u32) -> Result<u32, Malformed> {
    match clock.checked_add(len) {
        Some(end) if end < CLOCK_LIMIT => Ok(end),
        _ => Err(Malformed::Clock),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(Reader::new(&[0x80, 0x01]).number(), Ok(128));
        assert_eq!(Reader::new(&[0x80, 0x00]).number(), Err(Malformed::Number));
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]).number(), Ok(CLIENT_ID_MAX));
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x10]).number(), Err(Malformed::Number));
        assert_eq!(Reader::new(&[0xff; 11]).number(), Err(Malformed::Number));
        assert_eq!(Reader::new(&[0xff; 3]).number(), Err(Malformed::Truncated));
    }

    #[test]
    fn a_count_never_exceeds_the_bytes_left() {
        assert_eq!(Reader::new(&[2, 0, 0]).count(1), Ok(2));
        assert_eq!(Reader::new(&[2, 0, 0]).count(2), Err(Malformed::Count));
        assert_eq!(
            Reader::new(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]).count(usize::MAX),
            Err(Malformed::Count)
        );
    }
}
