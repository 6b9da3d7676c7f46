//! Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, no spaces, shortest escapes. Whole numbers only:
//! nothing in a version is measured in fractions, so the hard part of the RFC does not arise.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The value can't be written canonically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version holds whole numbers within 53 bits only")]
pub struct NotCanonical;

/// The canonical bytes of a value.
pub fn bytes(value: &impl Serialize) -> Result<Vec<u8>, NotCanonical> {
    let value = serde_json::to_value(value).map_err(|_| NotCanonical)?;
    let mut out = Vec::new();
    write(&value, &mut out)?;
    Ok(out)
}

/// The hash of canonical bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            let whole = number.as_i64().filter(|whole| whole.unsigned_abs() < 1 << 53).ok_or(NotCanonical)?;
            out.extend_from_slice(whole.to_string().as_bytes());
        }
        Value::String(text) => write_text(text, out),
        Value::Array(values) => {
            out.push(b'[');
            for (position, value) in values.iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                write(value, out)?;
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push(b'{');
            for (position, (key, value)) in fields.into_iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                write_text(key, out);
                out.push(b':');
                write(value, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// Texts as serde_json writes them: the same short escapes and lower-case \u00xx that the RFC asks.
fn write_text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(Value::from(text).to_string().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_stand_in_the_order_of_their_utf16_units() {
        // RFC 8785, 3.2.3: a key outside the basic plane comes before U+FB33, unlike in UTF-8 order.
        let value = json!({ "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7 });
        assert_eq!(
            String::from_utf8(bytes(&value).unwrap()).unwrap(),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
        );
    }

    #[test]
    fn escapes_are_the_shortest() {
        let value = json!({ "a": "\u{8}\t\n\u{c}\r\"\\\u{0}\u{1f}/é" });
        assert_eq!(
            String::from_utf8(bytes(&value).unwrap()).unwrap(),
            "{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f/é\"}"
        );
    }

    #[test]
    fn fractions_are_refused() {
        assert_eq!(bytes(&json!({ "a": 0.5 })), Err(NotCanonical));
        assert_eq!(bytes(&json!(1u64 << 60)), Err(NotCanonical));
    }
}
