//! Interim.
use std::collections::BTreeSet;

use crate::idea::Idea;
use crate::spec::{FeatureKind, Spec};

/// Error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Interim.
    #[error("the idea is empty")]
    Empty,
}

/// Interim.
pub fn analyse(_: &Idea, _: &BTreeSet<FeatureKind>) -> Result<Spec, Error> {
    Err(Error::Empty)
}

/// Interim.
pub fn assess(_: &mut Spec, _: &BTreeSet<FeatureKind>) {}
