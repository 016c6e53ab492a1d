//! What is known about words: cutting texts into them, inflecting them, and what they mean.
//!
//! Knowledge is data under `templates/language`; the code here only reads and applies it. Each
//! language's tables are parsed when its first word is met, so an English idea never pays for
//! Russian.

pub(crate) mod data;
pub(crate) mod dictionary;
pub(crate) mod english;
pub(crate) mod name;
pub(crate) mod pattern;
pub(crate) mod phrase;
pub(crate) mod russian;
pub(crate) mod spelling;
pub(crate) mod tag;
pub(crate) mod token;
pub(crate) mod vocabulary;
