//! The kinds of items: where each lives, and one type for the fields of any of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Advice, AgendaItem, Agreement, Answer, Before, Card, Comment, Decision, DecisionOption, Descent, Entity,
    Explanation, Factor, Goal, Help, JointQuestion, Loop, NetworkPerson, Placement, Question, Rating, Relation, Step,
    Story, Tie, TimelineEvent, Union, WarningSign, Wish,
};
use crate::field::{Faults, FieldDef, FieldShape, RawItem, Written};

/// Where a field lives. Every field has exactly one home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Home {
    Voice,
    Board,
    /// A root `Y.Text` on the board.
    JointText,
    Desk,
    Register,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $id:literal $home:ident $root:literal),* $(,)?) => {
        /// A kind of item.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $id)] $kind,)* }

        impl Kind {
            /// All kinds, those of a voice first.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)*];
            /// The identifier in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $id,)* }
            }
            /// Finds a kind by its identifier.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($id => Some(Self::$kind),)* _ => None }
            }
            /// The kind of document it lives in.
            pub const fn home(self) -> Home {
                match self { $(Self::$kind => Home::$home,)* }
            }
            /// The root map it lives in (D3).
            pub const fn root(self) -> &'static str {
                match self { $(Self::$kind => $root,)* }
            }
            /// Its rows of the field table.
            pub const fn fields(self) -> &'static [FieldDef] {
                match self { $(Self::$kind => $kind::FIELDS,)* }
            }
            /// Reads the fields of one item; `None` when a required one is missing.
            pub fn read(self, raw: &RawItem<'_>, faults: &mut Faults) -> Option<Fields> {
                match self { $(Self::$kind => $kind::read(raw, faults).map(Fields::$kind),)* }
            }
        }

        /// The fields of an item of any kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(tag = "kind", content = "fields")]
        pub enum Fields { $(#[serde(rename = $id)] $kind($kind),)* }

        impl Fields {
            /// Of which kind they are.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }
            /// Calls `out` with everything that is filled in.
            pub fn write(&self, out: &mut dyn FnMut(&'static str, Written)) {
                match self { $(Self::$kind(fields) => fields.write(out),)* }
            }
            /// Does what `judge` says with each reference; false when a required one is gone.
            pub fn prune(&mut self, judge: &mut crate::field::Judge<'_>) -> bool {
                match self { $(Self::$kind(fields) => fields.prune(judge),)* }
            }
        }

        /// An item's kind with its fields, `null` when it was withdrawn.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(tag = "kind", content = "fields")]
        pub enum Content { $(#[serde(rename = $id)] $kind(Option<$kind>),)* }

        impl Content {
            /// An item that was withdrawn.
            pub const fn withdrawn(kind: Kind) -> Self {
                match kind { $(Kind::$kind => Self::$kind(None),)* }
            }
            /// Of which kind it is.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }
            /// Does what `judge` says with each reference; false when a required one is gone.
            pub fn prune(&mut self, judge: &mut crate::field::Judge<'_>) -> bool {
                match self { $(Self::$kind(fields) => fields.as_mut().is_none_or(|fields| fields.prune(judge)),)* }
            }
        }
        impl From<Fields> for Content {
            fn from(fields: Fields) -> Self {
                match fields { $(Fields::$kind(fields) => Self::$kind(Some(fields)),)* }
            }
        }
        $(impl From<$kind> for Fields {
            fn from(fields: $kind) -> Self {
                Self::$kind(fields)
            }
        })*
    };
}

kinds! {
    /// Own question.
    Question "question" Voice "question",
    /// Story.
    Story "story" Voice "story",
    /// Factor.
    Factor "factor" Voice "factor",
    /// Relation.
    Relation "relation" Voice "relation",
    /// Event.
    TimelineEvent "event" Voice "event",
    /// Network person.
    NetworkPerson "network_person" Voice "network_person",
    /// Tie.
    Tie "tie" Voice "tie",
    /// Help.
    Help "help" Voice "help",
    /// Wish.
    Wish "wish" Voice "wish",
    /// Comment.
    Comment "comment" Voice "comment",
    /// Advice.
    Advice "advice" Voice "advice",
    /// Warning sign.
    WarningSign "warning_sign" Voice "warning_sign",
    /// Rating.
    Rating "rating" Voice "rating",
    /// Joint question: in the board's map `question`.
    JointQuestion "joint_question" Board "question",
    /// Explanation.
    Explanation "explanation" Board "explanation",
    /// Samen-kaartje.
    Card "card" Board "card",
    /// Name of a round.
    Loop "loop" Board "loop",
    /// Goal.
    Goal "goal" Board "goal",
    /// Step.
    Step "step" Board "step",
    /// Agreement.
    Agreement "agreement" Board "agreement",
    /// Option of a decision.
    DecisionOption "option" Board "option",
    /// Two partners.
    Union "union" Board "union",
    /// Child and parents.
    Descent "descent" Board "descent",
    /// First this, then that.
    Before "before" Board "before",
    /// Agenda item.
    AgendaItem "agenda" Desk "agenda",
    /// Placement.
    Placement "placement" Desk "placement",
    /// Frame of a decision.
    Decision "decision" Desk "decision",
    /// Answer to a wish.
    Answer "answer" Desk "answer",
}

impl Kind {
    /// The kind that lives in this root map of this kind of document.
    pub fn in_root(home: Home, root: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.home() == home && kind.root() == root)
    }
    /// One row of the field table.
    pub fn field(self, name: &str) -> Option<&'static FieldDef> {
        self.fields().iter().find(|field| field.name == name)
    }
    /// Where a field of this kind lives.
    pub fn home_of(self, field: &FieldDef) -> Home {
        if field.shape == FieldShape::Joint { Home::JointText } else { self.home() }
    }
    /// What is said, for the fingerprint of D13. Empty for kinds on which nobody takes a stand by words.
    pub fn words(content: &Content) -> String {
        fn own(text: Option<&str>) -> String {
            text.unwrap_or_default().to_owned()
        }
        match content {
            Content::Question(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Story(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Factor(item) => own(item.as_ref().map(|i| i.title.as_str())),
            Content::Relation(item) => {
                item.as_ref().map(|i| format!("{} {} {}", i.from, i.kind.as_str(), i.to)).unwrap_or_default()
            }
            Content::TimelineEvent(item) => own(item.as_ref().map(|i| i.title.as_str())),
            Content::NetworkPerson(item) => own(item.as_ref().map(|i| i.name.as_str())),
            Content::Help(item) => own(item.as_ref().map(|i| i.name.as_str())),
            Content::Wish(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Comment(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Advice(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::WarningSign(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::JointQuestion(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Explanation(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Card(item) => own(item.as_ref().map(|i| i.said_together.as_str())),
            Content::Loop(item) => own(item.as_ref().map(|i| i.name.as_str())),
            Content::Goal(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Step(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Agreement(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::DecisionOption(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::AgendaItem(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Decision(item) => own(item.as_ref().and_then(|i| i.question.as_ref()).map(|q| q.as_str())),
            Content::Answer(item) => own(item.as_ref().map(|i| i.text.as_str())),
            Content::Tie(_)
            | Content::Rating(_)
            | Content::Union(_)
            | Content::Descent(_)
            | Content::Before(_)
            | Content::Placement(_) => String::new(),
        }
    }
}
