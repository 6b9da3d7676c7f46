//! The primitives of lib0: variable-length numbers, buffers and strings. Owns no meaning.

use std::fmt;

/// Bytes that end too early, or hold a number that is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes end too early or hold a number that is too large")
    }
}
impl std::error::Error for Malformed {}

/// Appends lib0 primitives to a buffer.
pub trait Put {
    /// An unsigned number, 7 bits per byte, little end first.
    fn uint(&mut self, value: u64);
    /// A length and that many bytes.
    fn buf(&mut self, bytes: &[u8]);
    /// A length in bytes and UTF-8.
    fn text(&mut self, text: &str) {
        self.buf(text.as_bytes());
    }
}

impl Put for Vec<u8> {
    fn uint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.push(value as u8);
    }
    fn buf(&mut self, bytes: &[u8]) {
        self.uint(bytes.len() as u64);
        self.extend_from_slice(bytes);
    }
}

/// Reads lib0 primitives from borrowed bytes.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
    /// What was not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        Ok(*first)
    }
    /// An unsigned number of at most 2^63.
    pub fn uint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }
    /// `n` bytes.
    pub fn take(&mut self, n: u64) -> Result<&'a [u8], Malformed> {
        let n = usize::try_from(n).map_err(|_| Malformed)?;
        if n > self.rest.len() {
            return Err(Malformed);
        }
        let (head, rest) = self.rest.split_at(n);
        self.rest = rest;
        Ok(head)
    }
    /// A length and that many bytes.
    pub fn buf(&mut self) -> Result<&'a [u8], Malformed> {
        let n = self.uint()?;
        self.take(n)
    }
    /// A length and that many bytes of UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.buf()?).map_err(|_| Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back_as_they_were() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), (1 << 53) - 1] {
            let mut bytes = Vec::new();
            bytes.uint(value);
            bytes.text("één");
            let mut cursor = Cursor::new(&bytes);
            assert_eq!(cursor.uint(), Ok(value));
            assert_eq!(cursor.text(), Ok("één"));
            assert!(cursor.is_empty());
        }
    }

    #[test]
    fn bytes_that_end_too_early_are_an_error() {
        assert_eq!(Cursor::new(&[0x80]).uint(), Err(Malformed));
        assert_eq!(Cursor::new(&[5, 1, 2]).buf(), Err(Malformed));
        assert_eq!(Cursor::new(&[0x80; 12]).uint(), Err(Malformed));
    }
}
