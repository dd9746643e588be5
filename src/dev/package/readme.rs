//! What README.md has from the description: tables of the attributes, the custom properties and the parts, each between two
//! comments that name it.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, bail};

use super::description::{Allowed, Description, Named, Setting, grouped};
use crate::dev::files::{cannot_read, root, write_changed};

/// Writes the tables into README.md.
///
/// # Errors
/// When it or the description cannot be read, or it cannot be written; the message says why.
pub fn renew_readme() -> Result<()> {
    write_changed(&root().join(README), renewed(&readme()?, &Description::read(&root())?)?.as_bytes())
}

/// Refuses a README.md whose tables are others.
///
/// # Errors
/// As [`renew_readme`], and when they are; the message has them as they should be.
pub fn check_readme() -> Result<()> {
    let (text, description) = (readme()?, Description::read(&root())?);
    if renewed(&text, &description)? == text {
        return Ok(());
    }
    let tables = TABLES.map(|(_, table)| table(&description)).into_iter().filter(|table| !text.contains(table));
    let tables: Vec<_> = tables.collect();
    bail!(
        "{README} has other tables than www/element.toml; `cargo run -- readme` writes them:\n\n{}",
        tables.join("\n")
    )
}

const README: &str = "README.md";

type Table = fn(&Description) -> String;

const TABLES: [(&str, Table); 3] = [("attributes", attributes), ("custom properties", properties), ("parts", parts)];

fn readme() -> Result<String> {
    let path = root().join(README);
    fs::read_to_string(&path).with_context(|| cannot_read(&path))
}

fn renewed(readme: &str, description: &Description) -> Result<String> {
    TABLES.iter().try_fold(readme.to_owned(), |text, (name, table)| {
        let (start, end) = (start(name), end(name));
        let parts = text.split_once(&start).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
        let (before, after) = parts.with_context(|| format!("{README} lacks {start} or, after it, {end}"))?;
        Ok(format!("{before}{start}\n\n{}\n{end}{after}", table(description)))
    })
}

fn start(name: &str) -> String {
    format!("<!-- {name}, from www/element.toml by `cargo run -- readme` -->")
}

fn end(name: &str) -> String {
    format!("<!-- end of {name} -->")
}

fn attributes(description: &Description) -> String {
    let row = |it: &Setting| [code(&it.name), allowed(it), default_of(it)];
    table(["attribute, property", "values", "default"], description.attributes.iter().map(row))
}

fn properties(description: &Description) -> String {
    let rows = description.css_properties.iter();
    table(
        ["custom property", "what it is for", "default"],
        rows.map(|it| [code(&it.name), phrase(&it.description), code(&it.default)]),
    )
}

fn parts(description: &Description) -> String {
    table(["part", "what it is"], description.parts.iter().map(|it| [code(&it.name), phrase(&it.description)]))
}

/// What is allowed and, of values, what each means.
fn allowed(setting: &Setting) -> String {
    let text = match &setting.allowed {
        Allowed::Text { text, example } if !example.is_empty() => format!("{text}, such as {}", code(example)),
        plain @ (Allowed::Range(_) | Allowed::Text { .. } | Allowed::Flag { .. }) => plain.plain(),
        Allowed::OneOf(values) => {
            let is_bare = values.iter().all(|it| it.description.is_empty());
            let text = |it: &Named| {
                if is_bare { code(&it.name) } else { format!("{}: {}", code(&it.name), it.description) }
            };
            values.iter().map(text).collect::<Vec<_>>().join(if is_bare { ", " } else { "; " })
        }
    };
    text + &setting.note
}

fn default_of(setting: &Setting) -> String {
    match (&setting.default, &setting.allowed) {
        (None, _) => setting.otherwise.clone().unwrap_or_default(),
        (Some(default), Allowed::OneOf(_) | Allowed::Text { .. } | Allowed::Flag { .. }) => code(default),
        (Some(default), Allowed::Range(_)) => default.parse().map_or_else(|_| default.clone(), grouped),
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A sentence without its full stop.
fn phrase(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}

/// In Markdown; no cell has a bar in it.
fn table<const COLUMNS: usize>(headings: [&str; COLUMNS], rows: impl Iterator<Item = [String; COLUMNS]>) -> String {
    let mut text = format!("| {} |\n|{}\n", headings.join(" | "), "---|".repeat(COLUMNS));
    for row in rows {
        writeln!(text, "| {} |", row.join(" | ")).expect("a text can be written to");
    }
    text
}
