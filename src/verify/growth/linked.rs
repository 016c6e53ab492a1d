//! Systems on which files without a name are not looked for.

/// Returns nothing.
pub(super) fn bytes(_command: u32) -> u64 {
    0
}
