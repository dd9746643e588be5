//! The program over real HTTP: what it serves, what it refuses, and what it says when it cannot.

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use support::http::{Answer, request, request_with};
use support::program::{program, serve};

const WASM: &str = "www/pkg/parallel_sum_bg.wasm";

/// A header of an answer.
fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let (_, value) = answer.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(value)
}

#[test]
fn the_page_and_its_parts_come_with_their_types_and_the_headers_that_isolate_them() {
    let (_server, address) = serve();
    for (path, mime) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/isolate.js", "text/javascript"),
        ("/www/lesson/page.css", "text/css"),
        ("/www/icon.svg", "image/svg+xml"),
        ("/www/parallel-sum.js", "text/javascript"),
        ("/www/workers/coordinator.js", "text/javascript"),
        ("/www/pkg/parallel_sum.js", "text/javascript"),
        ("/www/pkg/parallel_sum_bg.wasm", "application/wasm"),
    ] {
        let answer = request(&address, "GET", path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.is_empty(), "{path}");
        for (name, value) in [
            ("content-type", mime),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-cache"),
            ("access-control-allow-origin", "*"),
        ] {
            assert_eq!(header(&answer, name), Some(value), "{path} {name}");
        }
        let policy = header(&answer, "content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(policy.ends_with("frame-ancestors 'self'"), "{policy}");
        assert_eq!(header(&answer, "document-isolation-policy"), None, "{path}");
    }
}

#[test]
fn the_page_for_frames_may_be_shown_by_any_other_and_is_isolated_on_its_own() {
    let (_server, address) = serve();
    let answer = request(&address, "GET", "/www/embed.html?n=1e8");
    assert_eq!(answer.status, 200);
    assert_eq!(header(&answer, "document-isolation-policy"), Some("isolate-and-credentialless"));
    assert_eq!(
        header(&answer, "cross-origin-embedder-policy"),
        Some("require-corp"),
        "pages that are isolated ask for it"
    );
    assert_eq!(header(&answer, "cross-origin-resource-policy"), Some("cross-origin"));
    let policy = header(&answer, "content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("frame-ancestors"), "{policy}");
}

/// Hosts join what several rules say of one header, which makes nonsense of it.
#[test]
fn no_two_rules_for_hosts_name_the_same_header() {
    let rules = include_str!("../_headers");
    let mut names: Vec<_> =
        rules.lines().filter_map(|line| Some(line.strip_prefix("  ")?.split_once(": ")?.0)).collect();
    let count = names.len();
    assert!(count > 5, "{names:?}");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{rules}");
}

#[test]
fn the_wasm_weighs_at_most_45_kb_after_gzip() {
    let (_server, address) = serve();
    let wasm = request(&address, "GET", "/www/pkg/parallel_sum_bg.wasm").body;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&wasm).unwrap();
    let size = gzip.finish().unwrap().len();
    assert!(size <= 45_000, "{size} bytes");
}

#[test]
fn who_takes_compressed_answers_gets_them_and_who_does_not_gets_the_same_content() {
    let (_server, address) = serve();
    for path in ["/", "/www/parallel-sum.js", "/www/lesson/page.css", "/www/pkg/parallel_sum_bg.wasm"] {
        let plain = request(&address, "GET", path);
        assert_eq!(header(&plain, "content-encoding"), None, "{path}");
        let packed = request_with(&address, "GET", path, "Accept-Encoding: gzip, deflate, br\r\n");
        assert_eq!((packed.status, header(&packed, "content-encoding")), (200, Some("gzip")), "{path}");
        assert!(header(&packed, "vary").is_some_and(|vary| vary.eq_ignore_ascii_case("accept-encoding")), "{path}");
        for name in ["content-type", "cache-control", "cross-origin-opener-policy", "content-security-policy"] {
            assert_eq!(header(&packed, name), header(&plain, name), "{path} {name}");
        }
        let body =
            if header(&packed, "transfer-encoding") == Some("chunked") { joined(&packed.body) } else { packed.body };
        assert!(body.len() < plain.body.len(), "{path}");
        let mut content = Vec::new();
        GzDecoder::new(body.as_slice()).read_to_end(&mut content).unwrap();
        assert_eq!(content, plain.body, "{path}");
        let head = request_with(&address, "HEAD", path, "Accept-Encoding: gzip\r\n");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
    }
}

/// A body that came in chunks, each after its length in hexadecimal digits (RFC 9112, 7.1).
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    loop {
        let end = chunks.windows(2).position(|it| it == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return content;
        }
        content.extend(&chunks[end + 2..][..length]);
        chunks = &chunks[end + 2 + length + 2..];
    }
}

#[test]
fn no_path_leads_out_of_the_served_folder_whatever_its_encoding() {
    let (_server, address) = serve();
    let climbs = ["..", "%2e%2e", "%2E.", ".%2e", "..%00", "%252e%252e", "..;", "%c0%ae%c0%ae", "%u002e%u002e"];
    let separators = ["/", "%2f", "%2F", "\\", "%5c", "%252f", "//"];
    let manifest = env!("CARGO_MANIFEST_DIR");
    let mut paths = vec![format!("/{manifest}/Cargo.toml"), format!("/{manifest}//Cargo.toml"), "/%00".to_owned()];
    for climb in climbs {
        for separator in separators {
            for start in ["/", "/www/", "/www/pkg/", ""] {
                for depth in 1..=4 {
                    paths.push(format!("{start}{}Cargo.toml", format!("{climb}{separator}").repeat(depth)));
                }
                paths.push(format!("{start}{}etc/passwd", format!("{climb}{separator}").repeat(20)));
            }
        }
    }
    for path in paths {
        let answer = request(&address, "GET", &path);
        assert!(answer.status >= 400, "{path}: {:?}", answer.headers);
        let body = String::from_utf8_lossy(&answer.body);
        assert!(!body.contains("[package]") && !body.contains("root:"), "{path}");
    }
}

#[test]
fn only_get_and_head_are_allowed_and_head_has_no_body() {
    let (_server, address) = serve();
    for path in ["/", "/www/parallel-sum.js"] {
        let head = request(&address, "HEAD", path);
        assert_eq!((head.status, head.body.len()), (200, 0));
        let length = request(&address, "GET", path).body.len().to_string();
        assert_eq!(header(&head, "content-length"), Some(&*length));
        for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            assert_eq!(request(&address, method, path).status, 405, "{method} {path}");
        }
    }
}

#[test]
fn the_server_is_reached_through_127_0_0_1_only() {
    let (_server, address) = serve();
    let port = address.rsplit_once(':').unwrap().1;
    assert!(TcpStream::connect(format!("127.0.0.1:{port}")).is_ok());
    for other in ["127.0.0.2", "[::1]"] {
        assert!(TcpStream::connect(format!("{other}:{port}")).is_err(), "{other}");
    }
}

#[test]
fn a_port_in_use_is_an_error_that_names_it_and_the_way_out() {
    let (_server, address) = serve();
    let port = address.rsplit_once(':').unwrap().1;
    fails(&["serve", "--no-open", "--port", port], &[&format!("port {port}"), "--port 0"]);
}

#[test]
fn a_build_mirrors_the_sources_and_a_second_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/dist");
    let build = || program().args(["build", "--out"]).arg(&out).status().unwrap().success();
    assert!(build());
    for name in [
        "index.html",
        "isolate.js",
        "_headers",
        "www/embed.html",
        "www/parallel-sum.js",
        "www/workers/coordinator.js",
        "parallel-sum.html",
        WASM,
    ] {
        assert!(out.join(name).is_file(), "{name}");
    }
    for name in ["isolate.js", "_headers", "www/icon.svg"] {
        let source = fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert_eq!(fs::read(out.join(name)).unwrap(), source, "{name}");
    }

    let modified = || {
        let modified = |name| fs::metadata(out.join(name)).unwrap().modified().unwrap();
        ["parallel-sum.html", WASM].map(modified)
    };
    let before = modified();
    // A file of an earlier version of the page, which had it built, and one that somebody else put there.
    let list = out.join("www/pkg/files.txt");
    fs::write(&list, fs::read_to_string(&list).unwrap() + "www/old.js\n../outside.txt\n").unwrap();
    for name in ["www/old.js", "CNAME", "../outside.txt"] {
        fs::write(out.join(name), "").unwrap();
    }
    assert!(build());
    assert_eq!(modified(), before);
    assert!(!out.join("www/old.js").exists(), "what a build no longer writes goes");
    assert!(out.join("CNAME").exists() && out.join("../outside.txt").exists(), "what no build wrote stays");
}

/// Browsers see to it that the page speaks it; this is about the code, which is no name that JavaScript allows.
#[test]
fn a_language_of_any_code_gets_into_the_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let [page, out] = ["dist", "packed"].map(|name| folder.path().join(name));
    assert!(program().args(["build", "--out"]).arg(&page).status().unwrap().success());
    let texts = page.join("www/pkg/lang");
    fs::write(texts.join("pt-BR.js"), "export default {n:'Soma de 1 a'};").unwrap();
    fs::write(texts.join("pt-BR.page.js"), "export default {lead:'Um blog soma'};").unwrap();
    let pack = |page, out| {
        let mut pack = Command::new(env!("CARGO"));
        pack.current_dir(env!("CARGO_MANIFEST_DIR")).args(["run", "--quiet", "--locked", "--features=pack"]);
        pack.args(["--bin=pack", "--"]).args::<[&Path; 2], _>([page, out]).status().unwrap().success()
    };
    assert!(pack(&page, &out));
    let html = fs::read_to_string(out.join("parallel-sum.html")).unwrap();
    assert_eq!(html.matches("pt-BR").count(), 2, "the element's texts and the page's");
    assert!(html.contains("Soma de 1 a") && html.contains("Um blog soma"));
}

#[test]
fn a_build_for_an_address_lets_sites_that_know_oembed_show_the_element() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("page");
    let build = |url: &[&str]| program().args(["build", "--out"]).arg(&out).args(url).status().unwrap().success();
    assert!(build(&["--url", "https://sums.example/parallel-sum/"]));
    for page in ["index.html", "www/embed.html"] {
        let html = fs::read_to_string(out.join(page)).unwrap();
        let link = r#"<link rel="alternate" type="application/json+oembed" title="parallel-sum" href="https://sums.example/parallel-sum/oembed.json">"#;
        assert!(html[..html.find("</head>").unwrap()].contains(link), "{page}");
    }
    let text = fs::read_to_string(out.join("oembed.json")).unwrap();
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((described["version"].as_str(), described["type"].as_str()), (Some("1.0"), Some("rich")));
    assert!(described["width"].is_u64() && described["height"].is_u64(), "{text}");
    let html = described["html"].as_str().unwrap();
    assert!(
        html.starts_with(r#"<iframe src="https://sums.example/parallel-sum/www/embed.html?view=compact""#),
        "{html}"
    );

    assert!(build(&[]), "without an address");
    assert!(!out.join("oembed.json").exists());
    assert!(!fs::read_to_string(out.join("www/embed.html")).unwrap().contains("oembed"));

    let out = out.to_str().unwrap();
    for url in ["sums.example", "javascript:alert(1)", "https://sums.example/\"><script>", "https://"] {
        fails(&["build", "--out", out, "--url", url], &[url, "--url", "https://"]);
    }
}

#[test]
fn a_build_refuses_folders_that_hold_something_else_and_leaves_them_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thesis.txt");
    fs::write(&file, "years of work").unwrap();
    fs::create_dir_all(folder.path().join("www/pkg")).unwrap();
    fails(&["build", "--out", folder.path().to_str().unwrap()], &["not empty", "--out"]);
    fails(&["build", "--out", file.to_str().unwrap()], &["is a file", "--out"]);
    fails(&["build", "--out", env!("CARGO_MANIFEST_DIR")], &["not empty", "--out"]);
    assert_eq!(fs::read_to_string(file).unwrap(), "years of work");
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_says_what_to_check() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let below = file.join("dist");
    fails(&["build", "--out", below.to_str().unwrap()], &["cannot write", "check that you may write"]);
}

#[test]
fn a_missing_compiler_is_an_error_that_lists_the_commands() {
    let nowhere = tempfile::tempdir().unwrap();
    let output = program().arg("build").env("PATH", nowhere.path()).current_dir(nowhere.path()).output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(message.contains("rustup component add rust-src"), "{message}");
    assert!(message.contains("apt-get install rustc-web cargo-web rust-web-src lld-22"), "{message}");
}

/// Runs the program, which is to fail with a message that contains `hints`.
fn fails(arguments: &[&str], hints: &[&str]) {
    let output = program().args(arguments).output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{arguments:?}");
    for hint in hints {
        assert!(message.contains(hint), "{arguments:?}: {message}");
    }
}
