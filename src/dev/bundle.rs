//! Builds the wasm and puts together the folder that is served: the page's sources, its texts put in, and `www/pkg/` with
//! what is made: the wasm with the JavaScript around it, and the texts.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::files::{cannot_read, cannot_write, root, target_directory, write_changed};
use super::step::step;
use super::toolchain::{self, Toolchain};
use super::{languages, oembed, pack, package, version};

/// A build of the wasm.
struct Variant {
    /// Where its wasm goes.
    place: &'static str,
    /// Cargo's files and the package, below the target directory.
    files: [&'static str; 2],
    /// Flags after those of .cargo/config.toml. Warnings are for those who work on the wasm, who see them by clippy; and
    /// rustc has one at every build, that atomics are unstable.
    flags: &'static str,
}

/// With vectors, and for browsers that have none.
const VARIANTS: [Variant; 2] = [
    Variant { place: "www/pkg", files: ["wasm", "package"], flags: r#""-Awarnings""# },
    Variant {
        place: "www/pkg/scalar", // without JavaScript, as that is the same
        files: ["wasm-scalar", "package-scalar"],
        flags: r#""-Awarnings", "-Ctarget-feature=-simd128""#,
    },
];

/// What wasm-bindgen makes of it.
const WASM: &str = "parallel_sum_bg.wasm";
const GLUE: &str = "parallel_sum.js";

/// What stands in for the helper of wasm-bindgen-rayon.
const HELPER: &str = include_str!("startWorkers.js");

/// The files beside `www/`.
const AT_THE_TOP: [&str; 3] = ["index.html", "isolate.js", "_headers"];

/// Where a build lists what it wrote, a path a line, for the next to know.
const LIST: &str = "www/pkg/files.txt";

/// Builds what is missing and writes the page into a folder of ours, to be served from. Returns the folder.
///
/// # Errors
/// When no toolchain can be had, a build fails, or a file cannot be written; the message says what to do.
pub fn build() -> Result<PathBuf> {
    let _lock = lock()?;
    let page = target_directory().join("page");
    mirror(&files()?, &page)?;
    Ok(page)
}

/// Builds what is missing and writes the page into the folder `out`, packed, also as one file, `parallel-sum.html`, and the
/// element in one file, with what makes the folder an npm package. `address`, where it is known, is that of the folder when
/// it is published.
///
/// # Errors
/// As [`build`], and when others have put files into `out`, or the address is none.
pub fn build_into(out: &Path, address: Option<&str>) -> Result<()> {
    check_is_ours(out)?;
    let _lock = lock()?;
    let mut files = files()?;
    let [page, packed, published] = ["page", "packed", "published"].map(|name| target_directory().join(name));
    mirror(&files, &page)?;
    pack::pack(&page, &packed)?;
    collect(&packed, Path::new(""), &mut files)?;
    package::add(&mut files, &published)?;
    if let Some(address) = address {
        oembed::describe(&mut files, &target_directory().join("described"), address)?;
    }
    mirror(&files, out)
}

/// Keeps other programs that build, as in tests, from writing the same files, until it is dropped.
fn lock() -> Result<File> {
    let target = target_directory();
    fs::create_dir_all(&target).with_context(|| cannot_write(&target))?;
    let path = target.join("bundle.lock");
    let lock = File::create(&path).with_context(|| cannot_write(&path))?;
    lock.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(lock)
}

/// Builds what is missing. Returns the files of the page: where each goes, and where it is.
fn files() -> Result<BTreeMap<PathBuf, PathBuf>> {
    let mut files = BTreeMap::from(AT_THE_TOP.map(|name| (PathBuf::from(name), root().join(name))));
    collect(&root().join("www"), Path::new("www"), &mut files)?;
    files.retain(|name, _| name.extension().is_none_or(|extension| extension != "toml"));
    let texts = target_directory().join("texts");
    languages::write(&root(), &texts)?;
    collect(&texts, Path::new(""), &mut files)?;
    let toolchain = Toolchain::find_or_install()?;
    step(
        "building the wasm, with vectors and without (the first time rebuilds the standard library, which takes minutes)",
    );
    for Variant { place, files: directories, flags } in VARIANTS {
        let [built, package] = directories.map(|name| target_directory().join(name));
        let config = format!("target.wasm32-unknown-unknown.rustflags = [{flags}]");
        toolchain::run(toolchain.cargo(&["build", "--config", &config]).arg("--target-dir").arg(&built))?;
        bind(&built.join("wasm32-unknown-unknown/release/parallel_sum.wasm"), &package)?;
        files.insert(Path::new(place).join(WASM), package.join(WASM));
    }
    let [vectors, scalar] =
        VARIANTS.map(|Variant { files: [_, package], .. }| target_directory().join(package).join(GLUE));
    ensure!(
        fs::read(&vectors).with_context(|| cannot_read(&vectors))?
            == fs::read(&scalar).with_context(|| cannot_read(&scalar))?,
        "{} and {} differ, but the page has one for both",
        vectors.display(),
        scalar.display()
    );
    files.insert(Path::new("www/pkg").join(GLUE), vectors);
    version::stamp(&mut files, &target_directory().join("stamped"))?;
    Ok(files)
}

/// Makes the JavaScript that goes with the wasm, unless it is there already.
fn bind(wasm: &Path, package: &Path) -> Result<()> {
    let modified = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).ok();
    let made = modified(&package.join("parallel_sum.js"));
    if made.is_some() && made > modified(wasm) && made > env::current_exe().ok().as_deref().and_then(modified) {
        return Ok(());
    }
    step("running wasm-bindgen, which writes the JavaScript that loads the wasm");
    // Whole or not at all, as what is there is taken to be made.
    let new = &package.with_extension("new");
    for folder in [package, new].into_iter().filter(|folder| folder.exists()) {
        fs::remove_dir_all(folder).with_context(|| cannot_write(folder))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).web(true)?.omit_default_module_path(true).typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let cannot_bind = || format!("wasm-bindgen could not read {} or write {}", wasm.display(), package.display());
    let mut output = bindgen.generate_output().with_context(cannot_bind)?;
    // It is for linkers, and readers of the page link nothing.
    output.wasm_mut().customs.remove_raw("target_features");
    output.emit(new).with_context(cannot_bind)?;
    put_helper_in(&new.join(GLUE))?;
    fs::rename(new, package).with_context(|| cannot_write(package))
}

/// Puts our helper of wasm-bindgen-rayon into the JavaScript of the wasm, in the place of the import of its own.
fn put_helper_in(glue: &Path) -> Result<()> {
    let text = fs::read_to_string(glue).with_context(|| cannot_read(glue))?;
    let (import, rest) = text.split_once('\n').with_context(|| format!("{} is empty", glue.display()))?;
    ensure!(import.starts_with("import { startWorkers } from"), "{} starts otherwise: {import}", glue.display());
    fs::write(glue, [HELPER, rest].concat()).with_context(|| cannot_write(glue))
}

/// Adds every file below `from` to `files`: where it goes, and where it is.
fn collect(from: &Path, to: &Path, files: &mut BTreeMap<PathBuf, PathBuf>) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| cannot_read(from))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &to, files)?;
        } else {
            files.insert(to, entry.path());
        }
    }
    Ok(())
}

/// Makes `out` hold `files`, touching only what differs, so that a server may go on serving from it, and removes what
/// an earlier build wrote and this one does not. What others put there stays.
fn mirror(files: &BTreeMap<PathBuf, PathBuf>, out: &Path) -> Result<()> {
    for name in written_before(out) {
        if !files.contains_key(&name) && out.join(&name).is_file() {
            fs::remove_file(out.join(&name)).with_context(|| cannot_write(&out.join(&name)))?;
        }
    }
    for (name, source) in files {
        let content = fs::read(source).with_context(|| cannot_read(source))?;
        write_changed(&out.join(name), &content)?;
    }
    let list: Vec<_> = files.keys().map(|name| name.to_string_lossy()).collect();
    write_changed(&out.join(LIST), (list.join("\n") + "\n").as_bytes())
}

/// The files that an earlier build says it wrote into `out`.
fn written_before(out: &Path) -> Vec<PathBuf> {
    let list = fs::read_to_string(out.join(LIST)).unwrap_or_default();
    let is_inside = |name: &PathBuf| name.components().all(|part| matches!(part, Component::Normal(_)));
    list.lines().map(PathBuf::from).filter(is_inside).collect()
}

/// Refuses a folder with files in it that no build of ours wrote.
fn check_is_ours(out: &Path) -> Result<()> {
    ensure!(!out.is_file(), "{} is a file; name a folder with --out", out.display());
    let is_empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty && !out.join(LIST).is_file() {
        bail!("{} is not empty and no earlier build wrote it; name a new or empty folder with --out", out.display());
    }
    Ok(())
}
