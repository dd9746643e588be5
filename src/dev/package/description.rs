//! What `www/element.toml` says of the element; that file tells what is for what.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::results::{Results, pascal};
use crate::dev::files::cannot_read;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
    pub tag: String,
    pub class: String,
    pub description: String,
    pub attributes: Vec<Setting>,
    pub options: Vec<Setting>,
    pub methods: Vec<Method>,
    pub properties: Vec<Typed>,
    pub events: Vec<Event>,
    pub css_properties: Vec<CssProperty>,
    pub parts: Vec<Named>,
}

/// An attribute or an option of a method.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Setting {
    /// What methods call it by, where others have its name.
    id: Option<String>,
    pub name: String,
    pub description: String,
    pub allowed: Allowed,
    #[serde(default)]
    pub note: String,
    pub default: Option<String>,
    pub otherwise: Option<String>,
    /// Whether the property gives decimal digits, instead of a number.
    #[serde(default)]
    pub is_digits: bool,
    /// Whether the property gives the default where the attribute is not allowed, instead of the attribute.
    #[serde(default)]
    pub falls_back: bool,
    /// Whether it is a list of such values.
    #[serde(default)]
    pub is_list: bool,
    /// What the schema calls one of them, where that is not the name.
    one: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Allowed {
    /// Whole numbers, from the first to the last.
    Range([u64; 2]),
    OneOf(Vec<Named>),
    /// Any text, or one such as the example.
    Text {
        text: String,
        example: String,
    },
    /// It is there or not.
    Flag {
        flag: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub name: String,
    #[serde(default)]
    pub description: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Method {
    pub name: String,
    pub description: String,
    #[serde(default)]
    pub requires: Vec<String>,
    #[serde(default)]
    pub takes: Vec<String>,
    /// What its options are named after, where methods share a name: those with other options are tried in turn.
    pub options: Option<String>,
    /// By its name in the schema.
    pub resolves: Option<String>,
    /// What it takes instead of options.
    pub parameter: Option<Typed>,
    /// Whether it is done when it returns, and returns nothing.
    #[serde(default)]
    pub is_immediate: bool,
    /// TypeScript's type of what it resolves to, where that is none of the schema.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// Something with a type of TypeScript.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Typed {
    pub name: String,
    pub description: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub is_optional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub name: String,
    pub description: String,
    /// That of its detail.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub detail: Vec<Typed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CssProperty {
    pub name: String,
    pub description: String,
    pub syntax: String,
    pub default: String,
}

/// The one attribute that all elements of HTML have.
const LANG: &str = "lang";

impl Description {
    /// Reads what is below the folder `root`.
    ///
    /// # Errors
    /// When it cannot be read or is not as it should be; the message says why.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join("www/element.toml");
        let text = fs::read_to_string(&path).with_context(|| cannot_read(&path))?;
        let mut description: Self =
            toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))?;
        let codes = languages(&root.join("www/lang"))?;
        for attribute in description.attributes.iter_mut().filter(|it| it.is_of_html()) {
            let named = |name: &String| Named { name: name.clone(), description: String::new() };
            attribute.allowed = Allowed::OneOf(codes.iter().map(named).collect());
        }
        Ok(description)
    }

    /// The element's own attributes.
    pub fn own_attributes(&self) -> impl Iterator<Item = &Setting> {
        self.attributes.iter().filter(|it| !it.is_of_html())
    }

    /// An option of methods, which may be an attribute.
    ///
    /// # Errors
    /// When there is none of that id or name.
    pub fn option(&self, name: &str) -> Result<&Setting> {
        let named = |it: &&Setting| it.id.as_ref().unwrap_or(&it.name) == name;
        let option = self.options.iter().chain(&self.attributes).find(named);
        option.with_context(|| format!("www/element.toml has a method that takes {name}, which it does not describe"))
    }

    /// Refuses a description that allows other values than the results have by the same name, or tells of a result that there
    /// is not.
    ///
    /// # Errors
    /// When it does, by name.
    pub fn check_against(&self, results: &Results) -> Result<()> {
        for setting @ Setting { name, allowed, .. } in self.attributes.iter().chain(&self.options) {
            let told = results.allowed_of(setting.name_of_one())?;
            ensure!(
                told.as_ref().is_none_or(|told| told.plain() == allowed.plain()),
                "www/element.toml allows {name} {}, and www/result.schema.json {}; let them agree",
                allowed.plain(),
                told.map(|it| it.plain()).unwrap_or_default()
            );
        }
        for Method { name, resolves, .. } in &self.methods {
            let lost = resolves.as_ref().filter(|it| !results.has(it));
            ensure!(lost.is_none(), "www/element.toml says that {name} resolves to {lost:?}, which the schema has not");
        }
        Ok(())
    }
}

impl Method {
    pub fn has_options(&self) -> bool {
        !(self.requires.is_empty() && self.takes.is_empty())
    }
}

impl Allowed {
    /// In plain text, such as "1 to 256" or "dynamic, static".
    pub fn plain(&self) -> String {
        match self {
            Self::Range([first, last]) => format!("{} to {}", grouped(*first), grouped(*last)),
            Self::OneOf(values) => values.iter().map(|it| &*it.name).collect::<Vec<_>>().join(", "),
            Self::Text { text, .. } => text.clone(),
            Self::Flag { flag } => flag.clone(),
        }
    }
}

/// A number with a comma before each three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    groups.map(|it| str::from_utf8(it).expect("digits are ASCII")).collect::<Vec<_>>().join(",")
}

/// The codes of the languages that have a file in the folder.
fn languages(folder: &Path) -> Result<Vec<String>> {
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| cannot_read(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            codes.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    codes.sort();
    Ok(codes)
}

impl Setting {
    pub fn is_of_html(&self) -> bool {
        self.name == LANG
    }

    /// What the schema calls what it allows.
    pub fn name_of_one(&self) -> &str {
        self.one.as_ref().unwrap_or(&self.name)
    }

    /// The name of the property: `reference-label` is `referenceLabel`.
    pub fn property(&self) -> String {
        let mut words = self.name.split('-');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| name + &pascal(word))
    }

    /// The description with what each value means.
    pub fn text(&self) -> String {
        let Allowed::OneOf(values) = &self.allowed else { return self.description.clone() };
        let meanings = values.iter().filter(|it| !it.description.is_empty());
        let meanings: Vec<_> = meanings.map(|it| format!("`{}`: {}", it.name, it.description)).collect();
        let end = if meanings.is_empty() { "" } else { "." };
        format!("{} {}{end}", self.description, meanings.join("; ")).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::files::root;

    /// What `check_against` says of the description with some text in the place of another.
    fn checked(from: &str, to: &str) -> Result<()> {
        let text = fs::read_to_string(root().join("www/element.toml"))?;
        assert!(text.contains(from), "{from}");
        let description: Description = toml::from_str(&text.replace(from, to))?;
        description.check_against(&Results::read(&root())?)
    }

    #[test]
    fn the_description_agrees_with_the_schema_or_is_refused() {
        checked("tag", "tag").unwrap();
        for (from, to, told) in [
            (
                "name = \"simd\"",
                "name = \"vectors\"",
                "kernel scalar, vectors, and www/result.schema.json scalar, simd",
            ),
            ("\"serial-simd\"", "\"vectors\"", "lanes serial, vectors, parallel"),
            ("[1, 65_536]", "[1, 65_535]", "chunks 1 to 65,535, and www/result.schema.json 1 to 65,536"),
            ("resolves = \"sweep\"", "resolves = \"sweeps\"", "sweeps"),
            ("isDigits", "isDigit", "isDigit"),
        ] {
            let error = checked(from, to).unwrap_err();
            assert!(format!("{error:#}").contains(told), "{error:#}");
        }
    }
}
