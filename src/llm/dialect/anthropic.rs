//! Messages: the dialect of Anthropic.

mod decode;
mod encode;

pub(super) use decode::{decode, event};
pub(super) use encode::encode;
