//! Makes the built page small, and puts into one file, wasm and workers inside, the element, as a module, a classic script and
//! a widget, and the page, which then opens from disk and needs no network. A program of its own, so that only who wants
//! these files compiles what it takes.

mod interleaved;
mod script;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str};

use self::interleaved::Interleaved;
use self::script::{CORE, ELEMENT, Form, Inside, Places, There};

/// The script of the page.
const LESSON: &str = "lesson/lesson.js";

/// What makes a widget of it.
const ANYWIDGET: &str = include_str!("inside/anywidget.js");

fn main() -> Result<()> {
    let arguments: Vec<_> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [page, out] = arguments.as_slice() else { bail!("usage: pack PAGE OUT (a built page's folder, a folder)") };
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    let www = page.join("www");
    let there = script::there_with_element(&www)?;
    shrink(&www, &www, &out.join("www"), &there)?;
    let one_without = |entry: &str, form, places: &Places, there: &_| {
        script::bundle(&www, entry, form, places, there).with_context(|| format!("cannot put {entry} into one file"))
    };
    let one = |entry: &str, form, places: &Places| one_without(entry, form, places, &There::new());
    let [worker, gpu] =
        ["workers/worker.js", "workers/gpu.js"].map(|entry| one(entry, Form::Script, &Places::InAFolder));
    let (worker, gpu) = (worker?, gpu?);
    let in_lesson: There = there.iter().map(|(path, it)| (path.clone(), script::from_below(it, 1))).collect();
    let later = |entry| one_without(entry, Form::Module, &Places::InAFolder, &there);
    let inside = Places::Inside(Inside {
        worker: &worker,
        gpu: &gpu,
        wasms: &Interleaved::of([
            read(&www.join("pkg/parallel_sum_bg.wasm"))?,
            read(&www.join("pkg/scalar/parallel_sum_bg.wasm"))?,
        ])?,
    });
    let index = unindented(&text(&page.join("index.html"))?);
    let html =
        one_file(page, &index, &inside).with_context(|| format!("cannot put {} into one file", page.display()))?;
    let module = one(ELEMENT, Form::Module, &inside)?;
    let widget = script::shrink(Path::new("anywidget.js"), ANYWIDGET.to_owned())?;
    for (name, text) in [
        ("index.html", index),
        ("anywidget.js", [module.as_str(), &widget].join("\n")),
        ("parallel-sum.classic.js", one(ELEMENT, Form::Script, &inside)?),
        ("parallel-sum.html", html),
        ("parallel-sum.js", module.clone()),
        ("www/parallel-sum.js", format!("export{{ParallelSumElement}}from\"{CORE}\";")),
        ("www/core.js", script::core(&www, &there)?),
        ("www/pkg/worker.js", worker.clone()),
        ("www/pkg/gpu.js", gpu.clone()),
        ("www/lesson/lesson.js", one_without(LESSON, Form::Module, &Places::InAFolder, &in_lesson)?),
        ("www/rest.js", later("rest.js")?),
        ("www/more.js", later("more.js")?),
    ] {
        write(&out.join(name), text)?;
    }
    Ok(())
}

/// Writes the modules and the style sheets below `from`, each by itself, as small as they get.
fn shrink(www: &Path, from: &Path, to: &Path, there: &There) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let name = path.file_name().expect("a file of a folder has a name");
        if path.is_dir() {
            shrink(www, &path, &to.join(name), there)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            write(&to.join(name), script::shrink_css(&text(&path)?))?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            let text = match path.as_path() {
                path if script::STYLES.iter().any(|style| path.ends_with(style)) => script::shrink_style(&text(path)?),
                path => text(path)?,
            };
            write(&to.join(name), script::shrink_in(www, &path, text, there)?)?;
        }
    }
    Ok(())
}

/// HTML without the spaces before its lines, but for those that readers see.
fn unindented(html: &str) -> String {
    let mut is_seen = false;
    let mut lines = String::new();
    for line in html.lines() {
        lines += if is_seen { line } else { line.trim_start() };
        lines += "\n";
        is_seen = (is_seen || line.contains("<pre")) && !line.contains("</pre>");
    }
    lines
}

/// The page `html` of the folder `page` with everything that it loads put inside.
fn one_file(page: &Path, html: &str, inside: &Places) -> Result<String> {
    let script = script::bundle(&page.join("www"), LESSON, Form::Script, inside, &There::new())?;

    let style = |link: &mut Element| -> HandlerResult {
        link.replace(&style_element(&page.join(attribute(link, "href")?))?, ContentType::Html);
        Ok(())
    };
    let icon = |link: &mut Element| -> HandlerResult {
        let image = BASE64_STANDARD.encode(read(&page.join(attribute(link, "href")?))?);
        link.set_attribute("href", &format!("data:{};base64,{image}", attribute(link, "type")?))?;
        Ok(())
    };
    // At the end, since a script inside the page runs where it stands, whereas a module waits for the page.
    let body = |body: &mut Element| -> HandlerResult {
        body.append(&format!("<script>{script}</script>\n"), ContentType::Html);
        Ok(())
    };
    // Modules are inside now; the rest is for a page that is served, or that should be, with others beside it.
    let only_served = |element: &mut Element| -> HandlerResult {
        element.remove();
        Ok(())
    };
    let before_the_modules = |element: &mut Element| -> HandlerResult {
        let path = page.join(attribute(element, "src")?);
        let script = script::shrink(&path, text(&path)?)?;
        element.replace(&format!("<script>{script}</script>"), ContentType::Html);
        Ok(())
    };
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("link[rel=stylesheet]", style))
        .append_element_content_handler(element!("link[rel=icon]", icon))
        .append_element_content_handler(element!("head script, #from-disk, footer", only_served))
        .append_element_content_handler(element!("body script[src]", before_the_modules))
        .append_element_content_handler(element!("body", body));
    Ok(rewrite_str(html, settings)?)
}

fn style_element(sheet: &Path) -> Result<String> {
    let css = script::shrink_css(&text(sheet)?);
    ensure!(!css.contains("</"), "HTML would end the style of {} at its \"</\"", sheet.display());
    Ok(format!("<style>\n{css}</style>"))
}

fn attribute(element: &Element, name: &str) -> Result<String> {
    element.get_attribute(name).with_context(|| format!("<{}> has no {name}", element.tag_name()))
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| format!("{} is not UTF-8", path.display()))
}

fn write(path: &Path, content: String) -> Result<()> {
    let folder = path.parent().expect("a file has a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
