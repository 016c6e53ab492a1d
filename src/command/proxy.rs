//! `samocoder proxy`: an endpoint on loopback in front of the chain, for tools that speak as `OpenAI`
//! does. Where it is and its token go to stdout.

use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use tokio::net::TcpListener;

use super::{ask, chain, wait};
use crate::cli::ProxyArgs;
use crate::error::Error;
use crate::exit::Exit;
use crate::proxy::{self, Served};
use crate::secret::{Malformed, Secret};
use crate::settings::Settings;
use crate::state;
use crate::ui::Ui;

/// Serves until a signal ends it.
pub(super) fn run(args: &ProxyArgs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let chain = chain::of(&args.models, settings, ui)?;
    let token = token()?;
    let watch = Rc::new(chain::Watch::new(settings)?);
    wait::until_stopped(async |stop| {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
        let listener = TcpListener::bind(address).await;
        let listen = |source| Error::Listen { address, source };
        let listener = listener.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let base = format!("http://{address}/v1");
        if settings.json {
            let document = json!({ "format": 1, "base_url": base, "token": token.expose() });
            ui.answer(&format!("{document}\n"))?;
        } else {
            let token = token.expose();
            ui.answer(&format!("OPENAI_BASE_URL={base}\nOPENAI_API_KEY={token}\n"))?;
        }
        ui.aside("models: general, coding · Ctrl-C ends it");
        let stop = async {
            // It is dropped when the signal comes.
            drop(stop.await);
            let seconds = proxy::GRACE.as_secs();
            ui.aside(&format!(
                "answers under way have {seconds} s to end · Ctrl-C again ends at once"
            ));
        };
        let tell = |served: &Served| {
            ui.notices(watch.trouble().as_slice());
            ui.notices(served.trouble.as_slice());
            ui.aside(&line(served));
        };
        let watched = Rc::clone(&watch);
        let changed = move || watched.caps();
        proxy::serve(listener, chain, token, state::now, changed, tell, stop).await;
        Ok(())
    })?;
    Ok(Exit::Done)
}

/// Returns what became of a question.
fn line(served: &Served) -> String {
    match &served.result {
        Ok(answered) => ask::summary(answered, served.time),
        Err(unanswered) => ask::line(vec!["nobody answered".to_owned()], &unanswered.tried),
    }
}

/// Returns a token that nobody can guess.
fn token() -> Result<Secret, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|source| Error::Random { source })?;
    let text = format!("samocoder-{}", URL_SAFE_NO_PAD.encode(bytes));
    Ok(Secret::key(&text).unwrap_or_else(|error: Malformed| no_token(error)))
}

#[expect(clippy::panic, reason = "letters, digits and dashes make a key")]
fn no_token(error: Malformed) -> Secret {
    panic!("a token is no key: {error}")
}
