//! The code that is handed over with a link: eight signs that can be read aloud and written down without doubt.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Signs in a code: 8 times 5 bits is 40 bits, of which five guesses find nothing.
pub const SIGNS: usize = 8;
/// Without I, L, O and U: nobody has to ask whether it is a one or an L.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code as it was made or typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; SIGNS]);

/// What is kept of a code.
pub type Hash = [u8; 32];

impl Code {
    /// A code out of chance.
    pub fn from_random(random: [u8; SIGNS]) -> Self {
        Self(random.map(|byte| ALPHABET[usize::from(byte % 32)]))
    }

    /// Reads what somebody typed: small letters, spaces and dashes are fine, and letters that look like a digit are that digit.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 32 {
            return None;
        }
        let signs =
            text.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).map(|byte| match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            });
        let signs: Vec<u8> = signs.collect();
        let code: [u8; SIGNS] = signs.try_into().ok()?;
        code.iter().all(|sign| ALPHABET.contains(sign)).then_some(Self(code))
    }

    /// As people read it: two groups of four.
    pub fn shown(&self) -> String {
        let text = String::from_utf8_lossy(&self.0).into_owned();
        let (first, second) = text.split_at(SIGNS / 2);
        format!("{first}-{second}")
    }

    /// What is kept of it, with salt.
    pub fn hash(&self, salt: &[u8; 16]) -> Hash {
        Sha256::new().chain_update(b"samenbeeld code 1\0").chain_update(salt).chain_update(self.0).finalize().into()
    }

    /// Whether what is kept was made of this code.
    pub fn fits(&self, salt: &[u8; 16], hash: &Hash) -> bool {
        self.hash(salt).ct_eq(hash).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = Code::from_random([0, 1, 18, 31, 17, 250, 99, 7]);
        let shown = code.shown();
        assert_eq!(shown.len(), SIGNS + 1);
        for typed in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), shown.replace('-', " "), format!(" {shown} ")]
        {
            assert!(Code::parse(&typed) == Some(code.clone()), "{typed}");
        }
        assert!(Code::parse("OIL0-1111") == Code::parse("0110-1111"));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in ["", "1234", "123456789", "ABCD-EFG!", "ABCD-EFGU", "é234-5678", &"1".repeat(1000)] {
            assert!(Code::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn what_is_kept_fits_that_code_and_that_salt_only() {
        let (one, other) = (Code::from_random([1; SIGNS]), Code::from_random([2; SIGNS]));
        let kept = one.hash(&[7; 16]);
        assert!(one.fits(&[7; 16], &kept) && !other.fits(&[7; 16], &kept) && !one.fits(&[8; 16], &kept));
    }
}
