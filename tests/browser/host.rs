//! A static host that serves the built page as it should not be served.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tempfile::TempDir;
use tower_http::services::ServeDir;

use crate::support::program::program;

/// What goes wrong with a file.
#[derive(Clone, Copy)]
pub enum Fault {
    /// It is not there, and the host answers with a page of HTML that says so.
    NotFound,
    /// Only its first bytes arrive.
    Truncated(usize),
    /// Another text stands in place of a text of it.
    Replaced(&'static str, &'static str),
}

/// Which requests for a file a fault hits.
#[derive(Clone, Copy, PartialEq)]
pub enum For {
    All,
    /// Those by `fetch`, not by `import`.
    Fetch,
}

type Faults = Arc<Mutex<HashMap<String, (Fault, For)>>>;

pub struct Host {
    pub address: String,
    faults: Faults,
    _page: TempDir,
}

impl Host {
    /// Serves the page as `cargo run -- build` writes it, with the headers that isolate it or without, as long as the
    /// test's runtime lives.
    pub async fn start(isolated: bool) -> Self {
        let page = tempfile::tempdir().unwrap();
        let built = program().args(["build", "--out"]).arg(page.path()).stdout(std::io::stderr()).status().unwrap();
        assert!(built.success());

        let faults = Faults::default();
        let router = Router::new()
            .fallback_service(ServeDir::new(page.path()))
            .layer(middleware::from_fn_with_state((faults.clone(), isolated), answer));
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, router).into_future());
        Self { address, faults, _page: page }
    }

    /// From now on something is wrong with the file whose path ends so.
    pub fn spoil(&self, path: &str, fault: Fault) {
        self.spoil_for(For::All, path, fault);
    }

    pub fn spoil_for(&self, requests: For, path: &str, fault: Fault) {
        self.faults.lock().unwrap().insert(path.to_owned(), (fault, requests));
    }

    /// From now on all is well.
    pub fn mend(&self) {
        self.faults.lock().unwrap().clear();
    }
}

async fn answer(State((faults, isolated)): State<(Faults, bool)>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let is_fetch = request.headers().get("sec-fetch-dest").is_some_and(|destination| destination == "empty");
    let hits =
        |(end, (_, requests)): &(&String, &(Fault, For))| path.ends_with(*end) && (*requests == For::All || is_fetch);
    let fault = faults.lock().unwrap().iter().find(hits).map(|(_, (fault, _))| *fault);
    let mut response = next.run(request).await;
    match fault {
        None => {}
        Some(Fault::NotFound) => {
            response = (StatusCode::NOT_FOUND, [("content-type", "text/html")], "<h1>Not found</h1>").into_response();
        }
        Some(Fault::Truncated(length)) => {
            response = changed(response, |content| content[..length].to_vec()).await;
        }
        Some(Fault::Replaced(from, to)) => {
            response = changed(response, |content| {
                let text = String::from_utf8(content).unwrap();
                assert!(text.contains(from), "{path} does not contain {from}");
                text.replace(from, to).into_bytes()
            })
            .await;
        }
    }
    for (name, value) in
        [("cross-origin-opener-policy", "same-origin"), ("cross-origin-embedder-policy", "require-corp")]
    {
        if isolated {
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store"));
    response
}

async fn changed(response: Response, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove("content-length");
    let content = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Response::from_parts(parts, Body::from(change(content.to_vec())))
}
