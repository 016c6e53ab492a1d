//! Models: one call, a whole reply, or a reason why there is none.
//!
//! # Design
//! A [`prompt::Prompt`] says what is wanted and nothing about who answers. The [`dialect`]s turn it
//! into the JSON of a wire protocol and answers back into a [`reply::Reply`] or a
//! [`failure::Failure`]; they are pure functions, so that every known answer of every provider is a
//! test. What a failure means for the call is one table, [`failure::Class::action`].

pub mod address;
pub mod books;
pub mod call;
pub mod catalog;
pub mod chain;
pub mod dialect;
pub mod failure;
pub mod gate;
pub mod ledger;
mod pace;
pub mod probe;
pub mod prompt;
pub mod purse;
pub mod reply;
pub mod schema;
pub mod thought;
pub mod told;
pub mod tool;
pub mod transport;
pub mod wait;
