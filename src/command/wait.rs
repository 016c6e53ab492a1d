//! Waiting for what happens elsewhere, until it is done or a signal ends it.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot::{Receiver, channel};

use crate::error::Error;
use crate::interrupt::Interrupt;

/// How often it is looked whether a signal came.
const LOOK: Duration = Duration::from_millis(50);

/// Does the work until it is done; Ctrl-C and SIGTERM drop it where it is.
pub(super) fn until_done<T>(work: impl Future<Output = T>) -> Result<T, Error> {
    block_on(|interrupt| async move {
        tokio::select! {
            done = work => Ok(done),
            reason = signal(&interrupt) => Err(reason),
        }
    })
}

/// Does the work until it is done or the flag is raised, which drops it where it is.
pub(super) fn until_interrupted<T>(
    interrupt: &Interrupt,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    wait_for(async {
        tokio::select! {
            biased;
            done = work => done,
            reason = signal(interrupt) => Err(reason),
        }
    })
}

/// Does work that goes on until Ctrl-C or SIGTERM tells it to end; a second signal drops it.
pub(super) fn until_stopped<W>(work: impl FnOnce(Receiver<()>) -> W) -> Result<(), Error>
where
    W: Future<Output = Result<(), Error>>,
{
    block_on(|interrupt| async move {
        let (stop, stopped) = channel();
        let mut work = pin!(work(stopped));
        let reason = tokio::select! {
            done = &mut work => return done,
            reason = signal(&interrupt) => reason,
        };
        interrupt.lower();
        drop(stop);
        tokio::select! {
            done = work => done.and(Err(reason)),
            again = signal(&interrupt) => Err(again),
        }
    })
}

fn block_on<T, W>(work: impl FnOnce(Interrupt) -> W) -> Result<T, Error>
where
    W: Future<Output = Result<T, Error>>,
{
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    wait_for(work(interrupt))
}

fn wait_for<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| Error::Runtime { source })?;
    let done = runtime.block_on(work);
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
