//! Dutch sentences for people, from the same `locales/nl.ftl` as the client's.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use samenbeeld_schema::protocol::ErrorCode;
use unic_langid::langid;

static NL: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let source = include_str!("../../schema/locales/nl.ftl").to_owned();
    // What can be read is used; a test asserts that everything can.
    let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
    let mut bundle = FluentBundle::new_concurrent(vec![langid!("nl")]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
});

/// The sentence of an error.
pub fn error_sentence(code: ErrorCode) -> &'static str {
    static SENTENCES: LazyLock<HashMap<ErrorCode, String>> = LazyLock::new(|| {
        ErrorCode::ALL.iter().map(|code| (*code, sentence(&format!("error-{}", code.code()), &[]))).collect()
    });
    SENTENCES.get(&code).map_or(code.code(), String::as_str)
}

/// A sentence by its key; the key itself when there is none.
pub fn sentence(key: &str, arguments: &[(&str, &str)]) -> String {
    let Some(pattern) = NL.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
    let mut given = FluentArgs::new();
    for (name, value) in arguments {
        given.set(*name, *value);
    }
    NL.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_dutch_sentence() {
        assert!(FluentResource::try_new(include_str!("../../schema/locales/nl.ftl").to_owned()).is_ok());
        for code in ErrorCode::ALL {
            assert!(error_sentence(*code).contains(' '), "{}", code.code());
        }
    }
}
