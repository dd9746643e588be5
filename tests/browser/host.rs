//! Static hosts: the page as `cargo run` serves it, and hosts as authors have them, with few headers or none, below a
//! folder, with pages of their own beside the built ones, with things that go wrong. They count what is asked of them.
//! Each has an origin that no other host of the tests ever has.

use std::collections::{HashMap, HashSet};
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
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

use crate::support::http;
use crate::support::program::{program, serve};

/// How long the page that is served measures, and waits for what may never come.
#[derive(Clone, Copy, PartialEq)]
pub enum Constants {
    /// As long as it does for readers.
    True,
    /// It is content with what it measures in a moment.
    Quick,
    /// It loses its patience soon, too, until `isPatient` is set in its window: on a busy machine that might be too soon
    /// for what is well.
    Impatient,
}

/// Stands in the file whose path ends so; what stands there instead for a page that is [`Constants::Quick`].
const QUICK: [(&str, &str, &str); 5] = [
    ("/sampling.js", "const SECONDS = 3;", "const SECONDS = 0.3;"),
    ("/sampling.js", "const SECONDS_IN_MEMORY = 1;", "const SECONDS_IN_MEMORY = 0.1;"),
    ("/sampling.js", "const WARM_UP_IN_MEMORY = 500_000n;", "const WARM_UP_IN_MEMORY = 200_000n;"),
    ("/sampling.js", "const WARM_UP = 50_000_000n;", "const WARM_UP = 10_000_000n;"),
    ("/watch.js", "const PROGRESS_INTERVAL = 500;", "const PROGRESS_INTERVAL = 200;"),
];

/// What stands there besides for one that is [`Constants::Impatient`].
const IMPATIENT: [(&str, &str, &str); 4] = [
    ("/watch.js", "const LIMIT = 10;", "const LIMIT = 2;"),
    (
        "/team.js",
        "const START_LIMIT = 30_000;",
        "const START_LIMIT = { valueOf: () => (self.isPatient ? 30_000 : 2_000) };",
    ),
    (
        "/spawn.js",
        "const GREETING_LIMIT = 15_000;",
        "const GREETING_LIMIT = { valueOf: () => (self.isPatient ? 15_000 : 1_000) };",
    ),
    (
        "/files.js",
        "const FETCH_LIMIT = 30_000;",
        "const FETCH_LIMIT = { valueOf: () => (self.isPatient ? 30_000 : 2_000) };",
    ),
];

impl Constants {
    fn changes(self) -> Vec<(&'static str, &'static str, &'static str)> {
        match self {
            Self::True => vec![],
            Self::Quick => QUICK.to_vec(),
            Self::Impatient => [&QUICK[..], &IMPATIENT].concat(),
        }
    }
}

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
    /// It is that of another version.
    Older,
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
    /// Those that a cache may answer.
    Cached,
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
    /// Where the page is, without a slash at the end.
    pub address: String,
    behaviour: Arc<Mutex<Behaviour>>,
    folder: PathBuf,
    root: TempDir,
    server: JoinHandle<std::io::Result<()>>,
}

impl Drop for Host {
    fn drop(&mut self) {
        self.mend(); // what is late would wait for ever
        self.server.abort();
    }
}

impl Host {
    /// Serves the page's own sources as `cargo run` does, with the same headers, until it is dropped.
    pub async fn as_served(constants: Constants) -> Self {
        Self::of_sources(constants, true).await
    }

    /// The same without the headers that isolate the page, and so that it does not isolate itself.
    pub async fn as_served_without_isolation(constants: Constants) -> Self {
        Self::of_sources(constants, false).await
    }

    async fn of_sources(constants: Constants, isolated: bool) -> Self {
        let mut changes = constants.changes();
        if !isolated {
            changes.push(("/", "isolate.js", "no-isolate.js"));
        }
        for (end, from, _) in &changes {
            let is_there = |(path, file): (&String, &Served)| path.ends_with(end) && file.text().contains(from);
            assert_eq!(served().iter().filter(|it| is_there(*it)).count(), 1, "{from} is in no file {end}");
        }
        let answer = async move |request: Request| {
            let path = request.uri().path();
            let Some(file) = served().get(path) else { return StatusCode::NOT_FOUND.into_response() };
            let mut content = file.content.clone();
            for (_, from, to) in changes.iter().filter(|(end, ..)| path.ends_with(end)) {
                content = String::from_utf8(content).unwrap().replacen(from, to, 1).into_bytes();
            }
            let mut headers = file.headers.clone();
            if !isolated {
                for name in ["cross-origin-opener-policy", "cross-origin-embedder-policy"] {
                    headers.remove(name);
                }
            }
            (headers, content).into_response()
        };
        let root = tempfile::tempdir().unwrap();
        Self::serve(Router::new().fallback(answer), root, "").await
    }

    /// Serves the page as `cargo run -- build` writes it, with the headers that isolate it, or without and so that it
    /// does not isolate itself, until it is dropped.
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
        Self::serve(Router::new().fallback_service(ServeDir::new(root.path())), root, folder).await
    }

    /// Serves what a tool has made, below a path such as `/docs` and without any header.
    pub async fn of_folder(made: &Path, folder: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        copy_folder(made, &root.path().join(folder.trim_start_matches('/')));
        Self::serve(Router::new().fallback_service(ServeDir::new(root.path())), root, folder).await
    }

    async fn serve(files: Router, root: TempDir, folder: &str) -> Self {
        let behaviour = Arc::<Mutex<Behaviour>>::default();
        let router = files.layer(middleware::from_fn_with_state(behaviour.clone(), answer));
        let listener = listen().await;
        let address = format!("http://{}{folder}", listener.local_addr().unwrap());
        let server = tokio::spawn(axum::serve(listener, router).into_future());
        let folder = root.path().join(folder.trim_start_matches('/'));
        Self { address, behaviour, folder, root, server }
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

    /// Puts what is in a folder of the author's beside the built files.
    pub fn put_folder(&self, made: &Path) {
        copy_folder(made, &self.folder);
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

    /// How often each path was asked for.
    pub fn all_requests(&self) -> HashMap<String, usize> {
        self.behaviour.lock().unwrap().requests.clone()
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

/// Listens on a port that no host had before, as a browser keeps what an origin stored for as long as it runs.
async fn listen() -> TcpListener {
    static HAD: LazyLock<Mutex<HashSet<u16>>> = LazyLock::new(Mutex::default);
    let mut taken = vec![];
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        if HAD.lock().unwrap().insert(listener.local_addr().unwrap().port()) {
            return listener;
        }
        taken.push(listener); // lest it is offered again at once
    }
}

/// A file as `cargo run` serves it.
struct Served {
    headers: HeaderMap,
    content: Vec<u8>,
}

impl Served {
    fn text(&self) -> &str {
        str::from_utf8(&self.content).unwrap_or_default()
    }
}

/// What `cargo run` serves, by path, asked for once.
fn served() -> &'static HashMap<String, Served> {
    static SERVED: LazyLock<HashMap<String, Served>> = LazyLock::new(|| {
        let (_server, address) = serve();
        let file = |path: String| {
            let answer = http::request(&address, "GET", &path);
            assert_eq!(answer.status, 200, "{path}");
            let mut headers = HeaderMap::new();
            for (name, value) in &answer.headers {
                headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
            }
            // A browser that asks whether a file has changed would have to be told.
            for name in ["connection", "content-length", "date", "last-modified"] {
                headers.remove(name);
            }
            (path, Served { headers, content: answer.body })
        };
        let list = String::from_utf8(http::request(&address, "GET", "/www/pkg/files.txt").body).unwrap();
        list.lines().map(|name| format!("/{name}")).chain(["/".to_owned()]).map(file).collect()
    });
    &SERVED
}

/// The folder with the built page, built once.
pub fn built() -> &'static Path {
    static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dist");
        let built = program().args(["build", "--out"]).arg(&out).stdout(std::io::stderr()).status().unwrap();
        assert!(built.success());
        out
    });
    &BUILT
}

/// Copies what is in one folder into another, which may be there already.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// That of the built page.
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let module = fs::read_to_string(built().join("www/pkg/version.js")).unwrap();
        module.split(['"', '`', '\'']).nth(1).unwrap().to_owned()
    });
    &VERSION
}

impl Behaviour {
    fn fault(&self, path: &str, headers: &HeaderMap) -> Option<Fault> {
        let is_for = |requests| match requests {
            For::All => true,
            For::Cached => headers.get("cache-control").is_none_or(|control| control != "no-cache"),
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
            let (mut parts, body) = response.into_parts();
            let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            parts.headers.insert("content-length", whole.len().into());
            let pieces = [Ok(whole.slice(..length)), Err(std::io::Error::other("the connection breaks"))];
            response = Response::from_parts(parts, Body::from_stream(futures_util::stream::iter(pieces)));
        }
        Some(Fault::Older) => {
            response = changed(response, |mut content| {
                let version = version().as_bytes();
                let at = content.windows(version.len()).position(|it| it == version).expect("it has a version");
                content[at..at + version.len()].fill(b'0');
                content
            })
            .await;
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
