//! The page's modules without what only people read, and all of them as one classic script, which no browser refuses in
//! a file from disk. The same text is the page's script and that of each worker, which take the part that is theirs.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use swc_core::atoms::Atom;
use swc_core::bundler::{Bundler, Config, Hook, Load, ModuleData, ModuleRecord, ModuleType};
use swc_core::common::comments::{Comments, SingleThreadedComments};
use swc_core::common::{FileName, GLOBALS, Globals, Mark, SourceFile, SourceMap, Span, Spanned, sync::Lrc};
use swc_core::ecma::ast::{EsVersion, Id, KeyValueProp, Module, PrivateName, Program};
use swc_core::ecma::codegen::{self, Emitter, text_writer::JsWriter};
use swc_core::ecma::loader::resolve::{Resolution, Resolve};
use swc_core::ecma::parser::{Syntax, parse_file_as_module};
use swc_core::ecma::transforms::base::hygiene;
use swc_core::ecma::transforms::base::rename::{Renamer, renamer};
use swc_core::ecma::transforms::base::resolver;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

/// Modules with `import()`, which the bundler leaves as it is. In their place stand modules that import the same at once.
const SOURCES: &str = "engine/sources.js";
const LANGUAGES: &str = "pkg/lang/languages.js";

/// Bundles the modules of the folder `www`.
///
/// # Errors
/// When a module is missing or cannot be read, or when HTML would end the script within its text.
///
/// # Panics
/// The bundler does at `import a, * as b from`; two imports say the same.
pub fn bundle(www: &Path) -> Result<String> {
    let entry = www.join("lesson/lesson.js");
    let entry = FileName::Real(entry.canonicalize().with_context(|| format!("cannot read {}", entry.display()))?);
    let globals = Globals::new();
    let sources = Lrc::new(SourceMap::default());
    let files = || Files(sources.clone());
    let config = Config { module: ModuleType::Iife, ..Config::default() };
    let bundles = Bundler::new(&globals, sources.clone(), files(), files(), config, Box::new(files()))
        .bundle(HashMap::from([("page".to_owned(), entry)]))?;
    let [bundle] = bundles.as_slice() else { bail!("the modules became {} scripts instead of one", bundles.len()) };
    // A module is strict by itself, a script is not.
    let script = format!("\"use strict\";{}", text_of(&bundle.module, &sources)?);
    let lower = script.to_lowercase();
    ensure!(!lower.contains("</script") && !lower.contains("<!--"), "HTML would end the script within its text");
    Ok(script)
}

/// A module without needless white space, with the shortest names for what is its own, and without comments but for
/// those that say whose it is.
///
/// # Errors
/// When it cannot be read.
pub fn shrink(path: &Path) -> Result<String> {
    let sources = Lrc::new(SourceMap::default());
    let file = sources.load_file(path).with_context(|| format!("cannot read {}", path.display()))?;
    let comments = SingleThreadedComments::default();
    let module = parse(&file, Some(&comments))?;
    let first = module.body.first().and_then(|item| comments.take_leading(item.span_lo()));
    let licences = first.into_iter().flatten().filter(|comment| comment.text.contains("Copyright"));
    let licences: String = licences.map(|comment| format!("/*{}*/\n", comment.text)).collect();

    let mut module = GLOBALS.set(&Globals::new(), || {
        let [unresolved, top_level_mark] = [Mark::new(), Mark::new()];
        let names = hygiene::Config { top_level_mark, ..Default::default() };
        let program = Program::Module(module).apply(resolver(unresolved, top_level_mark, false));
        program.apply(renamer(names, ShortNames)).expect_module()
    });
    module.visit_mut_with(&mut ShortPrivateNames::default());
    Ok(licences + &text_of(&module, &sources)?)
}

/// The nth of all names by one letter, and then by a letter and a number.
fn short_name(n: usize) -> Atom {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[n % 52]);
    if n < 52 { letter.to_string().into() } else { format!("{letter}{}", n / 52).into() }
}

struct ShortNames;

impl Renamer for ShortNames {
    type Target = Atom;
    const MANGLE: bool = true;
    const RESET_N: bool = false;

    fn new_name_for(&self, _: &Id, n: &mut usize) -> Atom {
        let name = short_name(*n);
        *n += 1;
        name
    }
}

/// Those of all classes of a module, each name the same in all.
#[derive(Default)]
struct ShortPrivateNames(HashMap<Atom, Atom>);

impl VisitMut for ShortPrivateNames {
    fn visit_mut_private_name(&mut self, private: &mut PrivateName) {
        let short = short_name(self.0.len());
        private.name = self.0.entry(private.name.clone()).or_insert(short).clone();
    }
}

/// The text of a module, without needless white space and fit for a `<script>` in HTML.
fn text_of(module: &Module, sources: &Lrc<SourceMap>) -> Result<String> {
    let mut text = Vec::new();
    let wr = JsWriter::new(sources.clone(), "\n", &mut text, None);
    let cfg = codegen::Config::default().with_minify(true).with_inline_script(true);
    Emitter { cfg, cm: sources.clone(), comments: None, wr }.emit_module(module)?;
    Ok(String::from_utf8(text)?)
}

fn parse(file: &SourceFile, comments: Option<&dyn Comments>) -> Result<Module> {
    parse_file_as_module(file, Syntax::default(), EsVersion::latest(), comments, &mut Vec::new())
        .map_err(|error| anyhow::anyhow!("{}: {}", file.name, error.kind().msg()))
}

/// The module that finds the texts in the folder, with all of them inside.
fn all_languages(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        names.extend(entry?.file_name().to_str().and_then(|name| name.strip_suffix(".js")).map(str::to_owned));
    }
    names.sort();
    let [mut imports, mut elements, mut pages] = [const { String::new() }; 3];
    for (number, name) in names.iter().filter(|name| *name != "languages").enumerate() {
        // A code may have hyphens, which names have not.
        imports += &format!("import texts{number} from './{name}.js';");
        match name.strip_suffix(".page") {
            Some(code) => pages += &format!("'{code}': async () => texts{number},"),
            None => elements += &format!("'{name}': async () => texts{number},"),
        }
    }
    Ok(format!("{imports} export const ELEMENT_TEXTS = {{ {elements} }}; export const PAGE_TEXTS = {{ {pages} }};"))
}

/// How the bundler finds and reads modules: from disk, but for those that others stand in for.
struct Files(Lrc<SourceMap>);

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
        let stand_in = |text| self.0.new_source_file(Lrc::new(name.clone()), text);
        let fm = match path {
            _ if path.ends_with(SOURCES) => stand_in(include_str!("sources.js").to_owned()),
            _ if path.ends_with(LANGUAGES) => stand_in(all_languages(&path.with_file_name(""))?),
            _ => self.0.load_file(path)?,
        };
        Ok(ModuleData { module: parse(&fm, None)?, fm, helpers: Default::default() })
    }
}

impl Hook for Files {
    /// wasm-bindgen's glue asks for its own address, which a script inside a page has not, in code that never runs here.
    fn get_import_meta_props(&self, _: Span, _: &ModuleRecord) -> Result<Vec<KeyValueProp>> {
        Ok(Vec::new())
    }
}
