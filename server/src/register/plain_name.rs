//! Names as the register takes them: nothing in them that isn't seen.
//!
//! A name stands under what somebody wrote and in *Wie heeft gekeken*. Signs without width would make two names that look like one;
//! signs that turn the direction would reach over what stands behind the name. Who pastes a name often brings such signs along and
//! can't see them: they are left out, and the name is what its reader sees.

use std::fmt;

use samenbeeld_schema::text::{TextError, Title};
use serde::Deserialize;

/// A name of a person, an organisation or a room.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PlainName(Title);

impl PlainName {
    /// Parses a name: a [`Title`], without what isn't seen of it.
    ///
    /// # Errors
    /// As a title; also when nothing of it is seen.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let mut signs = text.chars().map(|sign| if is_line_end(sign) { ' ' } else { sign }).peekable();
        let mut seen = String::with_capacity(text.len());
        while let Some(sign) = signs.next() {
            let joins = matches!(sign, '\u{200c}' | '\u{200d}');
            let mut between =
                || seen.chars().next_back().is_some_and(may_join) && signs.peek().copied().is_some_and(may_join);
            if !is_unseen(sign) || joins && between() {
                seen.push(sign);
            }
        }
        Title::parse(seen.trim()).map(Self)
    }

    /// The name itself.
    pub fn title(self) -> Title {
        self.0
    }
}

impl fmt::Debug for PlainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for PlainName {
    type Error = TextError;
    fn try_from(text: String) -> Result<Self, TextError> {
        Self::parse(&text)
    }
}

fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Signs that show nothing of themselves: Unicode's `Default_Ignorable_Code_Point`, without the selectors of how an emoji looks, and
/// blanks that are drawn as nothing, or as no letter.
fn is_unseen(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Letters between which a joiner changes what is seen: Arabic script, and those of India and its neighbours.
fn may_join(sign: char) -> bool {
    matches!(sign, '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{900}'..='\u{dff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_names() {
        let long = "Groep 7 \u{2014} De Vlieger";
        let names =
            ["Noor", "Ayşe Yılmaz-Özdemir", "نور الدين", "على\u{200c}رضا", "क्\u{200d}ष", "Łukasz", "ትግስት", long];
        for name in names {
            assert_eq!(PlainName::parse(name).unwrap().title().as_str(), name);
        }
    }

    // F11
    #[test]
    fn what_is_not_seen_of_a_name_is_left_out() {
        for sign in [
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{202e}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{ad}',
            '\u{2060}',
            '\u{3164}',
            '\u{2800}',
            '\u{e0041}',
        ] {
            for name in [format!("No{sign}or"), format!("Noor{sign}"), format!("{sign}Noor")] {
                assert_eq!(PlainName::parse(&name).unwrap().title().as_str(), "Noor", "U+{:04X}", sign as u32);
            }
        }
        assert_eq!(PlainName::parse("على\u{200c} \n").unwrap().title().as_str(), "على");
        assert_eq!(PlainName::parse("Noor\nJansen").unwrap().title().as_str(), "Noor Jansen");
        assert_eq!(PlainName::parse("\u{200b}\u{202e} "), Err(TextError::Empty));
    }
}
