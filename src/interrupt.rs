//! `Interrupt`: Ctrl-C and SIGTERM as a flag that long work looks at, and the only place that
//! listens to signals.
//!
//! `signal-hook` rather than `ctrlc`: it can tell which signal came, so that the process ends with
//! 130 or 143, and it needs neither a thread nor a global handler of ours.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::exit::Exit;

/// A flag that a signal raises; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    raised: Arc<AtomicUsize>,
}

/// The signal that ended the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Interrupted {
    /// Ctrl-C.
    #[error("interrupted by Ctrl-C")]
    Keyboard,
    /// SIGTERM.
    #[error("ended by SIGTERM")]
    Terminate,
}

impl Interrupt {
    /// Returns a flag that nothing raises but [`Interrupt::raise`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a flag that Ctrl-C and SIGTERM raise from now on, instead of ending the process.
    pub fn listen() -> io::Result<Self> {
        let interrupt = Self::new();
        for (signal, reason) in [
            (SIGINT, Interrupted::Keyboard),
            (SIGTERM, Interrupted::Terminate),
        ] {
            flag::register_usize(signal, Arc::clone(&interrupt.raised), reason.number())?;
        }
        Ok(interrupt)
    }

    /// Raises the flag as if the signal had come.
    pub fn raise(&self, reason: Interrupted) {
        self.raised.store(reason.number(), Ordering::SeqCst);
    }

    /// Lowers the flag, so that the next signal is seen.
    pub fn lower(&self) {
        self.raised.store(0, Ordering::SeqCst);
    }

    /// Says which signal came last, if one did.
    pub fn check(&self) -> Result<(), Interrupted> {
        match self.raised.load(Ordering::SeqCst) {
            0 => Ok(()),
            number if number == Interrupted::Terminate.number() => Err(Interrupted::Terminate),
            _ => Err(Interrupted::Keyboard),
        }
    }
}

impl Interrupted {
    /// Returns the code that the process ends with.
    pub fn status(self) -> Exit {
        match self {
            Self::Keyboard => Exit::Interrupted,
            Self::Terminate => Exit::Terminated,
        }
    }

    fn number(self) -> usize {
        match self {
            Self::Keyboard => 1,
            Self::Terminate => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_which_signal_came() {
        let interrupt = Interrupt::new();
        assert_eq!(interrupt.check(), Ok(()));
        interrupt.clone().raise(Interrupted::Terminate);
        assert_eq!(interrupt.check(), Err(Interrupted::Terminate));
        interrupt.lower();
        assert_eq!(interrupt.check(), Ok(()));
        interrupt.raise(Interrupted::Keyboard);
        let reason = interrupt.check().unwrap_err();
        assert_eq!(reason.status().code(), 130);
    }
}
