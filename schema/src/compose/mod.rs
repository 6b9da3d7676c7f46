//! One picture out of many documents (D14 to D16).

pub mod picture;
