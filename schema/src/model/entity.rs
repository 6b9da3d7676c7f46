//! How an entity is declared: once, as a struct of fields. Its row in the field table, reading, writing and the check of
//! its references follow from the types.

use crate::field::{Faults, FieldDef, RawItem, Written};

/// A struct of fields that stands in a document under one id.
pub trait Entity: Sized {
    /// Its fields, in the order of the struct.
    const FIELDS: &'static [FieldDef];
    /// `None` when a required field is missing (D8).
    fn read(raw: &RawItem<'_>, faults: &mut Faults) -> Option<Self>;
    /// Calls `out` with everything that is filled in.
    fn write(&self, out: &mut dyn FnMut(&'static str, Written));
    /// Does what `judge` says with each reference; false when a required one is gone.
    fn prune(&mut self, judge: &mut crate::field::Judge<'_>) -> bool;
}

macro_rules! entities {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }

        impl crate::model::Entity for $name {
            const FIELDS: &'static [crate::field::FieldDef] = &[$(crate::field::FieldDef {
                name: stringify!($field),
                value: <$type as crate::field::Field>::TYPE,
                shape: <$type as crate::field::Field>::SHAPE,
                required: <$type as crate::field::Field>::REQUIRED,
            },)*];
            fn read(raw: &crate::field::RawItem<'_>, faults: &mut crate::field::Faults) -> Option<Self> {
                // Every field is read before any is missed, so that all faults are reported.
                $(let $field = <$type as crate::field::Field>::read(raw, stringify!($field), faults);)*
                Some(Self { $($field: $field?,)* })
            }
            fn write(&self, out: &mut dyn FnMut(&'static str, crate::field::Written)) {
                $(crate::field::Field::write(&self.$field, stringify!($field), out);)*
            }
            fn prune(&mut self, judge: &mut crate::field::Judge<'_>) -> bool {
                let mut whole = true;
                $(whole &= crate::field::Field::prune(&mut self.$field, stringify!($field), judge);)*
                whole
            }
        }
    )* };
}
pub(crate) use entities;
