//! Walking over one plain value of a map (lib0 "any") without building it.
//!
//! Binary values and big integers are refused: the first have no place in our documents, and the second become plain
//! numbers in the server's library but stay big integers in a browser, where `JSON.stringify` throws on them.

use crate::read::{Malformed, Reader};
use crate::{VALUE_DEPTH_MAX, VALUE_KEYS_MAX, VALUE_STRING_MAX};

/// Moves the reader behind one value.
pub(crate) fn skip_value(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    skip_nested(reader, VALUE_DEPTH_MAX)
}

/// The string that these bytes hold, when they are one value and that is a string.
pub(crate) fn only_string(bytes: &[u8]) -> Option<&str> {
    let mut reader = Reader::new(bytes);
    if reader.byte() != Ok(119) {
        return None;
    }
    let text = reader.string(VALUE_STRING_MAX).ok()?;
    reader.end().is_ok().then_some(text)
}

fn skip_nested(reader: &mut Reader<'_>, levels: usize) -> Result<(), Malformed> {
    match reader.byte()? {
        // undefined, null, false, true
        127 | 126 | 121 | 120 => Ok(()),
        125 => skip_integer(reader),
        124 => reader.take(4).map(drop),
        123 => reader.take(8).map(drop),
        119 => reader.string(VALUE_STRING_MAX).map(drop),
        118 => {
            let levels = levels.checked_sub(1).ok_or(Malformed::Depth)?;
            // An entry is at least an empty key (one byte) and a one-byte value.
            let count = reader.count(2)?;
            if count > VALUE_KEYS_MAX {
                return Err(Malformed::TooLarge);
            }
            for _ in 0..count {
                reader.key(VALUE_STRING_MAX)?;
                skip_nested(reader, levels)?;
            }
            Ok(())
        }
        117 => {
            let levels = levels.checked_sub(1).ok_or(Malformed::Depth)?;
            for _ in 0..reader.count(1)? {
                skip_nested(reader, levels)?;
            }
            Ok(())
        }
        _ => Err(Malformed::Value),
    }
}

/// A signed number: sign and six bits, then seven bits a byte. Both encoders write at most 31 bits, larger ones as floats.
fn skip_integer(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    let first = reader.byte()?;
    if first < 0x80 {
        return Ok(());
    }
    let mut value = u64::from(first & 0x3f);
    for shift in [6_u32, 13, 20, 27] {
        let byte = reader.byte()?;
        value |= u64::from(byte & 0x7f).wrapping_shl(shift);
        if byte < 0x80 {
            let fits = byte != 0 && value <= 0x7fff_ffff;
            return if fits { Ok(()) } else { Err(Malformed::Number) };
        }
    }
    Err(Malformed::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(bytes: &[u8]) -> Result<usize, Malformed> {
        let mut reader = Reader::new(bytes);
        skip_value(&mut reader).map(|()| reader.rest().len())
    }

    #[test]
    fn every_plain_kind_is_walked_to_its_end() {
        let kinds: [&[u8]; 10] = [
            &[127],
            &[126],
            &[120],
            &[121],
            &[125, 0x40],
            &[125, 0xbf, 0xff, 0xff, 0xff, 0x0f],
            &[124, 0, 0, 0, 0],
            &[123, 0, 0, 0, 0, 0, 0, 0, 0],
            &[119, 2, 0xc3, 0xab],
            &[118, 2, 1, b'a', 126, 1, b'b', 117, 2, 120, 121],
        ];
        for kind in kinds {
            assert_eq!(skip(kind), Ok(0), "{kind:?}");
        }
    }

    #[test]
    fn sixteen_levels_pass_and_seventeen_do_not() {
        let nested = |levels: usize| {
            let mut bytes = [117, 1].repeat(levels);
            bytes.push(126);
            bytes
        };
        assert_eq!(skip(&nested(16)), Ok(0));
        assert_eq!(skip(&nested(17)), Err(Malformed::Depth));
    }

    #[test]
    fn what_browsers_and_server_read_differently_is_refused() {
        assert_eq!(skip(&[122, 0, 0, 0, 0, 0, 0, 0, 1]), Err(Malformed::Value));
        assert_eq!(skip(&[116, 1, 0]), Err(Malformed::Value));
        assert_eq!(skip(&[125, 0xbf, 0xff, 0xff, 0xff, 0x1f]), Err(Malformed::Number));
        assert_eq!(skip(b"\x76\x01\x09__proto__\x7e"), Err(Malformed::Key));
    }
}
