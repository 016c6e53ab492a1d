//! Samocoder turns a sentence into a project that runs.

pub mod demo;
pub mod event;
pub mod exit;
pub mod idea;
pub mod path;
pub mod spec;
pub mod stage;
pub mod template;
pub mod tree;
