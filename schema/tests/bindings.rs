//! Writes (with `UPDATE=1`) or checks the one generated file of the client: `client/src/schema.gen.ts`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::doc::layout;
use samenbeeld_schema::field::{self, ValueType};
use samenbeeld_schema::model::choices::CHOICE_LISTS;
use samenbeeld_schema::model::{Facts, Fields, Home, Kind, Mark, MarkField, REGISTER_FIELDS, choices};
use samenbeeld_schema::protocol::{self, ErrorCode, NextStep};
use samenbeeld_schema::{SCHEMA_VERSION, text};
use serde_json::{Value, json};
use ts_rs::{Config, TS, TypeVisitor};

/// Every declared type under its name, with what it depends on.
struct Declared<'a> {
    config: &'a Config,
    types: BTreeMap<String, String>,
}

impl TypeVisitor for Declared<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            return T::visit_dependencies(self);
        }
        let name = T::ident(self.config);
        if self.types.contains_key(&name) {
            return;
        }
        let docs = T::docs().map(|docs| tidy_comment(&docs)).unwrap_or_default();
        self.types.insert(name, format!("{docs}export {}\n", tidy(&T::decl(self.config))));
        T::visit_dependencies(self);
    }
}

fn tidy_comment(comment: &str) -> String {
    let lines: Vec<&str> = comment
        .lines()
        .map(|line| line.trim().trim_start_matches("/**").trim_end_matches("*/").trim_start_matches('*').trim())
        .filter(|line| !line.is_empty())
        .collect();
    format!("/** {} */\n", lines.join(" "))
}

/// Breaks the one long line of a declaration where its braces say so.
fn tidy(declaration: &str) -> String {
    let declaration = declaration.trim();
    if let Some((object, union)) = declaration.split_once("} & (") {
        let union = union.trim_end_matches(';').trim_end_matches(')');
        return format!("{} & (\n  | {}\n);", tidy_part(&format!("{object}}}")), tidy_part(union));
    }
    if let Some((object, other)) = declaration.split_once("} & ") {
        return format!("{} & {other}", tidy_part(&format!("{object}}}")));
    }
    if !declaration.contains('{') && declaration.len() > 120 {
        return declaration.replacen("= ", "=\n  | ", 1).replace("\" | \"", "\"\n  | \"");
    }
    tidy_part(declaration)
}

fn tidy_part(declaration: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    let mut rest = declaration.trim();
    // Parts of a union of objects stand on a line each, so short objects within stay on theirs.
    let union = declaration.contains("} | {");
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("/**") {
            let end = rest.find("*/").map_or(rest.len(), |at| at + 2);
            let _ = write!(out, "{}", tidy_comment(&rest[..end]).trim_end());
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
            rest = rest[end..].trim_start();
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '{' if !union && depth == 0 => {
                depth += 1;
                out.push_str("{\n  ");
                rest = rest.trim_start();
            }
            '}' if !union && depth == 1 => {
                depth -= 1;
                out.truncate(out.trim_end().len());
                out.push_str("\n}");
            }
            '{' => {
                depth += 1;
                out.push(c);
            }
            '}' => {
                depth -= 1;
                if out.ends_with(", ") {
                    out.truncate(out.len() - 2);
                    out.push(' ');
                }
                out.push(c);
            }
            ',' if !union && depth == 1 && !inside_generic(&out) => {
                out.push_str(";\n  ");
                rest = rest.trim_start();
            }
            '|' if union && depth == 0 => {
                out.truncate(out.trim_end().len());
                out.push_str("\n  |");
            }
            _ => out.push(c),
        }
    }
    out
}

/// Whether the last line of what was written so far has an open `<`.
fn inside_generic(written: &str) -> bool {
    let line = written.rsplit('\n').next().unwrap_or_default();
    line.matches('<').count() > line.matches('>').count()
}

fn constant(out: &mut String, doc: &str, name: &str, value: &Value) {
    let json = rows(value, 0);
    let _ = write!(out, "\n/** {doc} */\nexport const {name} = {json} as const;\n");
}

/// JSON with the innermost objects and lists on one line each.
fn rows(value: &Value, depth: usize) -> String {
    let nested = |value: &Value| value.is_object() || value.is_array();
    let indent = "  ".repeat(depth + 1);
    match value {
        Value::Object(map) if map.values().any(nested) && !map.contains_key("value") => {
            let rows: Vec<String> =
                map.iter().map(|(k, v)| format!("{indent}{k:?}: {},\n", rows(v, depth + 1))).collect();
            format!("{{\n{}{}}}", rows.concat(), "  ".repeat(depth))
        }
        Value::Object(map) if depth == 0 => {
            let rows: Vec<String> = map.iter().map(|(k, v)| format!("{indent}{k:?}: {v},\n")).collect();
            format!("{{\n{}}}", rows.concat())
        }
        other => other.to_string().replace("\",\"", "\", \"").replace(":", ": ").replace(",\"", ", \""),
    }
}

fn screaming(name: &str) -> String {
    name.to_uppercase()
}

fn field_table() -> Value {
    Kind::ALL
        .iter()
        .map(|kind| {
            let fields = kind.fields().iter().map(|def| {
                let mut row = json!({
                    "value": def.value,
                    "shape": def.shape,
                    "required": def.required,
                    "home": kind.home_of(def),
                });
                if let Some(max) = def.value.text_max() {
                    row["max"] = json!(max);
                }
                (def.name.to_owned(), row)
            });
            (kind.as_str().to_owned(), Value::Object(fields.collect()))
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn generated() -> String {
    let config = Config::new().with_large_int("number");
    let mut declared = Declared { config: &config, types: BTreeMap::new() };
    for list in CHOICE_LISTS {
        let doc = format!("One of {{@link {}}}.", screaming(list.name));
        let declaration =
            format!("/** {doc} */\nexport type {} = (typeof {})[number];\n", list.type_name, screaming(list.name));
        declared.types.insert(list.type_name.to_owned(), declaration);
    }
    choices::visit_choice_types(&mut declared);
    declared.visit::<Picture>();
    declared.visit::<Facts>();
    declared.visit::<Fields>();
    declared.visit::<Mark>();
    declared.visit::<MarkField>();
    declared.visit::<Home>();
    declared.visit::<NextStep>();
    declared.visit::<ErrorCode>();

    let mut out = String::from(
        "// Generated by `UPDATE=1 cargo test --release -p samenbeeld-schema --test bindings`. Never edited by hand.\n",
    );
    let _ = write!(out, "\n/** Version of the document model. */\nexport const SCHEMA_VERSION = {SCHEMA_VERSION};\n");
    for list in CHOICE_LISTS {
        let ids: Vec<String> = list.identifiers.iter().map(|id| format!("'{id}'")).collect();
        let _ = write!(out, "\nexport const {} = [{}] as const;\n", screaming(list.name), ids.join(", "));
    }
    constant(
        &mut out,
        "Every closed list of words by its name in the field table and the locales.",
        "CHOICES",
        &CHOICE_LISTS
            .iter()
            .map(|list| (list.name.to_owned(), json!(list.identifiers)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    );
    for declaration in declared.types.values() {
        let _ = write!(out, "\n{declaration}");
    }
    out.push_str(FIELD_TABLE_TYPES);
    let table = rows(&field_table(), 0);
    let _ = write!(
        out,
        "\n/** The field table: what each kind of item holds, and where each field lives. */\nexport const FIELDS: Readonly<Record<Kind, Readonly<Record<string, FieldDef>>>> = {table};\n"
    );
    let kinds: serde_json::Map<_, _> = Kind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), json!({"home": kind.home(), "root": kind.root()})))
        .collect();
    constant(
        &mut out,
        "Where each kind of item lives: the kind of document, and the root map.",
        "KINDS",
        &kinds.into(),
    );
    let marks: serde_json::Map<_, _> = MarkField::ALL
        .iter()
        .map(|mark| (mark.as_str().to_owned(), json!({"value": mark.value_type(), "needs_words": mark.needs_words()})))
        .collect();
    let marks = rows(&Value::Object(marks), 0);
    let _ = write!(
        out,
        "\n/** What each kind of mark holds. */\nexport const MARKS: Readonly<Record<MarkField, {{ value: ValueType; needs_words: boolean }}>> = {marks};\n"
    );
    let roots = |home: Home, others: &[&'static str]| -> Vec<&'static str> {
        Kind::ALL.iter().filter(|k| k.home() == home).map(|k| k.root()).chain(others.iter().copied()).collect()
    };
    constant(
        &mut out,
        "The root maps of each kind of document; `self_voice` has those of a voice and these.",
        "ROOTS",
        &json!({
            "voice": roots(Home::Voice, layout::VOICE_ROOTS),
            "self_voice": [layout::DRAFT_ROOT],
            "board": roots(Home::Board, layout::BOARD_ROOTS),
            "desk": roots(Home::Desk, layout::DESK_ROOTS),
        }),
    );
    constant(
        &mut out,
        "Names under which a draft says something of itself; a field of the item with such a name stands under the prefix and its name.",
        "DRAFT",
        &json!({"own_fields": layout::DRAFT_OWN_FIELDS, "field_prefix": layout::DRAFT_FIELD_PREFIX}),
    );
    let register: serde_json::Map<_, _> =
        REGISTER_FIELDS.iter().map(|(entity, fields)| ((*entity).to_owned(), json!(fields))).collect();
    constant(
        &mut out,
        "Fields whose home is the register; documents never hold them.",
        "REGISTER_FIELDS",
        &register.into(),
    );
    let mut limits: serde_json::Map<_, _> =
        protocol::LIMITS.iter().map(|(name, max)| ((*name).to_owned(), json!(max))).collect();
    limits.insert("title_max".to_owned(), json!(text::TITLE_MAX));
    limits.insert("short_max".to_owned(), json!(text::SHORT_MAX));
    limits.insert("long_max".to_owned(), json!(text::LONG_MAX));
    limits.insert("bytes_per_character_max".to_owned(), json!(text::BYTES_PER_CHARACTER_MAX));
    limits.insert("point_max".to_owned(), json!(field::POINT_MAX));
    constant(&mut out, "Bounds, in bytes or in characters.", "LIMITS", &limits.into());
    let errors: serde_json::Map<_, _> = ErrorCode::ALL
        .iter()
        .map(|error| {
            let row = json!({"status": error.http_status(), "close": error.close_code(), "next": error.next_step()});
            (error.code().to_owned(), row)
        })
        .collect();
    let errors = rows(&Value::Object(errors), 0);
    let _ = write!(
        out,
        "\n/** The table of errors: HTTP status, close code, and what a client does next. */\nexport const ERRORS: Readonly<Record<ErrorCode, {{ status: number; close: number; next: NextStep }}>> = {errors};\n"
    );
    out
}

const FIELD_TABLE_TYPES: &str = "
/** What a value may be. */
export type ValueType =
  | { type: 'title' | 'short' | 'long' | 'bool' | 'date' | 'item' | 'person' | 'node' | 'holder' | 'room' | 'code' | 'point' }
  | { type: 'whole'; min: number; max: number }
  | { type: 'choice'; choice: keyof typeof CHOICES };

/** One row of the field table. */
export type FieldDef = {
  value: ValueType;
  /** `single`: one value; `set`: a key for each member; `joint`: a root text. */
  shape: 'single' | 'set' | 'joint';
  required: boolean;
  home: Home;
  /** Most characters of a text. */
  max?: number;
};
";

#[test]
fn the_generated_typescript_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/src/schema.gen.ts");
    let generated = generated();
    assert!(!generated.contains("any;") && !generated.contains("import "), "strict TypeScript in one file");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &generated).expect("the generated file can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == generated, "client/src/schema.gen.ts is out of date: run with UPDATE=1");
}

#[test]
fn each_value_type_is_declared_in_typescript() {
    for def in Kind::ALL.iter().flat_map(|kind| kind.fields()) {
        let name = json!(def.value)["type"].as_str().expect("a tag").to_owned();
        assert!(FIELD_TABLE_TYPES.contains(&format!("'{name}'")), "{name}");
        if let ValueType::Choice { choice } = def.value {
            assert!(CHOICE_LISTS.iter().any(|list| list.name == choice), "{choice}");
        }
    }
}
