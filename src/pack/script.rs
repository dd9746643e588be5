//! The page's modules without what only people read, and an entry with all that it imports as one: as a module, or as a
//! classic script, which no browser refuses in a file from disk.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use swc_core::bundler::{Bundler, Config, Hook, Load, ModuleData, ModuleRecord, ModuleType};
use swc_core::common::{FileName, GLOBALS, Globals, Mark, SourceFile, SourceMap, Span, sync::Lrc};
use swc_core::ecma::ast::{
    EsVersion, Expr, IdentName, KeyValueProp, MemberExpr, MemberProp, MetaPropExpr, MetaPropKind, Module, ModuleDecl,
    ModuleItem, Program, PropName, Str,
};
use swc_core::ecma::codegen::{
    self, Emitter,
    text_writer::{JsWriter, omit_trailing_semi},
};
use swc_core::ecma::loader::resolve::{Resolution, Resolve};
use swc_core::ecma::minifier::optimize;
use swc_core::ecma::minifier::option::{CompressOptions, ExtraOptions, MangleOptions, MinifyOptions};
use swc_core::ecma::parser::{Syntax, parse_file_as_module};
use swc_core::ecma::transforms::base::fixer::{fixer, paren_remover};
use swc_core::ecma::transforms::base::resolver;

use super::interleaved::{BLOCK, Interleaved};

/// The module that tells where the engine's files lie, by the end of its path.
const PLACES: &str = "engine/places.js";

/// The element, and the script of a hosted folder that has in it all that comes with the element but the texts.
pub const ELEMENT: &str = "parallel-sum.js";
pub const CORE: &str = "./core.js";

/// What comes later to a page that is served, and at once in a script that has it inside.
const LATER: &str = "www/later.js";
const LATER_INSIDE: &str = include_str!("inside/later.js");

/// One more, whose stand-in imports at once whatever texts there are.
const LANGUAGES: &str = "pkg/lang/languages.js";

/// The modules that are style sheets.
pub const STYLES: [&str; 3] = ["view/style.js", "view/pictures-style.js", "view/more-style.js"];

/// What entries become one of.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    /// With the exports of the entry.
    Module,
    /// Classic, without any.
    Script,
}

/// Where the engine's files lie, seen from a script that has all modules of the engine.
pub enum Places<'a> {
    /// In the folder that it is in itself.
    InAFolder,
    Inside(Inside<'a>),
}

impl Places<'_> {
    /// The module that tells.
    fn module(&self) -> String {
        let Self::Inside(Inside { worker, gpu, wasms: Interleaved { text, sizes } }) = self else {
            return include_str!("in-a-folder/places.js").to_owned();
        };
        let constants = [
            ("WORKER", json!(worker)),
            ("GPU", json!(gpu)),
            ("WASMS", json!(text)),
            ("SIZES", json!(sizes)),
            ("BLOCK", json!(BLOCK)),
        ]
        .map(|(name, value)| format!("const {name} = {value};\n"));
        [&constants.concat(), include_str!("inside/places.js")].concat()
    }
}

/// What a script has inside besides modules: the texts of the workers' script and of the GPU's, and the wasm, with vectors
/// and without.
pub struct Inside<'a> {
    pub worker: &'a str,
    pub gpu: &'a str,
    pub wasms: &'a Interleaved,
}

/// Modules that a page has by the time that another script comes, and of each how that script imports it.
pub type There = BTreeMap<PathBuf, String>;

/// Bundles `entry` of the folder `www` and all that it imports, but for the modules `there`: those it imports still.
///
/// # Errors
/// When a module is missing or cannot be read, or when HTML would end the script within its text.
///
/// # Panics
/// The bundler does at `import a, * as b from`; two imports say the same.
pub fn bundle(www: &Path, entry: &str, form: Form, places: &Places, there: &There) -> Result<String> {
    bundle_with(www, entry, "", form, places, there)
}

/// Bundles the element with whatever of the modules `there` the core is to have, all of which it exports.
///
/// # Errors
/// As [`bundle`].
pub fn core(www: &Path, there: &There) -> Result<String> {
    let (inside, beside): (There, There) = there.clone().into_iter().partition(|(_, file)| file == CORE);
    let top = canonical(www)?;
    let exports = inside.keys().map(|path| Ok(format!("export * from \"{}\";\n", seen_from(&top, path)?)));
    let exports = exports.filter(|it| !it.as_ref().is_ok_and(|it| it.contains(ELEMENT))).collect::<Result<String>>()?;
    bundle_with(www, ELEMENT, &exports, Form::Module, &Places::InAFolder, &beside)
}

/// Bundles an entry to whose text `appended` is added.
fn bundle_with(www: &Path, entry: &str, appended: &str, form: Form, places: &Places, there: &There) -> Result<String> {
    let entry = canonical(&www.join(entry))?;
    let external = there.values().map(|import| import.as_str().into()).collect();
    let globals = Globals::new();
    let sources = Lrc::new(SourceMap::default());
    let files = || Files {
        sources: sources.clone(),
        there: there.clone(),
        places: places.module(),
        entry: entry.clone(),
        appended: appended.to_owned(),
        is_whole: matches!(places, Places::Inside(_)),
        is_module: form == Form::Module,
    };
    let module = if form == Form::Module { ModuleType::Es } else { ModuleType::Iife };
    let config = Config { module, external_modules: external, ..Config::default() };
    let bundles = Bundler::new(&globals, sources.clone(), files(), files(), config, Box::new(files()))
        .bundle(HashMap::from([("entry".to_owned(), FileName::Real(entry.clone()))]))?;
    let [bundle] = bundles.as_slice() else { bail!("the modules became {} scripts instead of one", bundles.len()) };
    // Parsed anew, as the bundler tells names apart by marks of its own.
    let bundled = sources.new_source_file(Lrc::new(FileName::Anon), text_of(&bundle.module, &sources)?);
    let text = text_of(&minified(parse(&bundled)?), &sources)?;
    let lower = text.to_lowercase();
    ensure!(!lower.contains("</script") && !lower.contains("<!--"), "HTML would end the script within its text");
    // A module is strict by itself, a script is not.
    Ok(if form == Form::Module { text } else { format!("\"use strict\";{text}") })
}

/// The modules of the folder `www` that come with the element: itself, and whatever it and they import at once. Texts stay files of
/// their own, which languages are found beside.
///
/// # Errors
/// When one is missing or cannot be read.
pub fn there_with_element(www: &Path) -> Result<There> {
    let top = canonical(www)?;
    let texts = top.join("pkg/lang");
    let file = |path: &Path| if path.starts_with(&texts) { seen_from(&top, path) } else { Ok(CORE.to_owned()) };
    modules_with(www, ELEMENT)?.into_iter().map(|path| Ok((path.clone(), file(&path)?))).collect()
}

/// The modules of the folder `www` that come with `entry`.
fn modules_with(www: &Path, entry: &str) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut left = vec![canonical(&www.join(entry))?];
    while let Some(path) = left.pop() {
        let sources = Lrc::new(SourceMap::default());
        let module = parse(&*sources.load_file(&path).with_context(|| format!("cannot read {}", path.display()))?)?;
        for import in imports_of(&mut { module }) {
            left.push(canonical(&path.with_file_name("").join(&*import.value.to_string_lossy()))?);
        }
        found.insert(path);
        left.retain(|path| !found.contains(path));
    }
    Ok(found)
}

/// The addresses that a module imports or exports from.
fn imports_of(module: &mut Module) -> impl Iterator<Item = &mut Str> {
    module.body.iter_mut().filter_map(|item| match item {
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => Some(&mut *import.src),
        ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) => export.src.as_deref_mut(),
        ModuleItem::ModuleDecl(ModuleDecl::ExportAll(export)) => Some(&mut *export.src),
        _ => None,
    })
}

/// How a script at the top of a folder imports a module of the folder.
fn seen_from(top: &Path, path: &Path) -> Result<String> {
    let path = path.strip_prefix(top)?;
    Ok(format!("./{}", path.to_str().context("a path is no text")?.replace('\\', "/")))
}

/// The same for a script in a folder that is so deep in that one.
pub fn from_below(import: &str, depth: usize) -> String {
    "../".repeat(depth) + import.trim_start_matches("./")
}

fn canonical(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("cannot read {}", path.display()))
}

/// The text of a module in fewer bytes.
///
/// # Errors
/// When it is none.
pub fn shrink(name: &Path, text: String) -> Result<String> {
    let sources = Lrc::new(SourceMap::default());
    let file = sources.new_source_file(Lrc::new(FileName::Real(name.to_owned())), text);
    text_of(&minified(parse(&file)?), &sources)
}

/// The same of one in the folder `www`, which imports from the core what that has of the modules `there`.
///
/// # Errors
/// When it is none, or imports what is missing.
pub fn shrink_in(www: &Path, path: &Path, text: String, there: &There) -> Result<String> {
    let sources = Lrc::new(SourceMap::default());
    let mut module = parse(&sources.new_source_file(Lrc::new(FileName::Real(path.to_owned())), text))?;
    let (top, path) = (canonical(www)?, canonical(path)?);
    let core = match path.strip_prefix(&top).map_or(0, |path| path.components().count() - 1) {
        0 => CORE.to_owned(),
        depth => from_below(CORE, depth),
    };
    for import in imports_of(&mut module) {
        let imported = canonical(&path.with_file_name("").join(&*import.value.to_string_lossy()))?;
        if there.get(&imported).is_some_and(|file| file == CORE) {
            *import = core.as_str().into();
        }
    }
    text_of(&minified(module), &sources)
}

/// The text of a module whose first template, if it has one, is a style sheet, without the white space that CSS does not need
/// there: what makes scripts small leaves texts as they are.
pub fn shrink_style(text: &str) -> String {
    let Some((before, css, after)) =
        text.split_once('`').and_then(|(before, rest)| rest.split_once('`').map(|(css, after)| (before, css, after)))
    else {
        return text.to_owned();
    };
    [before, &shrink_css(css), after].join("`")
}

/// A style sheet without what only people read.
pub fn shrink_css(css: &str) -> String {
    let parts = css.split("/*").enumerate();
    let told = parts.map(|(i, part)| if i == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    let css = told.collect::<String>();
    let css = css.split_whitespace().collect::<Vec<_>>().join(" ").replace(": ", ":");
    let shrunk = ["{", "}", ";", ","]
        .iter()
        .fold(css, |css, sign| css.replace(&format!(" {sign}"), sign).replace(&format!("{sign} "), sign));
    shrunk.replace(";}", "}")
}

/// A module that does the same in fewer bytes. What it exports and imports keeps its name, all else of its own gets a short one.
fn minified(module: Module) -> Module {
    let options = MinifyOptions {
        compress: Some(CompressOptions { ecma: EsVersion::latest(), module: true, passes: 3, ..Default::default() }),
        mangle: Some(MangleOptions { top_level: Some(true), ..Default::default() }),
        ..Default::default()
    };
    GLOBALS.set(&Globals::new(), || {
        let [unresolved_mark, top_level_mark] = [Mark::new(), Mark::new()];
        let extra = ExtraOptions { unresolved_mark, top_level_mark, mangle_name_cache: None };
        let program = Program::Module(module);
        let program = program.apply(resolver(unresolved_mark, top_level_mark, false)).apply(paren_remover(None));
        let program = optimize(program, Lrc::default(), None, None, &options, &extra);
        program.apply(fixer(None)).expect_module()
    })
}

/// The text of a module, without needless white space and fit for a `<script>` in HTML.
fn text_of(module: &Module, sources: &Lrc<SourceMap>) -> Result<String> {
    let mut text = Vec::new();
    let wr = omit_trailing_semi(JsWriter::new(sources.clone(), "\n", &mut text, None));
    let cfg = codegen::Config::default().with_minify(true).with_inline_script(true);
    Emitter { cfg, cm: sources.clone(), comments: None, wr }.emit_module(module)?;
    Ok(String::from_utf8(text)?)
}

fn parse(file: &SourceFile) -> Result<Module> {
    parse_file_as_module(file, Syntax::default(), EsVersion::latest(), None, &mut Vec::new())
        .map_err(|error| anyhow::anyhow!("{}: {}", file.name, error.kind().msg()))
}

/// The module that finds the texts in the folder, with all of them inside.
fn all_languages(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        names.extend(entry?.file_name().to_str().and_then(|name| name.strip_suffix(".js")).map(str::to_owned));
    }
    names.sort();
    let [mut imports, mut elements, mut more, mut pages] = [const { String::new() }; 4];
    for (number, name) in names.iter().filter(|name| *name != "languages").enumerate() {
        // A code may have hyphens, which names have not.
        imports += &format!("import texts{number} from './{name}.js';");
        let (texts, code) = match name.split_once('.') {
            Some((code, "more")) => (&mut more, code),
            Some((code, _)) => (&mut pages, code),
            None => (&mut elements, name.as_str()),
        };
        *texts += &format!("'{code}': async () => texts{number},");
    }
    Ok(format!(
        "{imports} export const ELEMENT_TEXTS = {{ {elements} }}; export const MORE_TEXTS = {{ {more} }}; export const PAGE_TEXTS = {{ {pages} }};"
    ))
}

/// How the bundler finds and reads modules: from disk, but for those that others stand in for.
struct Files {
    sources: Lrc<SourceMap>,
    /// Modules that it does not take in.
    there: There,
    /// The entry, and what is added to its text.
    entry: PathBuf,
    appended: String,
    /// What stands in for the module that tells where the engine's files lie.
    places: String,
    /// Whether what comes later is inside, too.
    is_whole: bool,
    is_module: bool,
}

impl Resolve for Files {
    fn resolve(&self, importer: &FileName, import: &str) -> Result<Resolution> {
        let FileName::Real(importer) = importer else { bail!("{importer} is no file") };
        let path = importer.with_file_name("").join(import);
        let path = path.canonicalize().with_context(|| format!("{} imports {import}", importer.display()))?;
        Ok(Resolution { filename: FileName::Real(path), slug: None })
    }
}

impl Load for Files {
    fn load(&self, name: &FileName) -> Result<ModuleData> {
        let FileName::Real(path) = name else { bail!("{name} is no file") };
        let stand_in = |text| self.sources.new_source_file(Lrc::new(name.clone()), text);
        let fm = match path {
            _ if path.ends_with(PLACES) => stand_in(self.places.clone()),
            _ if self.is_whole && path.ends_with(LATER) => stand_in(LATER_INSIDE.to_owned()),
            _ if self.is_whole && path.ends_with(LANGUAGES) => stand_in(all_languages(&path.with_file_name(""))?),
            _ if STYLES.iter().any(|style| path.ends_with(style)) => stand_in(shrink_style(&fs::read_to_string(path)?)),
            _ if *path == self.entry => stand_in(fs::read_to_string(path)? + &self.appended),
            _ => self.sources.load_file(path)?,
        };
        let mut module = parse(&fm)?;
        for import in imports_of(&mut module) {
            let imported = canonical(&path.with_file_name("").join(&*import.value.to_string_lossy()))?;
            if let Some(there) = self.there.get(&imported) {
                *import = there.as_str().into();
            }
        }
        Ok(ModuleData { module, fm, helpers: Default::default() })
    }
}

impl Hook for Files {
    /// A module has its own address. wasm-bindgen's glue asks for it, too, in code that never runs here.
    fn get_import_meta_props(&self, span: Span, _: &ModuleRecord) -> Result<Vec<KeyValueProp>> {
        if !self.is_module {
            return Ok(Vec::new());
        }
        let meta = Expr::MetaProp(MetaPropExpr { span, kind: MetaPropKind::ImportMeta });
        let url = MemberExpr { span, obj: Box::new(meta), prop: MemberProp::Ident(IdentName::new("url".into(), span)) };
        let key = PropName::Ident(IdentName::new("url".into(), span));
        Ok(vec![KeyValueProp { key, value: Box::new(Expr::Member(url)) }])
    }
}
