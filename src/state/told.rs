//! What is told once on a machine, and was.

use std::path::Path;

use crate::store;

/// Returns whether something is to be told for the first time, and remembers that it is told now.
/// Where nothing can be remembered it is told each time.
pub fn is_first_time(folder: Option<&Path>, what: &str) -> bool {
    let Some(file) = folder.map(|folder| folder.join("told").join(what)) else {
        return true;
    };
    if file.exists() {
        return false;
    }
    // To hear it twice does no harm.
    store::append_line(&file, "told").unwrap_or_default();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_once_where_that_can_be_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let first = |what: &str| is_first_time(Some(folder.path()), what);
        assert!(first("one") && !first("one") && first("other"));
        assert!(is_first_time(None, "one") && is_first_time(None, "one"));
        assert!(is_first_time(Some(Path::new("/dev/null")), "one"));
    }
}
