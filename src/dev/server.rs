//! Serves the built page to browsers on this machine, with the headers that give it shared memory.

use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

const DEFAULT_PORT: u16 = 8080;

/// With the first three the browser isolates the page, which it demands before it shares memory between threads.
/// The policy allows what the page does and nothing else: its own files, wasm, and wasm-bindgen-rayon's workers,
/// which start from `blob:`.
const HEADERS: [(HeaderName, &str); 7] = [
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; \
         style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-cache"),
];

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
        super::step("could not open a browser; open the address in one yourself");
    }
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router(page))
        .with_graceful_shutdown(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
        .await
        .context("the server stopped")
}

fn router(page: &Path) -> Router {
    HEADERS.into_iter().fold(Router::new().fallback_service(ServeDir::new(page)), |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

fn has_desktop() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let elsewhere = cfg!(any(target_os = "macos", windows));
    io::stdout().is_terminal() && (elsewhere || set("DISPLAY") || set("WAYLAND_DISPLAY"))
}
