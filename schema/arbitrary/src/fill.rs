//! What stands in a random document: items, marks, drafts, places, and keys that are none of these.

use std::collections::HashMap;
use std::sync::Arc;

use samenbeeld_schema::doc::layout;
use samenbeeld_schema::field::{FieldShape, Plain, ValueType};
use samenbeeld_schema::ids::ItemId;
use samenbeeld_schema::model::{Fingerprint, Home, Kind, MarkField};
use samenbeeld_schema::text::clean;
use yrs::Any;

use crate::DocumentPlan;
use crate::dice::{Dice, WORDS, any_of};

impl Dice {
    fn add_item(&mut self, plan: &mut DocumentPlan, kind: Kind, id: ItemId) {
        for def in kind.fields() {
            let there = if def.required { 95 } else { 40 };
            match def.shape {
                _ if !self.chance(there) => {}
                FieldShape::Single => {
                    let value = self.value(def.value);
                    plan.values.push((kind.root().to_owned(), format!("{id}/{}", def.name), value));
                }
                FieldShape::Set => {
                    for _ in 0..self.below(3) {
                        let member = match self.valid(def.value) {
                            Plain::Text(member) if self.chance(95) => member.to_string(),
                            _ => "Krom!".to_owned(),
                        };
                        let value = if self.chance(97) { Any::Bool(true) } else { Any::Bool(false) };
                        plan.values.push((kind.root().to_owned(), format!("{id}/{}/{member}", def.name), value));
                    }
                }
                FieldShape::Joint => {
                    let words = if self.chance(1) { "lang ".repeat(801) } else { self.words(30) };
                    plan.texts.push((layout::joint_text_root(kind, id, def.name), words));
                }
            }
        }
        let mut own = |name: &str, value: Any| {
            plan.values.push((kind.root().to_owned(), format!("{id}/{name}"), value));
        };
        if kind.home() == Home::Voice {
            if self.chance(15) {
                own("words_of", any_of(&self.valid(ValueType::Person)));
            }
            if self.chance(10) {
                own("words_from", self.value(ValueType::Short));
            }
            if self.chance(15) {
                own("adopts", any_of(&self.valid(ValueType::Item)));
            }
            if self.chance(10) {
                own("same_as", any_of(&self.valid(ValueType::Room)));
            }
        }
        if self.chance(5) {
            own("withdrawn", Any::Bool(self.chance(80)));
        }
    }

    fn add_mark(&mut self, plan: &mut DocumentPlan) {
        let field = if self.chance(60) { MarkField::Standpoint } else { *self.pick(MarkField::ALL) };
        let words = clean(self.pick::<&str>(WORDS));
        let mut mark = HashMap::from([
            ("is".to_owned(), self.value(field.value_type())),
            ("about".to_owned(), Any::String(Fingerprint::of(&words).to_string().into())),
        ]);
        if field.needs_words() || self.chance(30) {
            mark.insert("words".to_owned(), self.value(ValueType::Long));
        }
        let value = if self.chance(96) { Any::Map(Arc::new(mark)) } else { self.value(ValueType::Long) };
        let id = self.item();
        plan.values.push(("mark".to_owned(), format!("{id}/{}", field.as_str()), value));
    }

    fn add_crooked(&mut self, plan: &mut DocumentPlan) {
        let id = self.item();
        let key = match self.below(7) {
            0 => "krom".to_owned(),
            1 => format!("{id}/a/b/c"),
            2 => format!("{id}/nooit"),
            3 => "6B2F0C1E-6A0B-4C3D-9C4B-0A1B2C3D4E5F/title".to_owned(),
            4 => format!("{id}/title/x"),
            5 => format!("{id}/holder"),
            _ => format!("{id}/"),
        };
        let root = *self.pick(&["factor", "mark", "order", "card", "position", "desk", "agenda", "draft", "vreemd"]);
        let value = self.value(ValueType::Title);
        plan.values.push((root.to_owned(), key, value));
        if self.chance(20) {
            plan.texts.push(((*self.pick(&["text:", "text:factor/x/title", "andere"])).to_owned(), "woord".to_owned()));
        }
    }

    /// What waits to be shared, whole or with something in it that can't be.
    fn ready(&mut self) -> Any {
        let [room, on] = [ValueType::Room, ValueType::Date].map(|of| self.valid(of));
        let readers = [ValueType::Person, ValueType::Person].map(|of| self.valid(of).text().unwrap_or("x").to_owned());
        let about = if self.chance(80) { Fingerprint::of("woorden").to_string() } else { "geen".to_owned() };
        let without = if self.chance(30) { self.item().to_string() } else { String::new() };
        let text = |text: &str| Any::String(text.into());
        Any::Map(Arc::new(HashMap::from([
            ("room".to_owned(), any_of(&room)),
            ("on".to_owned(), any_of(&on)),
            ("about".to_owned(), text(&about)),
            ("readers".to_owned(), text(&readers.join(" "))),
            ("without".to_owned(), text(&without)),
        ])))
    }

    fn add_draft(&mut self, plan: &mut DocumentPlan) {
        let (id, kind) = (self.item(), *self.pick(Kind::ALL));
        let root = layout::DRAFT_ROOT.to_owned();
        plan.values.push((root.clone(), format!("{id}/kind"), any_of(&Plain::Text(kind.as_str().into()))));
        if self.chance(50) {
            let room = self.value(ValueType::Room);
            plan.values.push((root.clone(), format!("{id}/room"), room));
        }
        if self.chance(20) {
            plan.values.push((root.clone(), format!("{id}/shared"), Any::Bool(true)));
        }
        if self.chance(20) {
            let ready = self.ready();
            plan.values.push((root.clone(), format!("{id}/ready"), ready));
        }
        for def in kind.fields() {
            if def.value.text_max().is_some() && self.chance(60) {
                plan.texts.push((layout::draft_text_root(id, def.name), self.words(20)));
            } else if def.shape == FieldShape::Single && self.chance(50) {
                let value = self.value(def.value);
                plan.values.push((root.clone(), format!("{id}/{}", layout::draft_field(def.name)), value));
            } else if def.shape == FieldShape::Set {
                let member = self.valid(def.value);
                let key = format!("{id}/{}/{}", def.name, member.text().unwrap_or("x"));
                plan.values.push((root.clone(), key, Any::Bool(self.chance(90))));
            }
        }
    }

    /// Puts about so many things into a document.
    pub fn fill(&mut self, plan: &mut DocumentPlan, size: usize) {
        let home = layout::home(&plan.document.kind);
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.home() == home).collect();
        for _ in 0..size {
            match self.below(12) {
                0..=5 => {
                    // Much of what is said is about what plays and how it hangs together.
                    let often = [Kind::Factor, Kind::Relation, Kind::Relation, Kind::NetworkPerson, Kind::Card];
                    let kind = if self.chance(50) { *self.pick(&often) } else { *self.pick(&kinds) };
                    let kind = if kind.home() == home { kind } else { *self.pick(&kinds) };
                    let id = self.item();
                    self.add_item(plan, kind, id);
                }
                6..=8 if home == Home::Voice => self.add_mark(plan),
                9 if home != Home::Desk => {
                    let key = format!("{}{}", self.pick(&["A", "a", "Zz", "0", "é"]), self.below(5));
                    let id = self.item();
                    plan.values.push(("order".to_owned(), id.to_string(), Any::String(key.into())));
                }
                10 if home == Home::Board => {
                    let id = self.valid(ValueType::Node);
                    let drawing = *self.pick(&["map", "ecogram", "genogram", "timeline", "nooit"]);
                    let place = self.value(ValueType::Point);
                    let key = format!("{}/{drawing}", id.text().unwrap_or("x"));
                    plan.values.push(("position".to_owned(), key, place));
                }
                10 if home == Home::Desk => {
                    let field = *self.pick(&["phase", "round", "anders"]);
                    let value = self.value(ValueType::Whole { min: 1, max: 5 });
                    let value =
                        if field == "phase" { self.value(ValueType::Choice { choice: "phase" }) } else { value };
                    plan.values.push(("desk".to_owned(), field.to_owned(), value));
                }
                10 if plan.document.room.as_str().starts_with("self") => self.add_draft(plan),
                11 => self.add_crooked(plan),
                _ => {}
            }
        }
    }
}
