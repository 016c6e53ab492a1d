//! Chat completions: the dialect of `OpenAI`, Groq, `OpenRouter` and most local servers.

mod decode;
mod encode;

pub(super) use decode::{decode, event};
pub(super) use encode::encode;
