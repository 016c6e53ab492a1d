//! Templates.
pub mod filter;
pub mod layout;
