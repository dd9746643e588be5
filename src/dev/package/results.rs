//! The types of what methods resolve to, from `www/result.schema.json`: of JSON Schema what stands there, in TypeScript. What
//! this does not know it refuses, since a type that leaves something out would be wrong without a word.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::description::{Allowed, Named};
use super::types::{comment, one_of};
use crate::dev::files::cannot_read;

/// The types of the schema's `$defs`, by their names there.
pub struct Results {
    types: Map<String, Value>,
    /// Those that a method may resolve to.
    any: Vec<Schema>,
}

/// The file as a whole.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    #[serde(rename = "$schema")]
    _dialect: IgnoredAny,
    #[serde(rename = "title")]
    _title: IgnoredAny,
    #[serde(rename = "description")]
    _description: IgnoredAny,
    one_of: Vec<Schema>,
    #[serde(rename = "$defs")]
    types: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Schema {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    description: Option<String>,
    #[serde(rename = "type")]
    kind: Option<Kind>,
    /// Texts or null.
    #[serde(rename = "enum")]
    values: Option<Vec<Option<String>>>,
    items: Option<Box<Self>>,
    prefix_items: Option<Vec<Self>>,
    min_items: Option<usize>,
    max_items: Option<usize>,
    properties: Option<Map<String, Value>>,
    #[serde(default)]
    required: Vec<String>,
    additional_properties: Option<bool>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    // Finer than TypeScript's types.
    #[serde(rename = "exclusiveMinimum")]
    _exclusive_minimum: Option<IgnoredAny>,
    #[serde(rename = "pattern")]
    _pattern: Option<IgnoredAny>,
    #[serde(rename = "uniqueItems")]
    _unique_items: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Kind {
    One(String),
    Several(Vec<String>),
}

impl Results {
    /// Reads the schema below the folder `root`.
    ///
    /// # Errors
    /// When it cannot be read, or is not as it should be; the message says why.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join("www/result.schema.json");
        let text = fs::read_to_string(&path).with_context(|| cannot_read(&path))?;
        Self::parse(&text).with_context(|| format!("cannot understand {}", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let File { types, one_of: any, .. } = serde_json::from_str(text)?;
        Ok(Self { types, any })
    }

    /// Whether there is an object of this name.
    pub fn has(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(|it| it.get("properties").is_some())
    }

    /// What the values of this name may be; nothing where the schema has no type of that name, or another kind of type.
    ///
    /// # Errors
    /// When the type of that name is not as it should be.
    pub fn allowed_of(&self, name: &str) -> Result<Option<Allowed>> {
        if !self.types.contains_key(name) {
            return Ok(None);
        }
        let Schema { values, minimum, maximum, .. } = self.schema(name)?;
        let named = |name: Option<String>| Some(Named { name: name?, description: String::new() });
        let one_of = values.map(|values| Allowed::OneOf(values.into_iter().filter_map(named).collect()));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the ends of ranges of whole numbers"
        )]
        let range = minimum.zip(maximum).map(|(first, last)| Allowed::Range([first as u64, last as u64]));
        Ok(one_of.or(range))
    }

    /// Declarations in TypeScript: of each type that has a name there, and of `Result`, which is any of those that methods
    /// resolve to.
    ///
    /// # Errors
    /// When the schema has what this does not know.
    pub fn declarations(&self) -> Result<String> {
        let mut declarations = String::new();
        for name in self.types.keys() {
            let declare = || -> Result<String> {
                let schema = self.schema(name)?;
                let about = schema.description.as_deref().map(|text| comment(text, "")).unwrap_or_default();
                let pascal = pascal(name);
                Ok(match (&schema.values, &schema.properties) {
                    (Some(_), _) => format!("{about}export type {pascal} = {};\n\n", self.type_of(&schema)?),
                    (_, Some(_)) => format!("{about}export interface {pascal} {{\n{}}}\n\n", self.members(&schema)?),
                    _ => String::new(),
                })
            };
            declarations += &declare().with_context(|| format!("cannot make a type of $defs/{name}"))?;
        }
        let any = self.any.iter().map(|schema| self.type_of(schema)).collect::<Result<Vec<_>>>()?;
        Ok(format!("{declarations}/** What a method may resolve to. */\nexport type Result = {};\n", any.join(" | ")))
    }

    fn schema(&self, name: &str) -> Result<Schema> {
        let schema = self.types.get(name).with_context(|| format!("$defs has no {name}"))?;
        Ok(Schema::deserialize(schema)?)
    }

    /// The properties of an object, a line each.
    fn members(&self, schema: &Schema) -> Result<String> {
        self.properties(schema)?
            .into_iter()
            .map(|(name, schema, mark)| {
                let told = schema.reference.as_deref().map(|it| self.referred(it)).transpose()?;
                let description = schema.description.clone().or(told.and_then(|(_, told)| told.description));
                let about = description.map(|text| comment(&text, "  ")).unwrap_or_default();
                Ok(format!("{about}  {name}{mark}: {};\n", self.type_of(&schema)?))
            })
            .collect()
    }

    /// The properties of an object: their names, what they are, and the mark of those that may be missing.
    fn properties(&self, schema: &Schema) -> Result<Vec<(String, Schema, &'static str)>> {
        let properties = schema.properties.as_ref().context("an object needs properties")?;
        ensure!(schema.additional_properties == Some(false), "an object needs \"additionalProperties\": false");
        let unknown = schema.required.iter().find(|it| !properties.contains_key(*it));
        ensure!(unknown.is_none(), "{unknown:?} is required and not described");
        let property = |(name, value): (&String, &Value)| -> Result<_> {
            let property = Schema::deserialize(value).with_context(|| format!("property {name}"))?;
            Ok((name.clone(), property, if schema.required.contains(name) { "" } else { "?" }))
        };
        properties.iter().map(property).collect()
    }

    fn type_of(&self, schema: &Schema) -> Result<String> {
        if let Some(reference) = &schema.reference {
            let (name, schema) = self.referred(reference)?;
            return Ok(match (&schema.values, &schema.properties) {
                (Some(_), _) => pascal(name),
                (_, Some(_)) => {
                    one_of([pascal(name)].into_iter().chain(schema.kinds().contains(&"null").then(|| "null".into())))
                }
                _ => self.type_of(&schema)?,
            });
        }
        if let Some(values) = &schema.values {
            return Ok(one_of(values.iter().map(|it| it.as_ref().map_or("null".into(), |it| format!("{it:?}")))));
        }
        let kinds = schema.kinds();
        ensure!(!kinds.is_empty(), "a type needs one of type, enum and $ref");
        let types = kinds.into_iter().map(|kind| match kind {
            "null" | "string" | "boolean" => Ok(kind.to_owned()),
            "number" | "integer" => Ok("number".to_owned()),
            "array" => self.array(schema),
            "object" => {
                let property = |(name, schema, mark)| Ok(format!("{name}{mark}: {}", self.type_of(&schema)?));
                let properties = self.properties(schema)?.into_iter().map(property).collect::<Result<Vec<_>>>()?;
                Ok(format!("{{ {} }}", properties.join("; ")))
            }
            other => bail!("unknown type {other}"),
        });
        Ok(one_of(types.collect::<Result<Vec<_>>>()?))
    }

    fn array(&self, schema: &Schema) -> Result<String> {
        match (&schema.items, &schema.prefix_items) {
            (Some(item), None) => {
                let item = self.type_of(item)?;
                Ok(if item.contains(" | ") { format!("({item})[]") } else { format!("{item}[]") })
            }
            (None, Some(items)) => {
                let count = Some(items.len());
                ensure!([schema.min_items, schema.max_items] == [count; 2], "a tuple needs minItems and maxItems");
                let items = items.iter().map(|item| self.type_of(item)).collect::<Result<Vec<_>>>()?;
                Ok(format!("[{}]", items.join(", ")))
            }
            _ => bail!("an array needs one of items and prefixItems"),
        }
    }

    /// The name and the type of a reference.
    fn referred<'a>(&self, reference: &'a str) -> Result<(&'a str, Schema)> {
        let name = reference.strip_prefix("#/$defs/").with_context(|| format!("{reference} is not in $defs"))?;
        Ok((name, self.schema(name)?))
    }
}

impl Schema {
    fn kinds(&self) -> Vec<&str> {
        match &self.kind {
            None => vec![],
            Some(Kind::One(kind)) => vec![kind],
            Some(Kind::Several(kinds)) => kinds.iter().map(String::as_str).collect(),
        }
    }
}

/// The name that a type of the schema has in TypeScript.
pub fn pascal(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The declarations of a schema with this one type, `thing`.
    fn declared(thing: &Value) -> Result<String> {
        let file = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "", "description": "",
            "oneOf": [{ "$ref": "#/$defs/thing" }],
            "$defs": { "thing": thing, "maybe": { "enum": ["one", "two", null] }, "size": { "type": "number", "minimum": 0 } },
        });
        Results::parse(&file.to_string())?.declarations()
    }

    fn object(properties: &Value) -> Value {
        let required: Vec<_> = properties.as_object().unwrap().keys().filter(|name| *name != "rare").collect();
        json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
    }

    #[test]
    fn what_the_schema_has_becomes_types_in_which_nothing_is_lost() {
        let pair = json!({ "type": ["array", "null"], "prefixItems": [{ "type": "number" }, { "type": "string" }], "minItems": 2, "maxItems": 2 });
        let declared = declared(&object(&json!({
            "size": { "$ref": "#/$defs/size", "description": "how large */ it is" },
            "pair": pair,
            "list": { "type": "array", "items": { "$ref": "#/$defs/maybe" } },
            "words": { "type": "array", "items": { "enum": ["a", "b"] } },
            "part": object(&json!({ "is": { "type": "boolean" } })),
            "rare": { "type": "integer", "minimum": 1 },
        })));
        let declared = declared.unwrap();
        for part in [
            "export interface Thing {\n  /** how large *\\/ it is */\n  size: number;\n",
            "  pair: [number, string] | null;\n",
            "  list: Maybe[];\n",
            "  words: (\"a\" | \"b\")[];\n",
            "  part: { is: boolean };\n",
            "  rare?: number;\n",
            "export type Maybe = \"one\" | \"two\" | null;\n",
            "export type Result = Thing;\n",
        ] {
            assert!(declared.contains(part), "{part} is missing from {declared}");
        }
    }

    #[test]
    fn what_has_no_type_here_is_refused_by_its_name() {
        let open = json!({ "type": "object", "required": [], "properties": {} });
        for (property, why) in [
            (json!({ "type": "number", "multipleOf": 2 }), "multipleOf"),
            (json!({ "anyOf": [{ "type": "number" }] }), "anyOf"),
            (json!({ "type": "date" }), "date"),
            (json!({ "description": "anything" }), "type, enum and $ref"),
            (json!({ "$ref": "#/$defs/other" }), "other"),
            (json!({ "$ref": "other.json" }), "other.json"),
            (json!({ "enum": [1, 2] }), "invalid type"),
            (json!({ "type": "array" }), "items"),
            (json!({ "type": "array", "prefixItems": [{ "type": "number" }] }), "minItems"),
            (open, "additionalProperties"),
        ] {
            let error = declared(&object(&json!({ "property": property }))).unwrap_err();
            let told = format!("{error:#}");
            assert!(told.contains("thing") && told.contains(why), "{property}: {told}");
        }
        let required =
            json!({ "type": "object", "additionalProperties": false, "required": ["lost"], "properties": {} });
        assert!(format!("{:#}", declared(&required).unwrap_err()).contains("lost"));
    }
}
