//! Static hosts as authors have them: with few headers or none, below a folder, with pages of their own beside the
//! built ones, with things that go wrong. They count what is asked of them.

use std::collections::HashMap;
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
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
    /// The host answers with a page of HTML as if it were the file.
    Html,
    /// Only its first bytes are there.
    Truncated(usize),
    /// The connection breaks after its first bytes.
    Dropped(usize),
    /// Another text stands in place of a text of it.
    Replaced(&'static str, &'static str),
    /// It is elsewhere now.
    Moved(&'static str),
    /// It does not arrive before all is well again.
    Late,
}

/// Which requests for a file a fault hits.
#[derive(Clone, Copy, PartialEq)]
pub enum For {
    All,
    /// Those by `fetch`, not by `import`.
    Fetch,
    /// Those that want a service worker's script.
    ServiceWorker,
}

#[derive(Default)]
struct Behaviour {
    faults: HashMap<String, (Fault, For)>,
    /// The headers of files whose path starts so.
    headers: Vec<(String, HeaderName, HeaderValue)>,
    /// How often each path was asked for.
    requests: HashMap<String, usize>,
}

pub struct Host {
    /// Where the built page is, without a slash at the end.
    pub address: String,
    behaviour: Arc<Mutex<Behaviour>>,
    folder: PathBuf,
    root: TempDir,
}

impl Host {
    /// Serves the page as `cargo run -- build` writes it, with the headers that isolate it, or without and so that it
    /// does not isolate itself, as long as the test's runtime lives.
    pub async fn start(isolated: bool) -> Self {
        let host = Self::start_below("").await;
        if isolated {
            host.isolate();
        } else {
            let page = fs::read_to_string(host.folder.join("index.html")).unwrap();
            host.put("index.html", page.replace("isolate.js", "no-isolate.js"));
        }
        host
    }

    /// From now on every file has the headers that isolate a page.
    pub fn isolate(&self) {
        self.send("/", "cross-origin-opener-policy", "same-origin");
        self.send("/", "cross-origin-embedder-policy", "require-corp");
    }

    /// The same below a folder, such as `/some/folder`, and without any header.
    pub async fn start_below(folder: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(folder.trim_start_matches('/'));
        let built = built();
        for name in fs::read_to_string(built.join("www/pkg/files.txt")).unwrap().lines() {
            let to = path.join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(built.join(name), to).unwrap();
        }

        let behaviour = Arc::<Mutex<Behaviour>>::default();
        let router = Router::new()
            .fallback_service(ServeDir::new(root.path()))
            .layer(middleware::from_fn_with_state(behaviour.clone(), answer));
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = format!("http://{}{folder}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, router).into_future());
        Self { address, behaviour, folder: path, root }
    }

    /// The same host under a name that makes it another site.
    pub fn elsewhere(&self) -> String {
        self.address.replace("127.0.0.1", "localhost")
    }

    /// Puts a file of the author's beside the built ones.
    pub fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// From now on files whose path starts so have this header.
    pub fn send(&self, path: &str, name: &'static str, value: &'static str) {
        let header = (path.to_owned(), HeaderName::from_static(name), HeaderValue::from_static(value));
        self.behaviour.lock().unwrap().headers.push(header);
    }

    /// How often the file at this path was asked for.
    pub fn requests(&self, path: &str) -> usize {
        self.behaviour.lock().unwrap().requests.get(path).copied().unwrap_or(0)
    }

    /// The files below `start` that were asked for and are there, by their paths, each once.
    pub fn files_asked_for(&self, start: &str) -> HashMap<String, Vec<u8>> {
        let requests = &self.behaviour.lock().unwrap().requests;
        let below = requests.keys().filter(|path| path.starts_with(start));
        let file = |path: &str| self.root.path().join(if path == "/" { "index.html" } else { &path[1..] });
        below.filter_map(|path| Some((path.clone(), fs::read(file(path)).ok()?))).collect()
    }

    /// From now on something is wrong with the file whose path ends so.
    pub fn spoil(&self, path: &str, fault: Fault) {
        self.spoil_for(For::All, path, fault);
    }

    pub fn spoil_for(&self, requests: For, path: &str, fault: Fault) {
        self.behaviour.lock().unwrap().faults.insert(path.to_owned(), (fault, requests));
    }

    /// From now on all is well.
    pub fn mend(&self) {
        self.behaviour.lock().unwrap().faults.clear();
    }
}

/// The folder with the built page, built once.
fn built() -> &'static Path {
    static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dist");
        let built = program().args(["build", "--out"]).arg(&out).stdout(std::io::stderr()).status().unwrap();
        assert!(built.success());
        out
    });
    &BUILT
}

impl Behaviour {
    fn fault(&self, path: &str, headers: &HeaderMap) -> Option<Fault> {
        let is_for = |requests| match requests {
            For::All => true,
            For::Fetch => headers.get("sec-fetch-dest").is_some_and(|destination| destination == "empty"),
            For::ServiceWorker => headers.contains_key("service-worker"),
        };
        let hits = |(end, (_, requests)): &(&String, &(Fault, For))| path.ends_with(*end) && is_for(*requests);
        self.faults.iter().find(hits).map(|(_, (fault, _))| *fault)
    }
}

async fn answer(State(behaviour): State<Arc<Mutex<Behaviour>>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let asked = request.headers().clone();
    *behaviour.lock().unwrap().requests.entry(path.clone()).or_default() += 1;
    let fault = || behaviour.lock().unwrap().fault(&path, &asked);
    while let Some(Fault::Late) = fault() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let fault = fault();
    let mut response = next.run(request).await;
    match fault {
        None | Some(Fault::Late) => {}
        Some(Fault::NotFound) => {
            response = (StatusCode::NOT_FOUND, [("content-type", "text/html")], "<h1>Not found</h1>").into_response();
        }
        Some(Fault::Html) => response = ([("content-type", "text/html")], "<h1>Welcome</h1>").into_response(),
        Some(Fault::Moved(to)) => response = (StatusCode::FOUND, [("location", to)]).into_response(),
        Some(Fault::Truncated(length)) => {
            response = changed(response, |content| content[..length].to_vec()).await;
        }
        Some(Fault::Dropped(length)) => {
            let (parts, body) = response.into_parts();
            let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let pieces = [Ok(whole.slice(..length)), Err(std::io::Error::other("the connection breaks"))];
            response = Response::from_parts(parts, Body::from_stream(futures_util::stream::iter(pieces)));
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
    for (start, name, value) in &behaviour.lock().unwrap().headers {
        if path.starts_with(start) {
            response.headers_mut().insert(name.clone(), value.clone());
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
