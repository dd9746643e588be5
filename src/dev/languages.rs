//! The texts: a file of each language, of which the build makes modules that scripts import, and fills the pages. A
//! language is there as soon as its file is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::files::{cannot_read, cannot_write, write_changed};

/// The language of the pages until scripts run, and of what is said to programs.
const FIRST: &str = "en";

/// Where the modules go.
const MODULES: &str = "www/pkg/lang";

/// The pages that have texts in them.
const PAGES: [&str; 2] = ["index.html", "www/embed.html"];

/// What a language's file holds; `www/lang/en.toml` says what is for what.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Language {
    name: String,
    no_script: String,
    page: Map<String, Value>,
    element: Map<String, Value>,
}

/// By their codes, such as "en".
type Languages = BTreeMap<String, Language>;

/// Writes into the folder `out`, as they lie in a built page, the modules of the languages below `root`, and the pages.
///
/// # Errors
/// When a file cannot be read or written, or a language's is not as it should be; the message says which and why.
pub fn write(root: &Path, out: &Path) -> Result<()> {
    let languages = read(&root.join("www/lang"))?;
    let mut files = modules(&languages);
    for page in PAGES {
        let path = root.join(page);
        let html = fs::read_to_string(&path).with_context(|| cannot_read(&path))?;
        files.push((page.to_owned(), filled(html, &languages)));
    }
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| cannot_write(out))?;
    }
    for (name, text) in files {
        write_changed(&out.join(name), text.as_bytes())?;
    }
    Ok(())
}

/// Every language that has a file in the folder.
fn read(folder: &Path) -> Result<Languages> {
    let mut languages = Languages::new();
    for entry in fs::read_dir(folder).with_context(|| cannot_read(folder))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_code = code.chars().all(|it| it.is_ascii_lowercase());
        ensure!(is_code, "{}: name the file by the code of its language, such as ko.toml", path.display());
        let text = fs::read_to_string(&path).with_context(|| cannot_read(&path))?;
        languages.insert(code, toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))?);
    }
    ensure!(languages.contains_key(FIRST), "{FIRST}.toml is missing from {}", folder.display());
    Ok(languages)
}

/// The modules, each with its path: of each language one with the element's texts and one with the page's, and one that finds
/// them. The element's first are always loaded, and the page's are in the page.
fn modules(languages: &Languages) -> Vec<(String, String)> {
    let module = |texts: &Map<_, _>| format!("export default {};\n", literal(texts));
    let mut modules = Vec::new();
    let [mut elements, mut pages] = [String::new(), String::new()];
    for (code, Language { page, element, .. }) in languages {
        modules.push((format!("{MODULES}/{code}.js"), module(element)));
        if code == FIRST {
            elements += &format!("  {code}: async () => {code},\n");
            continue;
        }
        modules.push((format!("{MODULES}/{code}.page.js"), module(page)));
        elements += &format!("  {code}: () => from(import(\"./{code}.js\")),\n");
        pages += &format!("  {code}: () => from(import(\"./{code}.page.js\")),\n");
    }
    let finder = format!(
        "import {FIRST} from \"./{FIRST}.js\";\n\n\
         const from = async (module) => (await module).default;\n\n\
         /** What brings the element's texts, by the language's code. */\n\
         export const ELEMENT_TEXTS = {{\n{elements}}};\n\n\
         /** What brings the page's, but for those that it comes with. */\n\
         export const PAGE_TEXTS = {{\n{pages}}};\n"
    );
    modules.push((format!("{MODULES}/languages.js"), finder));
    modules
}

/// Texts as JavaScript has them. JSON would serve, but for the bytes of a quote around each key.
fn literal(texts: &Map<String, Value>) -> String {
    let of = |value: &Value| value.as_object().map_or_else(|| value.to_string(), literal);
    let entries: Vec<_> = texts.iter().map(|(key, value)| format!("{key}:{}", of(value))).collect();
    format!("{{{}}}", entries.join(","))
}

/// A page with its texts in it, in the first language, and with what there is of each.
fn filled(mut html: String, languages: &Languages) -> String {
    for (key, text) in &languages[FIRST].page {
        let text = text.as_str().unwrap_or_default();
        html = html.replace(&format!("data-text=\"{key}\"></"), &format!("data-text=\"{key}\">{text}</"));
        html = html
            .replace(&format!("content=\"\" data-text=\"{key}\""), &format!("content=\"{text}\" data-text=\"{key}\""));
    }
    let of_each = |what: &dyn Fn(&str, &Language) -> String| {
        languages.iter().map(|(code, language)| what(code, language)).collect::<Vec<_>>().join(" ")
    };
    let links = of_each(&|code, Language { name, .. }| {
        format!("<a href=\"?lang={code}\" lang=\"{code}\" hreflang=\"{code}\">{name}</a>")
    });
    let sentences = of_each(&|code, Language { no_script, .. }| format!("<span lang=\"{code}\">{no_script}</span>"));
    html.replace("<!-- a link to each language -->", &links)
        .replace("<noscript></noscript>", &format!("<noscript>{sentences}</noscript>"))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    /// Every text below a group, by its path, with the facts in it. Of plural forms, of which each language has its own,
    /// only that they are there.
    fn texts(group: &Map<String, Value>, path: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found = BTreeMap::new();
        for (key, value) in group {
            let path = format!("{path}.{key}");
            match value {
                Value::Object(forms) if forms.contains_key("other") => _ = found.insert(path, BTreeSet::new()),
                Value::Object(group) => found.extend(texts(group, &path)),
                Value::String(text) => {
                    assert!(!text.is_empty(), "{path}");
                    let facts = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned());
                    found.insert(path, facts.collect());
                }
                other => panic!("{path} is no text: {other}"),
            }
        }
        found
    }

    #[test]
    fn every_language_has_the_same_texts_with_the_same_facts_in_them() {
        let languages = read(&root().join("www/lang")).unwrap();
        assert!(languages.len() > 1);
        let all = |language: &Language| (texts(&language.page, "page"), texts(&language.element, "element"));
        let first = all(&languages[FIRST]);
        assert!(first.0.len() > 40 && first.1.len() > 100);
        for (code, language) in &languages {
            assert_eq!(all(language), first, "{code}");
        }
    }

    #[test]
    fn every_text_of_the_page_has_a_place_and_every_place_a_text() {
        let html = fs::read_to_string(root().join("index.html")).unwrap();
        let places: BTreeSet<_> =
            html.split("data-text=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let languages = read(&root().join("www/lang")).unwrap();
        assert_eq!(languages[FIRST].page.keys().map(String::as_str).collect::<BTreeSet<_>>(), places);
        let filled = filled(html, &languages);
        assert!(!filled.contains("\"></h") && !filled.contains("content=\"\""), "{filled}");
        for (code, language) in &languages {
            assert!(!language.page["description"].as_str().unwrap().contains(['"', '<', '&']), "{code}");
        }
    }

    /// Texts are asked for by their names, but for those of one kind, of which the name is computed.
    #[test]
    fn no_text_of_the_element_is_left_over() {
        let languages = read(&root().join("www/lang")).unwrap();
        let mut names: BTreeSet<_> = texts(&languages[FIRST].element, "").into_keys().collect();
        names = names.iter().flat_map(|path| path.split('.').skip(1)).map(str::to_owned).collect();
        let folders = ["", "lang", "view", "engine"].map(|folder| root().join("www").join(folder));
        let code: String = folders
            .iter()
            .flat_map(|folder| fs::read_dir(folder).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "js"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let words: HashSet<_> = code.split(|c: char| !c.is_alphanumeric()).collect();
        let left_over: Vec<_> = names.iter().filter(|name| !words.contains(name.as_str())).collect();
        assert!(names.len() > 80 && left_over.is_empty(), "{left_over:?}");
    }

    #[test]
    fn a_language_is_there_as_soon_as_its_file_is() {
        let [from, to] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        fs::create_dir_all(from.path().join("www/lang")).unwrap();
        for name in ["index.html", "www/embed.html", "www/lang/en.toml"] {
            fs::copy(root().join(name), from.path().join(name)).unwrap();
        }
        let english = fs::read_to_string(root().join("www/lang/en.toml")).unwrap();
        let french =
            english.replace("name = \"English\"", "name = \"Français\"").replace("Sum of 1 to", "Somme de 1 à");
        fs::write(from.path().join("www/lang/fr.toml"), french).unwrap();

        write(from.path(), &to.path().join("out")).unwrap();
        let written = |name| fs::read_to_string(to.path().join("out").join(name)).unwrap();
        let page = written("index.html");
        assert!(
            page.contains("hreflang=\"fr\">Français</a>")
                && page.contains("<title data-text=\"title\">8 cores is not 8×</title>")
        );
        assert_eq!(written("www/embed.html").matches("needs JavaScript").count(), 2);
        assert!(written("www/pkg/lang/languages.js").contains("import(\"./fr.page.js\")"));
        assert!(written("www/pkg/lang/fr.js").contains("n:\"Somme de 1 à\""));
    }

    #[test]
    fn a_file_that_is_no_language_is_refused_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(root().join("www/lang/en.toml"), folder.path().join("en.toml")).unwrap();
        for (name, text, why) in [("ko-KR.toml", "", "such as ko.toml"), ("xx.toml", "name = 1", "cannot understand")] {
            fs::write(folder.path().join(name), text).unwrap();
            let message = read(folder.path()).err().unwrap().to_string();
            assert!(message.contains(name) && message.contains(why), "{message}");
            fs::remove_file(folder.path().join(name)).unwrap();
        }
    }
}
