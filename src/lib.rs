//! Samocoder turns a sentence into a project that runs.

pub mod builtin;
pub mod idea;
pub mod path;
pub mod spec;
pub mod stage;
pub mod tree;
