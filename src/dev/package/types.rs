//! `parallel-sum.d.ts`: the element in TypeScript. Types of frameworks are apart from it, as it is for those, too, who have none.

use anyhow::Result;

use super::description::{Allowed, Description, Event, Method, Setting, Typed};
use super::results::{Results, pascal};

pub const FILE: &str = "parallel-sum.d.ts";

/// Whole numbers as options and properties take them.
const WHOLE: &str = "WholeNumber";

/// What stands for no value, so that the default counts.
const NONE: &str = "null | undefined";

/// The module with all types of the element.
///
/// # Errors
/// When the description names what it does not describe, or the schema has what has no type here.
pub fn module(description: &Description, results: &Results) -> Result<String> {
    let Description { tag, class, description: about, events, .. } = description;
    let options = description.methods.iter().filter(|it| it.has_options());
    let options = options.map(|it| options_of(it, description, results)).collect::<Result<String>>()?;
    let props = description.own_attributes().map(|it| optional(it, results)).collect::<Result<String>>()?;
    let details: String = events.iter().filter(|it| !it.detail.is_empty()).map(detail_of).collect();
    let event_map: String = events
        .iter()
        .map(|it| format!("{}  {:?}: CustomEvent<{}>;\n", comment(&it.description, "  "), it.name, it.kind))
        .collect();
    let accessors = description.own_attributes().map(|it| accessor(it, results)).collect::<Result<String>>()?;
    let read_only: String = description
        .properties
        .iter()
        .map(|it| format!("{}  readonly {}: {};\n", comment(&it.description, "  "), it.name, it.kind))
        .collect();
    let methods: String = description.methods.iter().map(signature).collect();
    Ok(format!(
        "/// <reference lib=\"dom\" />\n\
         {}\
         /** A whole number; as text also as `1e8`, `100_000_000` or `100,000,000`. */\n\
         export type {WHOLE} = {};\n\n\
         {}\n\
         {options}\
         /** The attributes, as frameworks set them. */\n\
         export interface ParallelSumProps {{\n{props}}}\n\n\
         {details}\
         /** Its events, all of which bubble. */\n\
         export interface ParallelSumEventMap {{\n{event_map}}}\n\n\
         {}\
         export class {class} extends HTMLElement {{\n{accessors}{read_only}{methods}}}\n\n\
         declare global {{\n\
         \x20 interface HTMLElementTagNameMap {{\n    {tag:?}: {class};\n  }}\n\
         \x20 interface GlobalEventHandlersEventMap extends ParallelSumEventMap {{}}\n\
         }}\n",
        header("//"),
        literal(&Allowed::Range([1, 1])),
        results.declarations()?,
        comment(about, ""),
    ))
}

/// Where a generated file comes from, for those who would change it.
pub fn header(mark: &str) -> String {
    format!(
        "{mark} Made from www/element.toml and www/result.schema.json of parallel-sum {}.\n\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The interface of a method's options.
fn options_of(method: &Method, description: &Description, results: &Results) -> Result<String> {
    let mut members = String::new();
    for name in &method.requires {
        let option = description.option(name)?;
        members += &format!("{}  {}: {};\n", comment(&option.text(), "  "), option.name, taken(option, results)?);
    }
    for name in &method.takes {
        members += &optional(description.option(name)?, results)?;
    }
    Ok(format!(
        "/** What `{}` takes; what is left out is as the attributes say or as by default. */\nexport interface {} {{\n{members}}}\n\n",
        method.name,
        options_name(method)
    ))
}

fn options_name(method: &Method) -> String {
    format!("{}Options", pascal(method.options.as_ref().unwrap_or(&method.name)))
}

fn optional(setting: &Setting, results: &Results) -> Result<String> {
    let about = comment(&setting.text(), "  ");
    let name = if setting.name.contains('-') { format!("{:?}", setting.name) } else { setting.name.clone() };
    Ok(format!("{about}  {name}?: {} | {NONE};\n", taken(setting, results)?))
}

/// What an option or a property may be set to, by the names that types have in the module.
fn taken(setting: &Setting, results: &Results) -> Result<String> {
    let one = match &setting.allowed {
        Allowed::Range(_) => WHOLE.to_owned(),
        Allowed::OneOf(_) if results.allowed_of(setting.name_of_one())?.is_some() => pascal(setting.name_of_one()),
        allowed => literal(allowed),
    };
    Ok(if setting.is_list { format!("readonly {one}[]") } else { one })
}

/// The type of what is allowed, without names.
pub fn literal(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Range(_) => "number | bigint | string".to_owned(),
        Allowed::OneOf(values) => one_of(values.iter().map(|it| format!("{:?}", it.name))),
        Allowed::Text { .. } => "string".to_owned(),
        Allowed::Flag { .. } => "boolean".to_owned(),
    }
}

/// What a property gives: where the attribute is not allowed and nothing stands in for it, its text.
pub fn given(setting: &Setting) -> String {
    match &setting.allowed {
        Allowed::Range(_) if !setting.is_digits => "number | string".into(),
        allowed @ Allowed::OneOf(_) if setting.falls_back => literal(allowed),
        Allowed::Text { .. } => "string | null".into(),
        Allowed::Flag { .. } => "boolean".into(),
        _ => "string".into(),
    }
}

fn accessor(setting: &Setting, results: &Results) -> Result<String> {
    let (name, given, taken) = (setting.property(), given(setting), taken(setting, results)?);
    let is_digits = if setting.is_digits { " Gives decimal digits." } else { "" };
    let is_kept = match &setting.allowed {
        Allowed::Text { .. } => " Null where there is none that is allowed.",
        Allowed::Flag { .. } => "",
        _ if setting.falls_back => "",
        _ => " Gives the attribute as it is where that is not allowed.",
    };
    let about = comment(&[&setting.text(), is_digits, is_kept].concat(), "  ");
    Ok(format!("{about}  get {name}(): {given};\n  set {name}(value: {taken} | {NONE});\n"))
}

fn signature(method: &Method) -> String {
    let parameter = parameter(method).map(|(name, kind, is_optional)| {
        let mark = if is_optional { "?" } else { "" };
        format!("{name}{mark}: {kind}")
    });
    let about = comment(&method.description, "  ");
    format!("{about}  {}({}): {};\n", method.name, parameter.unwrap_or_default(), returned(method))
}

/// The parameter of a method, where it has one: its name, its type, and whether it may be left out.
pub fn parameter(method: &Method) -> Option<(&str, String, bool)> {
    let own = method.parameter.as_ref().map(|it| (&*it.name, it.kind.clone(), it.is_optional));
    own.or_else(|| method.has_options().then(|| ("options", options_name(method), method.requires.is_empty())))
}

/// The type of what a method returns.
pub fn returned(method: &Method) -> String {
    if method.is_immediate {
        return "void".into();
    }
    let kind = method.resolves.as_deref().map(pascal).or_else(|| method.kind.clone());
    format!("Promise<{}>", kind.as_deref().unwrap_or("void"))
}

fn detail_of(event: &Event) -> String {
    let member = |Typed { name, description, kind, is_optional }: &Typed| {
        let mark = if *is_optional { "?" } else { "" };
        format!("{}  {name}{mark}: {kind};\n", comment(description, "  "))
    };
    let members: String = event.detail.iter().map(member).collect();
    format!("/** The detail of `{}`. */\nexport interface {} {{\n{members}}}\n\n", event.name, event.kind)
}

/// A comment that editors show.
pub fn comment(text: &str, indent: &str) -> String {
    format!("{indent}/** {} */\n", text.replace("*/", "*\\/"))
}

/// Any of these types.
pub fn one_of(types: impl IntoIterator<Item = String>) -> String {
    types.into_iter().collect::<Vec<_>>().join(" | ")
}
