//! Texts and dates. Each is parsed once, at the edge; a value of these types can't be wrong (docs/document-format.md D10).
//!
//! `Debug` prints how long a text is, never what it says: what families write does not end up in a log.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// Why a text or a date was refused. Holds nothing of the refused text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("a text needs at least one visible character")]
    Empty,
    #[error("the text is too long")]
    TooLong,
    #[error("the text holds a control character")]
    Control,
    #[error("a date is written 2026-03-14, 2026-03 or 2026")]
    Date,
}

/// Characters (grapheme clusters) in a [`Title`].
pub const TITLE_MAX: usize = 80;
/// Characters in a [`Short`].
pub const SHORT_MAX: usize = 280;
/// Characters in a [`Long`] and in a joint text.
pub const LONG_MAX: usize = 4000;
/// Bytes allowed per character: a character may be many code points, but not without end.
pub const BYTES_PER_CHARACTER_MAX: usize = 32;

/// Counts what a person calls characters.
pub fn characters(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') { text.len() } else { text.graphemes(true).count() }
}

fn normal(text: &str) -> Option<String> {
    let plain = !text.contains(['\t', '\r']);
    if plain && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return None;
    }
    Some(text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ").nfc().collect())
}

/// A text as it is shown: NFC, newlines as `\n`, tabs as spaces, other control characters left out. For joint texts,
/// that anyone may have typed into: they are never hidden for what is in them.
pub fn clean(text: &str) -> String {
    let text = normal(text).unwrap_or_else(|| text.to_owned());
    if text.chars().any(|c| c.is_control() && c != '\n') {
        text.chars().filter(|c| !c.is_control() || *c == '\n').nfc().collect()
    } else {
        text
    }
}

/// Whether a text is longer than `max` characters, or than [`BYTES_PER_CHARACTER_MAX`] times that in bytes.
pub fn is_longer(text: &str, max: usize) -> bool {
    text.len() > max && (text.len() > max * BYTES_PER_CHARACTER_MAX || characters(text) > max)
}

fn parse(text: &str, max: usize) -> Result<Arc<str>, TextError> {
    if text.len() > max * BYTES_PER_CHARACTER_MAX {
        return Err(TextError::TooLong);
    }
    let normal = normal(text);
    let text = normal.as_deref().unwrap_or(text);
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(TextError::Control);
    }
    if text.chars().all(char::is_whitespace) {
        return Err(TextError::Empty);
    }
    if is_longer(text, max) {
        return Err(TextError::TooLong);
    }
    Ok(text.into())
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $max:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Normalizes a text and checks its bound.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                parse(text, $max).map(Self)
            }
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            pub(crate) fn shared(&self) -> Arc<str> {
                self.0.clone()
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} chars)"), characters(&self.0))
            }
        }
        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, TextError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0.as_ref().to_owned()
            }
        }
    };
}

text! {
    /// A title or a name: at most 80 characters.
    Title, TITLE_MAX
}
text! {
    /// A sentence or two: at most 280 characters.
    Short, SHORT_MAX
}
text! {
    /// A story: at most 4,000 characters.
    Long, LONG_MAX
}

/// A text typed together: a root `Y.Text` on the board (D6). May be empty, and may have grown over its bound by merging.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(from = "String", into = "String")]
#[ts(type = "string")]
pub struct JointText(Arc<str>);

impl JointText {
    /// Takes over a text as it can be shown (see [`clean`]).
    pub fn new(text: &str) -> Self {
        Self(clean(text).into())
    }
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Debug for JointText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JointText({} chars)", characters(&self.0))
    }
}
impl From<String> for JointText {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}
impl From<JointText> for String {
    fn from(text: JointText) -> String {
        text.0.as_ref().to_owned()
    }
}

/// A date as precise as it is known: `2026-03-14`, `2026-03` or `2026`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct PartialDate(Arc<str>);

impl PartialDate {
    /// Parses one of the three forms; the day must exist in that month.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        fn number(digits: &str, length: usize) -> Option<u32> {
            let valid = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
            if valid { digits.parse().ok() } else { None }
        }
        let mut parts = text.split('-');
        let year = parts.next().and_then(|y| number(y, 4)).filter(|y| *y >= 1000).ok_or(TextError::Date)?;
        let Some(month) = parts.next() else { return Ok(Self(text.into())) };
        let month = number(month, 2).filter(|m| (1..=12).contains(m)).ok_or(TextError::Date)?;
        let Some(day) = parts.next() else { return Ok(Self(text.into())) };
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        number(day, 2).filter(|d| (1..=days).contains(d)).ok_or(TextError::Date)?;
        if parts.next().is_some() { Err(TextError::Date) } else { Ok(Self(text.into())) }
    }
    /// The date as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartialDate")
    }
}
impl TryFrom<String> for PartialDate {
    type Error = TextError;
    fn try_from(text: String) -> Result<Self, TextError> {
        Self::parse(&text)
    }
}
impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.0.as_ref().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // D10
    #[test]
    fn a_character_is_what_a_person_counts() {
        let family = "👨‍👩‍👧‍👦".repeat(80);
        assert!(Title::parse(&family).is_ok());
        assert_eq!(Title::parse(&format!("{family}x")), Err(TextError::TooLong));
        assert_eq!(characters("e\u{301}"), 1);
    }

    // D10
    #[test]
    fn a_text_is_kept_in_one_normal_form() {
        assert_eq!(Title::parse("cafe\u{301}\tx\r\ny").unwrap().as_str(), "café x\ny");
        assert_eq!(Title::parse("a\0b"), Err(TextError::Control));
        assert_eq!(Title::parse(" \n "), Err(TextError::Empty));
        assert_eq!(JointText::new("a\0b\r").as_str(), "ab\n");
    }

    #[test]
    fn a_log_line_never_holds_the_words() {
        assert_eq!(format!("{:?}", Title::parse("Noor slaapt").unwrap()), "Title(11 chars)");
        assert_eq!(format!("{:?}", JointText::new("geheim")), "JointText(6 chars)");
    }

    #[test]
    fn a_date_is_as_precise_as_it_is_known() {
        for date in ["2026-03-14", "2026-03", "2026", "2024-02-29"] {
            assert_eq!(PartialDate::parse(date).unwrap().as_str(), date);
        }
        for date in ["", "26", "2026-13", "2026-02-29", "2026-3-1", "2026-03-14-1", "2026-03-14T10:00", "+026", "0999"]
        {
            assert_eq!(PartialDate::parse(date), Err(TextError::Date), "{date:?}");
        }
    }
}
