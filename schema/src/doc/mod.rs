//! How the model is laid out in a Yjs document (docs/document-format.md). The only place that knows yrs.

pub mod fractional;
pub mod layout;
pub mod read;
pub mod write;

use yrs::block::ClientID;
use yrs::{Doc, OffsetKind, Options};

/// Opens an empty document for one client id. Offsets count UTF-16 units, as in Yjs; deleted content is collected, since
/// history does not lean on it; formatting does not exist here, so nothing of it is cleaned up.
pub fn open(client_id: u64) -> Doc {
    let mut options = Options::with_client_id(ClientID::new(client_id));
    options.offset_kind = OffsetKind::Utf16;
    options.skip_gc = false;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}
