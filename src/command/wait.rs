//! Waiting for what happens elsewhere, until it is done or a signal ends it.

use std::future::Future;
use std::time::Duration;

use tokio::runtime::Builder;

use crate::error::Error;
use crate::interrupt::Interrupt;

/// How often it is looked whether a signal came.
const LOOK: Duration = Duration::from_millis(50);

/// Does the work until it is done; Ctrl-C and SIGTERM drop it where it is.
pub(super) fn until_done<T>(work: impl Future<Output = T>) -> Result<T, Error> {
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| Error::Runtime { source })?;
    let done = runtime.block_on(async {
        tokio::select! {
            done = work => Ok(done),
            reason = signal(&interrupt) => Err(reason),
        }
    });
    // A name that is being looked up is not waited for.
    runtime.shutdown_background();
    done
}

async fn signal(interrupt: &Interrupt) -> Error {
    loop {
        if let Err(reason) = interrupt.check() {
            return reason.into();
        }
        tokio::time::sleep(LOOK).await;
    }
}
