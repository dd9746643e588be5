//! Serves the built page to browsers on this machine, with the headers that give it shared memory: those that `_headers`
//! asks of any host, and a policy that shows at once when the page does more than it says.

use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use super::step::step;

const DEFAULT_PORT: u16 = 8080;

/// The headers by path, as other hosts read them too.
const RULES: &str = include_str!("../../_headers");

/// The policy allows what the page does and nothing else: its own files, wasm, workers, which start from `blob:`, and
/// pictures of results, which become pixels from `data:`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; \
     connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The page that any other may show in a frame.
const EMBED: &str = "/www/embed.html";

/// Takes the port, or 8080 or the next that is free where none is named.
///
/// # Errors
/// When the named port, or every one of a hundred, is in use or forbidden.
pub fn bind(port: Option<u16>) -> Result<TcpListener> {
    let listen = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => listen(port).with_context(|| {
            format!("cannot listen on port {port} of 127.0.0.1; name another with --port, or --port 0 for any free one")
        }),
        None => (DEFAULT_PORT..DEFAULT_PORT + 100)
            .find_map(|port| listen(port).ok())
            .context("ports 8080 to 8179 of 127.0.0.1 are all in use; `--port 0` picks any free one"),
    }
}

/// Serves the files below `page`, GET and HEAD only, until the program is interrupted.
///
/// # Errors
/// When the operating system refuses what serving takes.
#[tokio::main]
pub async fn serve(listener: TcpListener, page: &Path, open: bool) -> Result<()> {
    let address = format!("http://{}/", listener.local_addr()?);
    listener.set_nonblocking(true)?;
    println!("Serving {address} (Ctrl+C stops)");
    if open && has_desktop() && webbrowser::open(&address).is_err() {
        step("could not open a browser; open the address in one yourself");
    }
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router(page))
        .with_graceful_shutdown(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
        .await
        .context("the server stopped")
}

fn router(page: &Path) -> Router {
    let layers = (CompressionLayer::new(), middleware::from_fn(add_headers));
    Router::new().fallback_service(ServeDir::new(page)).layer(layers)
}

async fn add_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    response.headers_mut().extend(headers_for(&path));
    response
}

fn headers_for(path: &str) -> HeaderMap {
    let policy = if path == EMBED { POLICY.to_owned() } else { format!("{POLICY}; frame-ancestors 'self'") };
    let mut headers = HeaderMap::from_iter([(header::CONTENT_SECURITY_POLICY, policy.parse().expect("it is ASCII"))]);
    let mut applies = false;
    for line in RULES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => applies = line.strip_suffix('*').map_or(path == line, |start| path.starts_with(start)),
            Some(rule) if applies => {
                let (name, value) = rule.split_once(": ").expect("a rule of _headers is a name and a value");
                let name: HeaderName = name.parse().expect("a header's name");
                headers.insert(name, value.parse().expect("a header's value"));
            }
            Some(_) => {}
        }
    }
    headers
}

fn has_desktop() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let elsewhere = cfg!(any(target_os = "macos", windows));
    io::stdout().is_terminal() && (elsewhere || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}
