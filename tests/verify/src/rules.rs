//! Every rule of the documents that give their rules an id (`**S4**`) is quoted by a test, which says the id in a comment.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail, ensure};

use crate::run::{Passed, command};

const DOCUMENTS: [&str; 2] = ["docs/protocol.md", "docs/document-format.md"];

/// Looks for each rule in the tests of every language.
pub fn check(root: &Path) -> Result<Passed> {
    let tracked = command("git", root, &["ls-files", "-z"]).output()?;
    let quoted: BTreeSet<String> = tracked
        .split('\0')
        .filter_map(|name| Some(tests_of(name, &fs::read_to_string(root.join(name)).ok()?)?.to_owned()))
        .flat_map(|tests| words(&tests).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut rules = 0;
    let mut unquoted = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document))?;
        let ids = ids_of(&text);
        rules += ids.len();
        unquoted.extend(ids.into_iter().filter(|id| !quoted.contains(*id)).map(|id| format!("{document}: {id}")));
    }
    if !unquoted.is_empty() {
        bail!("no test quotes these rules:\n{}", unquoted.join("\n"));
    }
    ensure!(rules > 50, "only {rules} rules were found");
    Ok(Passed::one(format!("{rules} rules")))
}

/// What of a file is test; nothing when it holds none.
fn tests_of<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    let code = [".rs", ".ts", ".mjs"].iter().any(|ending| name.ends_with(ending));
    let whole = name.starts_with("tests/") && !name.starts_with("tests/verify/")
        || ["/tests/", "/test/", ".test."].iter().any(|part| name.contains(part))
        || name.ends_with("tests.rs");
    match (code, whole) {
        (false, _) => None,
        (true, true) => Some(text),
        (true, false) => text.find("#[cfg(test)]").and_then(|at| text.get(at..)),
    }
}

/// The ids that a document gives to its rules, in bold.
fn ids_of(text: &str) -> BTreeSet<&str> {
    text.split("**").skip(1).step_by(2).filter(|bold| is_id(bold)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| is_id(word))
}

/// One capital and one to two digits.
fn is_id(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let digits = letters.as_str();
    capital && (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_where_it_is_given_and_where_a_test_quotes_it() {
        let text = "- **S4** An edit is on **disk** first. See S9.\n- **A12** x";
        assert_eq!(ids_of(text), BTreeSet::from(["S4", "A12"]));
        assert_eq!(words("// S4, S8: x_S3 and S400").collect::<Vec<_>>(), ["S4", "S8"]);
    }

    #[test]
    fn only_what_is_test_quotes_a_rule() {
        assert_eq!(tests_of("server/src/a.rs", "// S4\n#[cfg(test)]\n// S5"), Some("#[cfg(test)]\n// S5"));
        assert_eq!(tests_of("server/src/a.rs", "// S4"), None);
        assert_eq!(tests_of("client/src/a.test.ts", "// S4"), Some("// S4"));
        assert_eq!(tests_of("docs/tests/a.md", "S4"), None);
        assert_eq!(tests_of("tests/verify/src/rules.rs", "// S4"), None);
    }
}
