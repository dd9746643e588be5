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

/// The pages that have texts in them: where each lies, and which texts of a language.
const PAGES: [(&str, TextsOf); 3] = [
    ("index.html", |language| &language.page),
    ("www/embed.html", |language| &language.page),
    ("www/lesson/index.html", |language| &language.teachers),
];

type TextsOf = fn(&Language) -> &Map<String, Value>;

/// Stands in a page for the text of a file, which is a file so that it can be run, and in the page so that it can be read.
const SCRIPT: (&str, &str) = ("<!-- www/lesson/sums.py -->", "www/lesson/sums.py");

/// What a language's file holds; `www/lang/en.toml` says what is for what.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Language {
    name: String,
    no_script: String,
    unloaded: String,
    page: Map<String, Value>,
    teachers: Map<String, Value>,
    element: Map<String, Value>,
    more: Map<String, Value>,
}

impl Language {
    /// What HTML calls the way that it is written: that of the first letter of its name.
    fn direction(&self) -> &'static str {
        match self.name.chars().find(|it| it.is_alphabetic()) {
            // Hebrew to Arabic's extensions, the presentation forms of both, and the right-to-left scripts of Unicode's second plane.
            Some(
                '\u{590}'..='\u{8ff}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{feff}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}',
            ) => "rtl",
            _ => "ltr",
        }
    }
}

/// By their codes, such as "en" or "pt-BR".
type Languages = BTreeMap<String, Language>;

/// Writes into the folder `out`, as they lie in a built page, the modules of the languages below `root`, and the pages.
///
/// # Errors
/// When a file cannot be read or written, or a language's is not as it should be; the message says which and why.
pub fn write(root: &Path, out: &Path) -> Result<()> {
    let languages = read(&root.join("www/lang"))?;
    let mut files = modules(&languages);
    let text = |name: &str| {
        let path = root.join(name);
        fs::read_to_string(&path).with_context(|| cannot_read(&path))
    };
    for (page, texts) in PAGES {
        let mut html = filled(text(page)?, &languages, texts);
        let (place, script) = SCRIPT;
        if html.contains(place) {
            html = html.replace(place, escaped(text(script)?.trim_end()).as_str());
        }
        files.push((page.to_owned(), html));
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
        ensure!(
            is_code(&code),
            "{}: name the file by the code of its language, such as ko.toml, pt-BR.toml or zh-Hant.toml",
            path.display()
        );
        let text = fs::read_to_string(&path).with_context(|| cannot_read(&path))?;
        let mut language: Language =
            toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))?;
        for texts in [&mut language.page, &mut language.teachers] {
            texts.values_mut().for_each(in_one_line);
        }
        languages.insert(code, language);
    }
    ensure!(languages.contains_key(FIRST), "{FIRST}.toml is missing from {}", folder.display());
    Ok(languages)
}

/// Has a text in one line: its file ends lines wherever they are full, and without that more of it repeats, and compresses.
fn in_one_line(text: &mut Value) {
    if let Value::String(text) = text {
        *text = text.replace('\n', " ");
    }
}

/// Whether this is a language's tag as BCP 47 writes it: the language, and where they tell more, script and region. As
/// browsers are given it, and as they give it back, so that both can be compared letter by letter.
fn is_code(code: &str) -> bool {
    let is = |part: &str, lengths: &[usize], letter: fn(&char) -> bool| {
        lengths.contains(&part.len()) && part.chars().all(|it| letter(&it))
    };
    let is_language = |part: &str| is(part, &[2, 3], char::is_ascii_lowercase);
    let is_script = |part: &str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or_default();
        is(first, &[1], char::is_ascii_uppercase) && is(rest, &[3], char::is_ascii_lowercase)
    };
    let is_region = |part: &str| is(part, &[2], char::is_ascii_uppercase) || is(part, &[3], char::is_ascii_digit);
    match code.split('-').collect::<Vec<_>>()[..] {
        [language] => is_language(language),
        [language, more] => is_language(language) && (is_script(more) || is_region(more)),
        [language, script, region] => is_language(language) && is_script(script) && is_region(region),
        _ => false,
    }
}

/// The modules, each with its path: of each language one with the element's texts, one with what few ask for of them, and one
/// for each page's, and those that find them. The first language's come with the scripts, and the pages' are in the pages. What is for teachers lies apart, as
/// nothing else loads it.
fn modules(languages: &Languages) -> Vec<(String, String)> {
    let module = |texts: &Map<_, _>| format!("export default {};\n", literal(texts));
    let mut modules = Vec::new();
    let [mut elements, mut more_of, mut pages, mut lessons] = [const { String::new() }; 4];
    for (code, Language { page, teachers, element, more, .. }) in languages {
        modules.push((format!("{MODULES}/{code}.js"), module(element)));
        modules.push((format!("{MODULES}/{code}.more.js"), module(more)));
        if code == FIRST {
            elements += &format!("  \"{code}\": async () => {code},\n");
            continue;
        }
        modules.push((format!("{MODULES}/{code}.page.js"), module(page)));
        modules.push((format!("{MODULES}/teachers/{code}.js"), module(teachers)));
        elements += &format!("  \"{code}\": () => from(import(\"./{code}.js\")),\n");
        more_of += &format!("  \"{code}\": () => from(import(\"./{code}.more.js\")),\n");
        pages += &format!("  \"{code}\": () => from(import(\"./{code}.page.js\")),\n");
        lessons += &format!("  \"{code}\": () => from(import(\"./{code}.js\")),\n");
    }
    let from = "const from = async (module) => (await module).default;\n\n";
    let finder = format!(
        "import {FIRST} from \"./{FIRST}.js\";\n\n{from}\
         /** What brings the element's texts, by the language's code. */\n\
         export const ELEMENT_TEXTS = {{\n{elements}}};\n\n\
         /** What brings those that few ask for, but for the first language's, which more.js has. */\n\
         export const MORE_TEXTS = {{\n{more_of}}};\n\n\
         /** What brings the page's, but for those that it comes with. */\n\
         export const PAGE_TEXTS = {{\n{pages}}};\n"
    );
    modules.push((format!("{MODULES}/languages.js"), finder));
    let finder = format!(
        "{from}/** What brings the texts for teachers, but for those that their page comes with. */\n\
         export const TEACHERS_TEXTS = {{\n{lessons}}};\n"
    );
    modules.push((format!("{MODULES}/teachers/languages.js"), finder));
    modules
}

/// Texts as JavaScript has them. JSON would serve, but for the bytes of a quote around each key.
fn literal(texts: &Map<String, Value>) -> String {
    let of = |value: &Value| value.as_object().map_or_else(|| value.to_string(), literal);
    let entries: Vec<_> = texts.iter().map(|(key, value)| format!("{key}:{}", of(value))).collect();
    format!("{{{}}}", entries.join(","))
}

/// A text as HTML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A page with its texts in it, in the first language, and with what there is of each.
fn filled(mut html: String, languages: &Languages, texts: TextsOf) -> String {
    for (key, text) in texts(&languages[FIRST]) {
        let text = text.as_str().unwrap_or_default();
        html = html.replace(&format!("data-text=\"{key}\"></"), &format!("data-text=\"{key}\">{text}</"));
        html = html
            .replace(&format!("content=\"\" data-text=\"{key}\""), &format!("content=\"{text}\" data-text=\"{key}\""));
    }
    let of_each = |what: &dyn Fn(&str, &Language) -> String| {
        languages.iter().map(|(code, language)| what(code, language)).collect::<Vec<_>>().join(" ")
    };
    let links = of_each(&|code, language| {
        let (name, direction) = (&language.name, language.direction());
        format!("<a href=\"?lang={code}\" lang=\"{code}\" dir=\"{direction}\" hreflang=\"{code}\">{name}</a>")
    });
    let sentences = |of: fn(&Language) -> &str| {
        of_each(&|code, language| {
            format!("<span lang=\"{code}\" dir=\"{}\">{}</span>", language.direction(), of(language))
        })
    };
    html.replace("<!-- a link to each language -->", &links)
        .replace("<noscript></noscript>", &format!("<noscript>{}</noscript>", sentences(|it| &it.no_script)))
        .replace("<p class=\"unloaded\"></p>", &format!("<p class=\"unloaded\">{}</p>", sentences(|it| &it.unloaded)))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use parallel_sum::account::Cause;
    use parallel_sum::laws::Refusal;
    use tempfile::TempDir;

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

    /// What holds for the texts of every language: they are those of the first, and fit their places.
    fn check(languages: &Languages) {
        let all = |Language { page, teachers, element, more, .. }: &Language| {
            [(page, "page"), (teachers, "teachers"), (element, "element"), (more, "more")]
                .map(|(group, name)| texts(group, name))
        };
        let first = all(&languages[FIRST]);
        assert!(languages.len() > 1 && [40, 40, 100, 50].iter().zip(&first).all(|(least, texts)| texts.len() > *least));
        for (code, language) in languages {
            assert_eq!(all(language), first, "{code}");
            assert!(!language.more.keys().any(|key| language.element.contains_key(key)), "{code}: they become one");
            for page in [&language.page, &language.teachers] {
                assert!(!page["description"].as_str().unwrap().contains(['"', '<', '&']), "{code}");
            }
        }
    }

    #[test]
    fn every_language_has_the_same_texts_with_the_same_facts_in_them() {
        check(&read(&root().join("www/lang")).unwrap());
    }

    #[test]
    fn every_text_of_a_page_has_a_place_and_every_place_a_text() {
        let languages = read(&root().join("www/lang")).unwrap();
        for (page, texts) in PAGES.into_iter().filter(|(page, _)| *page != "www/embed.html") {
            let html = fs::read_to_string(root().join(page)).unwrap();
            let places: BTreeSet<_> =
                html.split("data-text=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            assert_eq!(texts(&languages[FIRST]).keys().map(String::as_str).collect::<BTreeSet<_>>(), places, "{page}");
            let filled = filled(html.clone(), &languages, texts);
            assert!(!filled.contains("\"></h") && !filled.contains("content=\"\""), "{filled}");
        }
    }

    /// What the wasm names has a text by that name.
    #[test]
    fn every_refusal_and_every_part_of_the_account_has_a_text() {
        let Language { element, more, .. } = &read(&root().join("www/lang")).unwrap()[FIRST];
        let names: BTreeSet<_> = [element, more].iter().flat_map(|group| texts(group, "").into_keys()).collect();
        for refusal in Refusal::ALL {
            assert!(names.contains(&format!(".noFit.{}", refusal.name())), "{refusal:?}: {names:?}");
        }
        for cause in Cause::ALL {
            for kind in ["parts", "partMeans", "advice"] {
                assert!(names.contains(&format!(".{kind}.{}", cause.name())), "{cause:?}: {names:?}");
            }
        }
    }

    /// Texts are asked for by their names, but for those of one kind, of which the name is computed or the wasm's.
    #[test]
    fn no_text_of_the_element_is_left_over() {
        let languages = read(&root().join("www/lang")).unwrap();
        let Language { element, more, .. } = &languages[FIRST];
        let mut names: BTreeSet<_> = [element, more].iter().flat_map(|group| texts(group, "").into_keys()).collect();
        names = names.iter().flat_map(|path| path.split('.').skip(1)).map(str::to_owned).collect();
        let www = root().join("www");
        let folders = fs::read_dir(&www).unwrap().map(|entry| entry.unwrap().path());
        let folders = folders.filter(|path| path.is_dir() && !path.ends_with("lesson")).chain([www.clone()]);
        let code: String = folders
            .flat_map(|folder| fs::read_dir(folder).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "js"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let words: HashSet<_> = code.split(|c: char| !c.is_alphanumeric()).collect();
        let is_asked_for = |name: &str| words.contains(name) || Refusal::ALL.iter().any(|it| it.name() == name);
        let left_over: Vec<_> = names.iter().filter(|name| !is_asked_for(name)).collect();
        assert!(names.len() > 80 && left_over.is_empty(), "{left_over:?}");
    }

    /// In a folder, the sources of the pages and of the first language, and of others: by its code, each has the first's texts
    /// with some in the place of others.
    fn sources(others: &[(&str, &[(&str, &str)])]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["www/lang", "www/lesson"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        for name in PAGES.map(|(page, _)| page).into_iter().chain([SCRIPT.1, "www/lang/en.toml"]) {
            fs::copy(root().join(name), folder.path().join(name)).unwrap();
        }
        for (code, texts) in others {
            let mut text = fs::read_to_string(root().join("www/lang/en.toml")).unwrap();
            for (english, other) in *texts {
                assert!(text.contains(english), "{english}");
                text = text.replace(english, other);
            }
            fs::write(folder.path().join(format!("www/lang/{code}.toml")), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_language_is_there_as_soon_as_its_file_is_whatever_its_code_its_plural_forms_and_its_direction() {
        let forms = ["zero", "two", "few", "many"].map(|form| format!("{form} = \"{{count}} خيوط\"\n")).concat();
        let from = sources(&[
            ("pt-BR", &[("name = \"English\"", "name = \"Português\""), ("\"Sum of 1 to\"", "\"Soma de 1 a\"")]),
            (
                "ar-EG",
                &[
                    ("name = \"English\"", "name = \"العربية\""),
                    ("needs JavaScript", "يحتاج إلى JavaScript"),
                    ("[element.threads]\n", &format!("[element.threads]\n{forms}")),
                ],
            ),
        ]);
        check(&read(&from.path().join("www/lang")).unwrap());

        let to = tempfile::tempdir().unwrap();
        write(from.path(), &to.path().join("out")).unwrap();
        let written = |name| fs::read_to_string(to.path().join("out").join(name)).unwrap();
        let page = written("index.html");
        for part in [
            "<a href=\"?lang=ar-EG\" lang=\"ar-EG\" dir=\"rtl\" hreflang=\"ar-EG\">العربية</a>",
            "<a href=\"?lang=en\" lang=\"en\" dir=\"ltr\" hreflang=\"en\">English</a>",
            "<a href=\"?lang=pt-BR\" lang=\"pt-BR\" dir=\"ltr\" hreflang=\"pt-BR\">Português</a>",
            "<title data-text=\"title\">8 cores is not 8×</title>",
        ] {
            assert!(page.contains(part), "{part} is missing from {page}");
        }
        let embedded = written("www/embed.html");
        assert_eq!(embedded.matches("needs JavaScript.</span>").count(), 2);
        assert!(embedded.contains("<span lang=\"ar-EG\" dir=\"rtl\">") && embedded.contains("يحتاج إلى JavaScript"));
        let finder = written("www/pkg/lang/languages.js");
        for part in
            ["\"ar-EG\": () => from(import(\"./ar-EG.js\"))", "\"pt-BR\": () => from(import(\"./pt-BR.page.js\"))"]
        {
            assert!(finder.contains(part), "{part} is missing from {finder}");
        }
        assert!(written("www/pkg/lang/pt-BR.js").contains("n:\"Soma de 1 a\""));
        assert!(written("www/pkg/lang/ar-EG.js").contains("few:\"{count} خيوط\""));
        assert!(written("www/pkg/lang/ar-EG.page.js").contains("title:"));
        assert!(written("www/pkg/lang/ar-EG.more.js").contains("columns:"));
        assert!(finder.contains("\"ar-EG\": () => from(import(\"./ar-EG.more.js\"))"), "{finder}");
    }

    #[test]
    fn a_file_that_is_no_language_is_refused_by_its_name() {
        let no_code =
            ["KO", "ko-kr", "ko_KR", "pt-br", "hant", "zh-TW-Hant", "en-", "languages", "de-DE-x-berlin", "é"];
        let no_texts = ["xx", "xx-XX", "yue-Hant", "es-419", "zh-Hant-TW"];
        for (names, text, why) in
            [(&no_code[..], "", "such as ko.toml"), (&no_texts[..], "name = 1", "cannot understand")]
        {
            for name in names {
                let folder = sources(&[]);
                let path = folder.path().join(format!("www/lang/{name}.toml"));
                fs::write(&path, text).unwrap();
                let message = read(path.parent().unwrap()).err().unwrap().to_string();
                assert!(message.contains(&format!("{name}.toml")) && message.contains(why), "{message}");
            }
        }
    }
}
