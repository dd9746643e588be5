//! The built folder as an npm package: what npm, bundlers and editors find in it, and what TypeScript makes of its types.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the types of each framework call what listens to `parallel-sum-result`.
const LISTENERS: [(&str, &str); 5] = [
    ("jsx.d.ts", "onparallel-sum-result"),
    ("preact.d.ts", "onparallel-sum-result"),
    ("solid.d.ts", "on:parallel-sum-result"),
    ("svelte.d.ts", "onparallel-sum-result"),
    ("vue.d.ts", "onParallelSumResult"),
];

/// The built folder, built once.
fn built() -> &'static Path {
    static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dist");
        let built = program(&["build", "--out", out.to_str().unwrap()], Path::new(ROOT));
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        out
    });
    &BUILT
}

/// Runs the program on the sources in a folder.
fn program(arguments: &[&str], sources: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_parallel-sum"));
    program.args(arguments).env("CARGO_MANIFEST_DIR", sources).current_dir(ROOT).output().unwrap()
}

fn text(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json_of(path: impl AsRef<Path>) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

/// The files that the build wrote, but for the list of them, by their paths.
fn written() -> BTreeSet<String> {
    text(built().join("www/pkg/files.txt")).lines().map(str::to_owned).collect()
}

fn description() -> Value {
    toml::from_str(&text(Path::new(ROOT).join("www/element.toml"))).unwrap()
}

/// The names in a list of the description, or of what is made from it.
fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect()
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_description() {
    let output = program(&["readme", "--check"], Path::new(ROOT));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn tables_that_are_old_are_told_with_what_they_should_be_and_are_renewed() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path();
    fs::create_dir_all(sources.join("www/lang")).unwrap();
    for name in ["README.md", "www/element.toml", "www/lang/en.toml", "www/lang/ko.toml"] {
        fs::copy(Path::new(ROOT).join(name), sources.join(name)).unwrap();
    }
    let change = |name: &str, from: &str, to: &str| {
        let text = text(sources.join(name));
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(sources.join(name), text.replace(from, to)).unwrap();
    };
    change("www/element.toml", "allowed = [1, 256]", "allowed = [1, 1_024]");
    let output = program(&["readme", "--check"], sources);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(told.contains("cargo run -- readme") && told.contains("| `threads` | 1 to 1,024 |"), "{told}");
    assert!(!told.contains("`--parallel-sum-accent`"), "the other tables are as they were: {told}");

    assert!(program(&["readme"], sources).status.success());
    assert!(program(&["readme", "--check"], sources).status.success());
    let before = text(Path::new(ROOT).join("README.md"));
    assert_eq!(
        text(sources.join("README.md")),
        before.replace("| `threads` | 1 to 256 |", "| `threads` | 1 to 1,024 |")
    );

    change("README.md", "<!-- end of parts -->", "");
    let output = program(&["readme"], sources);
    assert!(String::from_utf8(output.stderr).unwrap().contains("<!-- end of parts -->"));
}

#[test]
fn the_package_is_that_of_cargo_toml_and_leads_to_files_that_are_there() {
    let package = json_of(built().join("package.json"));
    assert_eq!(package["name"], env!("CARGO_PKG_NAME"));
    assert_eq!(package["version"], VERSION);
    assert_eq!(package["description"], env!("CARGO_PKG_DESCRIPTION"));
    assert_eq!(package["license"], env!("CARGO_PKG_LICENSE"));
    assert_eq!(package["type"], "module");
    for absent in ["scripts", "dependencies", "devDependencies", "private", "author"] {
        assert!(package.get(absent).is_none(), "{absent}");
    }
    let stated = |url: &str| if url.is_empty() { Value::Null } else { url.into() };
    assert_eq!(package["homepage"], stated(env!("CARGO_PKG_HOMEPAGE")));
    assert_eq!(package["repository"].is_null(), env!("CARGO_PKG_REPOSITORY").is_empty());

    let exports = package["exports"].as_object().unwrap();
    let subpaths: BTreeSet<_> = exports.keys().map(String::as_str).collect();
    let expected = [
        ".",
        "./classic",
        "./anywidget",
        "./jsx",
        "./preact",
        "./solid",
        "./svelte",
        "./vue",
        "./isolate.js",
        "./custom-elements.json",
        "./result.schema.json",
        "./package.json",
        "./www/*",
    ];
    assert_eq!(subpaths, BTreeSet::from(expected));
    assert_eq!(exports["."], json!({ "types": "./parallel-sum.d.ts", "default": "./parallel-sum.js" }));
    let fields = ["main", "module", "types", "customElements", "web-types", "jsdelivr", "unpkg"];
    let mut targets: Vec<_> = fields.map(|field| package[field].as_str().unwrap()).to_vec();
    for target in exports.values() {
        match target {
            Value::String(path) => targets.push(path),
            conditions => targets.extend(conditions.as_object().unwrap().values().map(|it| it.as_str().unwrap())),
        }
    }
    for target in targets {
        let path = built().join(target.strip_prefix("./").unwrap().trim_end_matches('*'));
        assert!(path.is_file() || (target.ends_with("/*") && path.is_dir()), "{target} is not there");
    }
}

/// A bundler leaves out what it takes for a module without effects and finds unused, and the element would not be defined.
#[test]
fn no_script_that_can_be_imported_counts_as_one_without_effects() {
    let package = json_of(built().join("package.json"));
    let effects: BTreeSet<_> =
        package["sideEffects"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let scripts: Vec<_> = written().into_iter().filter(|path| path.ends_with(".js")).collect();
    for script in scripts.iter().map(|path| format!("./{path}")) {
        assert!(effects.contains(&*script) || script.starts_with("./www/"), "{script}");
    }
    assert!(scripts.len() > 20 && effects.contains("./www/**"));
}

#[test]
fn the_package_names_all_that_the_build_wrote_and_nothing_else() {
    let package = json_of(built().join("package.json"));
    let named: BTreeSet<_> = package["files"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let written = written();
    let tops = written.iter().map(|path| path.split('/').next().unwrap()).filter(|top| *top != "package.json");
    assert_eq!(named, tops.collect());
    for name in ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "isolate.js", "parallel-sum.html", "www"]
    {
        assert!(named.contains(name), "{name}");
    }
    for (name, source) in [("README.md", "README.md"), ("result.schema.json", "www/result.schema.json")] {
        assert_eq!(text(built().join(name)), text(Path::new(ROOT).join(source)));
    }
    assert!(!written.iter().any(|path| path.ends_with(".toml")), "{written:?}");
}

#[test]
fn the_types_have_all_that_is_described_and_each_result() {
    let types = text(built().join("parallel-sum.d.ts"));
    let description = description();
    let has = |part: &str| assert!(types.contains(part), "{part} is missing from {types}");
    for name in names(&description["attributes"]).into_iter().filter(|name| *name != "lang") {
        let property = property(name);
        has(&format!("  get {property}(): "));
        has(&format!("  set {property}(value: "));
    }
    names(&description["methods"]).into_iter().for_each(|name| has(&format!("  {name}(")));
    names(&description["properties"]).into_iter().for_each(|name| has(&format!("  readonly {name}: ")));
    for event in names(&description["events"]) {
        has(&format!("  \"{event}\": CustomEvent<"));
        for (file, listener) in LISTENERS {
            let key = listener.replace("parallel-sum-result", event).replace("ParallelSumResult", &pascal(event));
            assert!(text(built().join(file)).contains(&format!("\"{key}\"?: ")), "{key} is missing from {file}");
        }
    }
    let schema = json_of(Path::new(ROOT).join("www/result.schema.json"));
    let objects = schema["$defs"].as_object().unwrap().iter().filter(|(_, it)| it.get("properties").is_some());
    for (name, object) in objects {
        let start = format!("export interface {} {{\n", pascal(name));
        let body =
            types.split_once(&start).unwrap_or_else(|| panic!("{start} is missing")).1.split_once("\n}").unwrap().0;
        for property in object["properties"].as_object().unwrap().keys() {
            let is_there = |mark| format!("\n{body}").contains(&format!("\n  {property}{mark}: "));
            let is_required = object["required"].as_array().unwrap().iter().any(|it| it == property);
            assert!(is_there(if is_required { "" } else { "?" }), "{name}.{property} is missing from {body}");
        }
    }
    has("export type Result = Measurement | GpuMeasurement | Comparison | Sweep | Growth | Race;");
    has("  lanes?: readonly LaneName[] | null | undefined;");
    has(&format!("parallel-sum {VERSION}."));
    assert!(!types.contains(" Attributes "), "a type of that name is one of JSX's");
    assert!(!types.contains("import "), "where nothing else is there it must do");
}

/// The property of an attribute.
fn property(attribute: &str) -> String {
    let (first, rest) = attribute.split_once('-').unwrap_or((attribute, ""));
    first.to_owned() + &if rest.is_empty() { String::new() } else { pascal(rest) }
}

/// A name in parts, the first letter of each large and nothing between them.
fn pascal(name: &str) -> String {
    name.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

#[test]
fn what_editors_know_is_what_is_described() {
    let description = description();
    let described = |list: &str| names(&description[list]);
    let manifest = json_of(built().join("custom-elements.json"));
    let class = &manifest["modules"][0]["declarations"][0];
    assert_eq!((&class["tagName"], &class["name"]), (&description["tag"], &description["class"]));
    for (told, list) in
        [("attributes", "attributes"), ("events", "events"), ("cssProperties", "cssProperties"), ("cssParts", "parts")]
    {
        assert_eq!(names(&class[told]), described(list), "{told}");
    }
    let attributes = described("attributes").into_iter().filter(|name| *name != "lang").map(property);
    let others = ["methods", "properties"].into_iter().flat_map(described).map(str::to_owned);
    let members: BTreeSet<_> = attributes.chain(others).collect();
    assert_eq!(names(&class["members"]), members.iter().map(String::as_str).collect());

    let web_types = json_of(built().join("web-types.json"));
    assert_eq!(web_types["version"], VERSION);
    let element = &web_types["contributions"]["html"]["elements"][0];
    assert_eq!(element["name"], description["tag"]);
    assert_eq!(names(&element["attributes"]), described("attributes"));
    assert_eq!(names(&element["js"]["events"]), described("events"));
    assert_eq!(names(&element["css"]["properties"]), described("cssProperties"));
    assert_eq!(names(&element["css"]["parts"]), described("parts"));

    let tag = &json_of(built().join("vscode.html-custom-data.json"))["tags"][0];
    assert_eq!(tag["name"], description["tag"]);
    assert_eq!(names(&tag["attributes"]), described("attributes"));
    let values = |name: &str| {
        let attributes = tag["attributes"].as_array().unwrap();
        names(&attributes.iter().find(|it| it["name"] == name).unwrap()["values"])
    };
    assert_eq!(values("schedule"), BTreeSet::from(["dynamic", "static"]));
    let languages = fs::read_dir(Path::new(ROOT).join("www/lang")).unwrap().map(|it| it.unwrap().path());
    let languages = languages.filter(|path| path.extension().is_some_and(|it| it == "toml"));
    let languages: BTreeSet<_> = languages.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(values("lang"), languages.iter().map(String::as_str).collect());
}

#[test]
fn the_changelog_tells_of_this_version_or_of_what_is_not_released_yet() {
    let changelog = text(Path::new(ROOT).join("CHANGELOG.md"));
    let entries: Vec<_> = changelog.split("\n## ").skip(1).collect();
    let newest = entries.first().expect("it has an entry");
    let is_of_this = newest.starts_with(&format!("[{VERSION}] - "));
    assert!(is_of_this || newest.starts_with("[Unreleased]\n"), "{newest}");
    for entry in entries {
        assert!(entry.contains("\n### ") && entry.contains("\n- "), "{entry} says nothing");
    }
}

/// Without that nothing is published.
#[cfg(unix)]
#[test]
fn a_tag_is_told_of_by_the_changelog_and_is_that_of_cargo_toml() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".ci")).unwrap();
    for name in [".ci/notes", "Cargo.toml"] {
        fs::copy(Path::new(ROOT).join(name), folder.path().join(name)).unwrap();
    }
    let notes = |changelog: &str, tag: &str| {
        fs::write(folder.path().join("CHANGELOG.md"), changelog).unwrap();
        let output = Command::new("bash").args([".ci/notes", tag]).current_dir(folder.path()).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap());
        if output.status.success() { Ok(out) } else { Err(err) }
    };
    let tag = format!("v{VERSION}");
    let entries = |heading: &str| {
        format!("# Changelog\n\n## {heading}\n\n### Added\n\n- It.\n\n## [0.0.9] - 2026-01-02\n\n- Old.\n")
    };
    let dated = entries(&format!("[{VERSION}] - 2026-12-01"));
    assert_eq!(notes(&dated, &tag).unwrap().trim(), "### Added\n\n- It.");
    for other in ["v0.0.9", VERSION, "v", "v0.1.0; echo", "$(echo)"] {
        assert!(notes(&dated, other).unwrap_err().contains("Cargo.toml"), "{other}");
    }
    for heading in
        ["[Unreleased]", &format!("[{VERSION}]"), &format!("[{VERSION}] - Unreleased"), "[9.9.9] - 2026-12-01"]
    {
        assert!(notes(&entries(heading), &tag).unwrap_err().contains("CHANGELOG.md"), "{heading}");
    }
    assert!(notes(&format!("## [{VERSION}] - 2026-12-01\n\n## [0.0.9] - 2026-01-02\n\n- Old.\n"), &tag).is_err());
}

/// The package as npm packs it, beside the frameworks that its types are for, in a folder below `target`. Takes npm and a
/// network: `cargo test --test package -- --ignored`.
#[test]
#[ignore = "takes npm and a network"]
fn npm_packs_what_is_published_and_typescript_refuses_every_misspelling() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm");
    let samples = Path::new(ROOT).join("tests/types");
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(&samples).unwrap().map(|it| it.unwrap()) {
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    run(&folder, "npm", &["install", "--ignore-scripts", "--no-audit", "--no-fund"]);

    let told: Value =
        serde_json::from_str(&run(&folder, "npm", &["pack", built().to_str().unwrap(), "--json"])).unwrap();
    let told = told.get(0).or_else(|| told.get("parallel-sum")).unwrap(); // older and newer versions of npm
    let packed: BTreeSet<_> = told["files"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    let mut expected = written();
    expected.insert("www/pkg/files.txt".to_owned());
    assert_eq!(packed, expected.iter().map(String::as_str).collect());

    let beside = folder.join("node_modules/parallel-sum");
    if beside.exists() {
        fs::remove_dir_all(&beside).unwrap();
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let alone = elsewhere.path();
    for place in [&beside, &alone.join("node_modules/parallel-sum")] {
        fs::create_dir_all(place).unwrap();
        let archive = told["filename"].as_str().unwrap();
        run(&folder, "tar", &["-xzf", archive, "--strip-components=1", "-C", place.to_str().unwrap()]);
    }
    let tsc = folder.join("node_modules/typescript/bin/tsc");
    let tsc = tsc.to_str().unwrap();
    run(&folder, "node", &[tsc, "-p", "."]);
    fs::copy(samples.join("bare.ts"), alone.join("bare.ts")).unwrap();
    fs::write(alone.join("package.json"), r#"{ "type": "module" }"#).unwrap();
    for (module, resolution) in [("esnext", "bundler"), ("nodenext", "nodenext")] {
        let how = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022"];
        let where_from = ["--module", module, "--moduleResolution", resolution, "bare.ts"];
        run(alone, "node", &[&[tsc][..], &how, &where_from].concat());
    }

    let schema = json_of(folder.join("node_modules/custom-elements-manifest/schema.json"));
    let manifest = json_of(beside.join("custom-elements.json"));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<_> = validator.iter_errors(&manifest).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");

    // Where there is no DOM, as on a server that renders, the module is there and does nothing.
    let script = "const { ParallelSumElement } = await import('parallel-sum'); console.log(typeof ParallelSumElement)";
    assert_eq!(run(&folder, "node", &["--input-type=module", "--eval", script]).trim(), "function");
}

/// What a program says on standard output, which must succeed.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("cannot start {program}: {error}; install Node.js"));
    let [out, err] = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned());
    assert!(output.status.success(), "{program} {arguments:?} failed:\n{out}\n{err}");
    out
}
