//! What editors, and catalogues of elements, know of the element: a Custom Elements Manifest
//! (<https://github.com/webcomponents/custom-elements-manifest>), Web Types, which JetBrains' editors read
//! (<https://github.com/JetBrains/web-types>), and custom data for Visual Studio Code
//! (<https://code.visualstudio.com/api/extension-guides/custom-data-extension>).

use serde_json::{Value, json};

use super::description::{Allowed, CssProperty, Description, Event, Method, Named, Setting, Typed};
use super::types::{given, literal, parameter, returned};

/// The files, each with its name.
pub fn files(description: &Description) -> [(&'static str, Value); 3] {
    [
        ("custom-elements.json", manifest(description)),
        ("web-types.json", web_types(description)),
        ("vscode.html-custom-data.json", custom_data(description)),
    ]
}

fn manifest(description: &Description) -> Value {
    let Description { tag, class, methods, properties, events, css_properties, parts, .. } = description;
    let module = "parallel-sum.js";
    let attribute = |it: &Setting| {
        let kind = literal(&it.allowed);
        let mut attribute =
            json!({ "name": it.name, "description": it.text(), "type": { "text": kind }, "fieldName": it.property() });
        if let Some(default) = &it.default {
            attribute["default"] = json!(format!("{default:?}"));
        }
        attribute
    };
    let field = |it: &Setting| {
        json!({
            "kind": "field", "name": it.property(), "description": it.text(), "type": { "text": given(it) },
            "attribute": it.name, "reflects": true,
        })
    };
    let read_only = |Typed { name, description, kind, .. }: &Typed| json!({ "kind": "field", "name": name, "description": description, "type": { "text": kind }, "readonly": true });
    let method = |it: &Method| {
        let parameters: Vec<_> = parameter(it)
            .map(|(name, kind, is_optional)| json!({ "name": name, "type": { "text": kind }, "optional": is_optional }))
            .into_iter()
            .collect();
        json!({
            "kind": "method", "name": it.name, "description": it.description, "parameters": parameters,
            "return": { "type": { "text": returned(it) } },
        })
    };
    let event = |Event { name, description, kind, .. }: &Event| json!({ "name": name, "description": description, "type": { "text": format!("CustomEvent<{kind}>") } });
    let css_property = |CssProperty { name, description, syntax, default }: &CssProperty| json!({ "name": name, "description": description, "syntax": syntax, "default": default });
    let fields = description.own_attributes().map(field).chain(properties.iter().map(read_only));
    let declaration = json!({ "name": class, "module": module });
    json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [{
            "kind": "javascript-module",
            "path": module,
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": class,
                "tagName": tag,
                "description": description.description,
                "superclass": { "name": "HTMLElement", "package": "global:" },
                "attributes": description.attributes.iter().map(attribute).collect::<Vec<_>>(),
                // Of those that share a name the manifest has room for one.
                "members": fields.chain(methods.iter().filter(|it| it.options.is_none()).map(method)).collect::<Vec<_>>(),
                "events": events.iter().map(event).collect::<Vec<_>>(),
                "cssProperties": css_properties.iter().map(css_property).collect::<Vec<_>>(),
                "cssParts": parts.iter().map(named).collect::<Vec<_>>(),
            }],
            "exports": [
                { "kind": "js", "name": class, "declaration": declaration },
                { "kind": "custom-element-definition", "name": tag, "declaration": declaration },
            ],
        }],
    })
}

fn web_types(description: &Description) -> Value {
    let Description { tag, properties, events, css_properties, parts, .. } = description;
    let attribute = |it: &Setting| {
        let mut attribute =
            json!({ "name": it.name, "description": it.text(), "value": { "type": literal(&it.allowed) } });
        if let Some(default) = &it.default {
            attribute["default"] = json!(default);
        }
        attribute
    };
    let property = |it: &Setting| json!({ "name": it.property(), "description": it.text(), "type": given(it) });
    let read_only = |Typed { name, description, kind, .. }: &Typed| json!({ "name": name, "description": description, "type": kind, "read-only": true });
    let event = |Event { name, description, kind, .. }: &Event| json!({ "name": name, "description": description, "type": format!("CustomEvent<{kind}>") });
    let css_property = |CssProperty { name, description, default, .. }: &CssProperty| json!({ "name": name, "description": description, "default": default });
    let fields = description.own_attributes().map(property).chain(properties.iter().map(read_only));
    json!({
        "$schema": "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "js-types-syntax": "typescript",
        "description-markup": "markdown",
        "contributions": { "html": { "elements": [{
            "name": tag,
            "description": description.description,
            "attributes": description.attributes.iter().map(attribute).collect::<Vec<_>>(),
            "js": { "properties": fields.collect::<Vec<_>>(), "events": events.iter().map(event).collect::<Vec<_>>() },
            "css": {
                "properties": css_properties.iter().map(css_property).collect::<Vec<_>>(),
                "parts": parts.iter().map(named).collect::<Vec<_>>(),
            },
        }] } },
    })
}

fn custom_data(description: &Description) -> Value {
    let attribute = |it: &Setting| {
        let mut attribute = json!({ "name": it.name, "description": it.text() });
        if let Allowed::OneOf(values) = &it.allowed {
            attribute["values"] = values.iter().map(named).collect();
        }
        attribute
    };
    json!({
        "version": 1.1,
        "tags": [{
            "name": description.tag,
            "description": description.description,
            "attributes": description.attributes.iter().map(attribute).collect::<Vec<_>>(),
        }],
    })
}

fn named(Named { name, description }: &Named) -> Value {
    if description.is_empty() { json!({ "name": name }) } else { json!({ "name": name, "description": description }) }
}
