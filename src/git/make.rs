//! The work itself, step by step.

use std::path::Path;
use std::sync::mpsc::Receiver;

use super::command::{Git, Leash};
use super::identity::{self, Role, Settings};
use super::import::{self, Identities};
use super::{Commit, Environment, Error, Made, Plan};

/// The branch, unless the user wants another.
const BRANCH: &str = "main";

/// Where the repository is in its folder.
const PLACE: &str = "--git-dir=.git";

/// Even few objects are one pack.
const ONE_PACK: &str = "fastimport.unpackLimit=1";

/// The log of the branch begins with what the user does: it would say when this was made, and by
/// what.
const NO_LOG: &str = "core.logAllRefUpdates=false";

/// Makes a repository with the commits that come when everything is known.
pub(super) fn make(
    plan: &Plan,
    environment: &Environment,
    leash: &Leash,
    commits: &Receiver<Vec<Commit>>,
) -> Result<Made, Error> {
    let git = |folder| Git {
        folder,
        environment,
        leash,
    };
    if let Some(above) = work_tree_of(&plan.place)
        && !is_ignored(&plan.place, above, git(above))?
    {
        return Ok(Made::Enclosed);
    }
    let git = git(plan.folder.as_path());
    let branch = format!("--initial-branch={BRANCH}");
    git.run(&[], "init", &["--quiet", "--template=", &branch])?;
    let settings = ["--null", "--get-regexp", identity::SETTINGS];
    let settings = git.ask(&[PLACE], "config", &settings)?;
    let settings = Settings::parse(&settings.text);
    let branch = start_on(settings.branch(), git)?;
    let role = |role| settings.identity(role, environment);
    let (Some(author), Some(committer)) = (role(Role::Author), role(Role::Committer)) else {
        return Ok(Made::Empty);
    };
    let identities = Identities { author, committer };
    let options = ["--quiet", "--done", "--date-format=raw", "--depth=0"];
    let mut import = git.feed(
        &[PLACE, "-c", ONE_PACK, "-c", NO_LOG],
        "fast-import",
        &options,
    )?;
    if let Some(mut input) = import.input() {
        // What can't be written is told by git when it ends.
        import::files(&mut input, &plan.known).unwrap_or_default();
        let commits = commits.recv().map_err(|_| Error::Ended)?;
        import::commits(&mut input, branch, &identities, &commits, &plan.known).unwrap_or_default();
    }
    import.end()?;
    git.run(&[PLACE], "read-tree", &["HEAD"])?;
    Ok(Made::Committed)
}

/// Lets the repository begin on the branch that the user wants, if it can; returns its name.
fn start_on<'a>(wanted: Option<&'a str>, git: Git<'_>) -> Result<&'a str, Error> {
    match wanted {
        None | Some(BRANCH) => Ok(BRANCH),
        Some(wanted) => {
            let name = format!("refs/heads/{wanted}");
            let answer = git.ask(&[PLACE], "symbolic-ref", &["HEAD", &name])?;
            Ok(if answer.code == Some(0) {
                wanted
            } else {
                BRANCH
            })
        }
    }
}

/// Returns the work tree that a place is in, if it is in one.
fn work_tree_of(place: &Path) -> Option<&Path> {
    let mut folders = place.ancestors();
    folders.find(|folder| folder.join(".git").symlink_metadata().is_ok())
}

/// Returns whether the repository above wants nothing of a place.
fn is_ignored(place: &Path, above: &Path, git: Git<'_>) -> Result<bool, Error> {
    let Ok(name) = place.strip_prefix(above) else {
        return Ok(false);
    };
    let Some(name) = name.to_str().filter(|name| !name.is_empty()) else {
        return Ok(false);
    };
    // What is to be a directory is not there yet.
    let name = format!("{name}/");
    let answer = git.ask(&[], "check-ignore", &["--quiet", "--", &name])?;
    Ok(answer.code == Some(0))
}
