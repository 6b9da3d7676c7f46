//! Closed lists of words, with the identifiers that stand in documents. Their Dutch labels are in `locales/nl.ftl`, under
//! `<list>-<identifier>`.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::field::{Plain, Value, ValueType};

/// One list, as data: its name and its identifiers in the order in which people see them.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceList {
    pub name: &'static str,
    /// Name of the type in Rust and TypeScript.
    pub type_name: &'static str,
    pub identifiers: &'static [&'static str],
}

macro_rules! choices {
    ($($(#[$doc:meta])* $type:ident $name:literal { $($(#[$vdoc:meta])* $variant:ident = $id:literal),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
            pub enum $type { $($(#[$vdoc])* #[serde(rename = $id)] $variant,)* }

            impl $type {
                /// All of them, in the order in which people see them.
                pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
                /// Name of the list, as in the field table and the locales.
                pub const LIST: &'static str = $name;
                /// The identifier on the wire.
                pub const fn as_str(self) -> &'static str {
                    match self { $(Self::$variant => $id,)* }
                }
                /// Finds an identifier of the list.
                pub fn parse(text: &str) -> Option<Self> {
                    match text { $($id => Some(Self::$variant),)* _ => None }
                }
            }
            impl PartialOrd for $type {
                fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                    Some(self.cmp(other))
                }
            }
            // By identifier, so that sets are sorted alike in every language.
            impl Ord for $type {
                fn cmp(&self, other: &Self) -> Ordering {
                    self.as_str().cmp(other.as_str())
                }
            }
            impl Value for $type {
                const TYPE: ValueType = ValueType::Choice { choice: $name };
                fn from_plain(plain: &Plain) -> Option<Self> {
                    Self::parse(plain.text()?)
                }
                fn to_plain(&self) -> Plain {
                    Plain::Text(self.as_str().into())
                }
            }
        )*
        /// Every list of the model.
        pub const CHOICE_LISTS: &[ChoiceList] =
            &[$(ChoiceList { name: $name, type_name: stringify!($type), identifiers: &[$($id,)*] },)*];

        /// The declaration of each list in TypeScript is made from [`CHOICE_LISTS`]; this names their Rust types.
        pub fn visit_choice_types<V: ts_rs::TypeVisitor>(visitor: &mut V) {
            $(visitor.visit::<$type>();)*
        }
    };
}

choices! {
    /// What a factor does in the story; it may do more than one thing.
    RoleOfFactor "role_of_factor" { Problem = "problem", Origin = "origin", Trigger = "trigger", Maintaining = "maintaining", Protective = "protective" }
    /// How one knows.
    Knowledge "knowledge" { Fact = "fact", Experience = "experience", Interpretation = "interpretation", Hearsay = "hearsay", Hypothesis = "hypothesis" }
    /// How two things hang together.
    RelationKind "relation_kind" {
        Causes = "causes", Triggers = "triggers", Maintains = "maintains", Worsens = "worsens", Reduces = "reduces",
        ProtectsFrom = "protects_from", PassesOn = "passes_on", Linked = "linked",
    }
    /// More of one gives more, or less, of the other.
    Polarity "polarity" { Plus = "plus", Minus = "minus", None = "none" }
    /// How sure one is.
    Certainty "certainty" { Maybe = "maybe", Likely = "likely", Sure = "sure" }
    /// Where someone stands on what is said.
    Standpoint "standpoint" { Agree = "agree", Partly = "partly", Disagree = "disagree", Unknown = "unknown" }
    /// Where all stand together; computed, never stored.
    SharedState "shared_state" { Shared = "shared", PartlyShared = "partly_shared", Disputed = "disputed", Open = "open" }
    /// When it should be taken up.
    Urgency "urgency" { Now = "now", Soon = "soon", Later = "later" }
    /// A judgement of safety; only in a room for safety.
    Safety "safety" { None = "none", Undesirable = "undesirable", Unsafe = "unsafe", Acute = "acute" }
    /// Whom a thing is about, when it is not about one person.
    HolderGroup "holder" { Family = "family", School = "school", Network = "network", Helpers = "helpers", Cooperation = "cooperation", Society = "society" }
    /// A part of life.
    Domain "domain" {
        Parenting = "parenting", Safety = "safety", Health = "health", Mental = "mental", SchoolWork = "school_work",
        Income = "income", Housing = "housing", Support = "support", Leisure = "leisure", Care = "care",
    }
    /// A line of the timeline.
    Track "track" { Home = "home", School = "school", Help = "help" }
    /// How precise a date is.
    Precision "precision" { Day = "day", Month = "month", Year = "year", About = "about" }
    /// What a tie is like.
    TieQuality "tie_quality" { Strong = "strong", Normal = "normal", Weak = "weak", Strained = "strained", Ambivalent = "ambivalent", Broken = "broken" }
    /// Who gives whom.
    TieDirection "tie_direction" { Gives = "gives", Gets = "gets", Both = "both" }
    /// What kind of support: emotional, practical, company, advice.
    Support "support" { Emotional = "E", Practical = "P", Company = "G", Advice = "A" }
    /// What one would like of a tie.
    WishForTie "wish_for_tie" { More = "more", Same = "same", Less = "less", None = "none" }
    /// Two partners.
    UnionStatus "union_status" { Married = "married", Cohabiting = "cohabiting", Separated = "separated", Divorced = "divorced", Ex = "ex" }
    /// How a child belongs to its parents.
    DescentKind "descent_kind" { Birth = "birth", Foster = "foster", Adoption = "adoption", Step = "step" }
    /// How someone is drawn in the genogram.
    Symbol "symbol" { Square = "square", Circle = "circle", Diamond = "diamond" }
    /// What a help did.
    HelpOutcome "help_outcome" { Helped = "helped", Some = "some", None = "none", Harmed = "harmed", NeverStarted = "never_started", Unknown = "unknown" }
    /// Where a help stands.
    HelpStatus "help_status" { Waiting = "waiting", Running = "running", Ended = "ended", NeverStarted = "never_started" }
    /// How someone signs a version.
    Signoff "signoff" { Agree = "agree", AgreeNote = "agree_note", Disagree = "disagree", Thinking = "thinking", Seen = "seen", NotReached = "not_reached" }
    /// Where the family is on its way.
    Phase "phase" { Home = "home", Pause = "pause", Placed = "placed", Returning = "returning", Nazorg = "nazorg", Closed = "closed" }
    /// On what legal ground there is help.
    LegalFrame "legal_frame" { Voluntary = "voluntary", Pressure = "pressure", Supervision = "supervision", Guardianship = "guardianship" }
    /// Whether a case is open.
    CaseStatus "case_status" { Open = "open", Closed = "closed" }
    /// What a decision is about.
    DecisionKind "decision_kind" {
        Placement = "placement", Place = "place", SiblingsApart = "siblings_apart", Permanency = "permanency", Return = "return", Close = "close",
    }
    /// Whether a goal was reached.
    Reached "reached" { Yes = "yes", Partly = "partly", No = "no", Unknown = "unknown" }
    /// Where a step stands.
    StepState "step_state" { Open = "open", Doing = "doing", Done = "done", Stopped = "stopped" }
    /// A way along which a goal or a step helps: learning to answer to what a child needs, more support of others, learning to
    /// find a way out.
    Strategy "strategy" { Attune = "attune", Support = "support", Solve = "solve" }
    /// What kind of help an option of the catalogue is.
    HelpKind "help_kind" {
        AtHome = "at_home", Informal = "informal", School = "school", Treatment = "treatment", Together = "together", Rules = "rules",
        Living = "living",
    }
    /// What kind of step it is.
    StepKind "step_kind" { Do = "do", FindOut = "find_out", Arrange = "arrange", Talk = "talk", Practise = "practise" }
    /// What kind of agreement it is.
    AgreementKind "agreement_kind" { Home = "home", Contact = "contact", School = "school", Safety = "safety", Money = "money", Help = "help", Other = "other" }
    /// What a goal answers to.
    Need "need" {
        Safety = "safety", Care = "care", Trust = "trust", Clarity = "clarity", OwnChoice = "own_choice", Belonging = "belonging",
        Learning = "learning", Rest = "rest", Identity = "identity",
    }
    /// Where a question stands.
    QuestionStatus "question_status" { Open = "open", Searching = "searching", Answered = "answered", Parked = "parked" }
    /// Which part of one's story it is.
    StoryPart "story_part" {
        Now = "now", GoingWell = "going_well", Worries = "worries", Before = "before", Generations = "generations", Support = "support", Future = "future", Other = "other",
    }
    /// How a story came to be written.
    StoryMode "story_mode" { Typed = "typed", Spoken = "spoken", Scribed = "scribed" }
    /// What a joint story explains.
    ExplanationKind "explanation_kind" { Stuck = "stuck", WayOut = "way_out", ForChild = "for_child" }
    /// Where a joint story stands.
    Standing "standing" { Proposed = "proposed", Held = "held", SetAside = "set_aside" }
    /// What someone around the family is to them.
    NetworkKind "network_kind" {
        Family = "family", Friend = "friend", Neighbour = "neighbour", School = "school", Club = "club", Work = "work", Faith = "faith",
        Pet = "pet", Professional = "professional", Other = "other",
    }
    /// When a wish should be taken up.
    WishWhen "wish_when" { Now = "now", Later = "later", NotNow = "not_now" }
    /// What a samen-kaartje is.
    CardShape "card_shape" { Factor = "factor", Relation = "relation" }
    /// Where a child lives.
    PlacementKind "placement_kind" { Home = "home", Network = "network", Foster = "foster", FamilyHome = "family_home", Group = "group", Closed = "closed", Own = "own" }
    /// What is on the agenda.
    AgendaKind "agenda_kind" { Meeting = "meeting", Evaluation = "evaluation", Decision = "decision", Other = "other" }
    /// Who someone is in the case.
    Role "role" {
        Youth = "youth", Child = "child", Parent = "parent", Mentor = "mentor", Wijkteam = "wijkteam", Gi = "gi",
        Gedragswetenschapper = "gedragswetenschapper", Professional = "professional", FosterParent = "foster_parent", Jim = "jim",
        Expert = "expert", Judge = "judge",
    }
    /// Whether someone may decide about the child.
    Gezag "gezag" { Yes = "yes", No = "no", Unknown = "unknown" }
    /// Whether someone can weigh their own interests; a recorded judgement.
    Capacity "capacity" { Yes = "yes", No = "no", Unknown = "unknown" }
    /// How someone reads best.
    ReadingMode "reading_mode" { Normal = "normal", Simple = "simple", ReadAloud = "read_aloud" }
    /// What a room is for.
    RoomKind "room_kind" {
        Core = "core", School = "school", Self_ = "self", Pair = "pair", Family = "family", Kind = "kind", Care = "care", Advice = "advice",
        Safety = "safety", Shield = "shield", Other = "other",
    }
    /// Why a version was frozen.
    VersionKind "version_kind" { Working = "working", Established = "established", Decision = "decision", Evaluation = "evaluation" }
    /// What a round of relations does: it keeps itself going, or it slows itself down.
    LoopEffect "loop_effect" { Reinforcing = "reinforcing", Balancing = "balancing" }
}

impl Role {
    /// Whether someone of this role works for an organisation that gives help. They can be the scribe of a meeting, who writes
    /// down what others say there (D16), and read while they are directly involved.
    pub const fn gives_help(self) -> bool {
        matches!(self, Self::Wijkteam | Self::Gi | Self::Professional | Self::Gedragswetenschapper)
    }
}

impl RelationKind {
    /// More of one gives more, or less, of the other.
    pub fn polarity(self) -> Polarity {
        match self {
            Self::Causes | Self::Triggers | Self::Maintains | Self::Worsens | Self::PassesOn => Polarity::Plus,
            Self::Reduces | Self::ProtectsFrom => Polarity::Minus,
            Self::Linked => Polarity::None,
        }
    }
    /// Whether it can be part of a round.
    pub fn is_causal(self) -> bool {
        self != Self::Linked
    }
}
