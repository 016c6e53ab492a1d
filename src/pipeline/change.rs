//! Change sets: for what rules could not cover, models plan, test and write; what is proven stays,
//! and what can't be proven leaves no trace.
//!
//! # Design
//! The project is green before and after every set. Sets are written at the same time, each from
//! the base and from the sets that it needs; they are tried one after the other in the order of the
//! plan, on top of what was accepted before. Every prompt and every trial is therefore the same
//! whenever a run is repeated.

mod files;
mod gate;
mod interface;
mod plan;
mod prompts;
mod ratchet;
mod workshop;
mod write;

pub(super) use plan::{Planned, plan, plan_tokens};
pub(super) use prompts::told_tokens;
pub use ratchet::{Accepted, Outcome, Terms, ratchet};
pub use workshop::{Trial, Verdict, Workshop};

#[cfg(test)]
mod tests;
