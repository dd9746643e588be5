//! What www/element.toml says of the element, from which its types and all else that describes it are made, is true of it, and
//! is all that there is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::driver::{Page, on_page};
use crate::gpu::on_page_with_gpu;

static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| toml::from_str(include_str!("../../www/element.toml")).expect("www/element.toml is TOML"));

/// Runs JavaScript in which `described` is the description, and `refusal(promise)` the option that an error names, or null
/// where there is none.
async fn eval(page: &Page, script: &str) -> Value {
    let description = &*DESCRIPTION;
    page.eval(&format!(
        "const described = {description};
         const refusal = (promise) => promise.then(() => null, (error) => error.option ?? String(error));
         {script}"
    ))
    .await
}

/// The names in a list of the description.
fn names(list: &str) -> Vec<&'static str> {
    let mut names: Vec<_> =
        DESCRIPTION[list].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    names
}

/// Those that are not HTML's.
fn own_attributes() -> Vec<&'static str> {
    names("attributes").into_iter().filter(|name| *name != "lang").collect()
}

/// Their properties.
fn own_properties() -> Vec<&'static str> {
    own_attributes().into_iter().map(|name| if name == "reference-label" { "referenceLabel" } else { name }).collect()
}

#[test]
fn the_attributes_and_all_else_that_the_element_has_are_those_that_are_described() {
    on_page(async |page| {
        let there = eval(
            page,
            "const { observedAttributes, prototype } = element.constructor;
             const members = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor' && !name.endsWith('Callback'));
             return { name: element.constructor.name, tag: element.localName, attributes: [...observedAttributes].sort(), members: members.sort() };",
        )
        .await;
        assert_eq!(there["name"], DESCRIPTION["class"]);
        assert_eq!(there["tag"], DESCRIPTION["tag"]);
        assert_eq!(there["attributes"], json!(own_attributes()));
        let mut members = [own_properties(), names("methods"), names("properties")].concat();
        members.sort_unstable();
        members.dedup(); // a method is described by each of the ways to call it
        assert_eq!(there["members"], json!(members));
    });
}

#[test]
fn every_attribute_has_its_default_is_a_property_too_and_takes_what_is_allowed() {
    on_page(async |page| {
        let seen = eval(
            page,
            "const computed = { threads: Math.min(navigator.hardwareConcurrency, 256), chunks: 16 * Math.min(navigator.hardwareConcurrency, 256) };
             const seen = {};
             for (const { name, allowed, default: value = computed[name] } of described.attributes.filter(({ name, allowed }) => name !== 'lang' && Array.isArray(allowed))) {
               const it = document.createElement('parallel-sum');
               const wrong = [];
               const expect = (what, got, wanted) => String(got) === String(wanted) || wrong.push(`${what}: ${got} instead of ${wanted}`);
               expect('default', it[name], value);
               for (const allowedOne of allowed.map((one) => one.name ?? one)) {
                 it[name] = allowedOne;
                 expect('attribute of a property', it.getAttribute(name), allowedOne);
                 it[name] = null;
                 expect('attribute of null', it.hasAttribute(name), false);
                 it.setAttribute(name, allowedOne);
                 expect('property of an attribute', it[name], allowedOne);
                 it.removeAttribute(name);
                 expect('default again', it[name], value);
               }
               seen[name] = wrong;
             }
             return seen;",
        )
        .await;
        let listed = |name: &&str| !["predict", "reference", "reference-label"].contains(name);
        assert_eq!(seen, own_attributes().into_iter().filter(listed).map(|name| (name, json!([]))).collect::<Value>());
    });
}

#[test]
fn flags_are_there_or_not_and_numbers_to_compare_with_are_read_or_told_of_in_the_console() {
    on_page(async |page| {
        let seen = eval(
            page,
            "const warned = [];
             console.warn = (text) => warned.push(text);
             const it = document.createElement('parallel-sum');
             const seen = [it.predict, it.reference, it.referenceLabel];
             it.predict = true;
             seen.push(it.getAttribute('predict'), it.predict);
             it.predict = false;
             seen.push(it.hasAttribute('predict'));
             it.setAttribute('predict', '');
             it.reference = '7.964, 2.237, 8';
             it.referenceLabel = 'Python';
             seen.push(it.predict, it.reference, it.getAttribute('reference-label'));
             const kept = [];
             for (const bad of ['', '1,2', '1,2,3,4', '0,1,8', '1,-1,8', '1,1,0', '1,1,257', '1,1,2.5', 'one,1,8', 'Infinity,1,8']) {
               it.setAttribute('reference', bad);
               if (it.reference !== null) kept.push(bad);
             }
             return { seen, kept, told: warned.length, says: warned[0] };",
        )
        .await;
        let expected = json!([false, null, null, "", true, false, true, "7.964, 2.237, 8", "Python"]);
        assert_eq!(seen["seen"], expected);
        assert_eq!((&seen["kept"], &seen["told"]), (&json!([]), &json!(10)));
        assert!(seen["says"].as_str().unwrap().contains("serial seconds,parallel seconds,threads"), "{seen}");
    });
}

#[test]
fn what_is_not_allowed_is_refused_or_falls_back_as_described() {
    on_page(async |page| {
        let seen = eval(
            page,
            "const seen = {};
             for (const { name, allowed, default: value, fallsBack } of described.attributes.filter(({ name, allowed }) => name !== 'lang' && Array.isArray(allowed))) {
               const isRange = typeof allowed[0] === 'number';
               for (const bad of isRange ? [allowed[0] - 1, allowed[1] + 1, 'nonsense'] : ['nonsense', allowed[0].name.toUpperCase()]) {
                 const it = document.createElement('parallel-sum');
                 it.setAttribute(name, bad);
                 const refused = await refusal(it.run({ mode: 'serial', ...(name !== 'n' && { n: 10 }) }));
                 const isAsDescribed = fallsBack ? refused === null && it[name] === value : refused === name && it[name] === String(bad);
                 if (!isAsDescribed) (seen[name] ??= []).push([bad, refused, it[name]]);
               }
             }
             return seen;",
        )
        .await;
        assert_eq!(seen, json!({}));
    });
}

/// What an option refuses it reads.
#[test]
fn every_method_reads_the_options_that_are_described_and_no_run_begins_without_those_that_it_requires() {
    on_page(async |page| {
        let seen = eval(
            page,
            "const all = [...described.options, ...described.attributes];
             const optionOf = (name) => all.find((it) => (it.id ?? it.name) === name);
             const it = document.createElement('parallel-sum');
             const wrong = [];
             for (const { name: method, requires: ids = [], takes = [] } of described.methods) {
               const requires = ids.map((id) => optionOf(id).name);
               const required = Object.fromEntries(ids.map((id) => [optionOf(id).name, optionOf(id).allowed[0].name]));
               const mayDoWithout = described.methods.some((it) => it.name === method && !it.requires); // then it is that one
               for (const name of mayDoWithout ? [] : requires) {
                 const refused = await refusal(it[method]({ ...required, [name]: undefined }));
                 if (refused !== name) wrong.push([method, name, 'left out', refused]);
               }
               for (const id of [...ids, ...takes]) {
                 const { name, allowed, isList } = optionOf(id);
                 const bad = typeof allowed[0] === 'number' ? allowed[1] + 1 : 'nonsense';
                 const refused = await refusal(it[method]({ ...required, [name]: isList ? [bad] : bad }));
                 if (refused !== name) wrong.push([method, name, bad, refused]);
               }
             }
             return wrong;",
        )
        .await;
        assert_eq!(seen, json!([]));
    });
}

#[test]
fn properties_that_are_described_as_read_only_are_what_is_described_and_stay_so() {
    on_page(async |page| {
        let seen = eval(
            page,
            "const before = element.engine;
             const ready = element.ready;
             const resolved = await ready;
             const after = element.engine;
             for (const name of ['engine', 'ready']) try { element[name] = 'messages'; } catch {}
             return { before, isPromise: ready instanceof Promise, resolved, after, kept: element.engine, isStillPromise: element.ready instanceof Promise };",
        )
        .await;
        let engines = DESCRIPTION["options"].as_array().unwrap().iter().find(|it| it["name"] == "engine").unwrap();
        let is_engine = |value: &Value| engines["allowed"].as_array().unwrap().iter().any(|it| it["name"] == *value);
        assert_eq!((&seen["isPromise"], &seen["isStillPromise"]), (&json!(true), &json!(true)), "{seen}");
        assert_eq!(seen["resolved"], json!(null), "{seen}");
        assert!(seen["before"].is_null() || is_engine(&seen["before"]), "{seen}");
        assert!(is_engine(&seen["after"]), "{seen}");
        assert_eq!(seen["after"], seen["kept"]);
    });
}

#[test]
fn every_event_bubbles_out_of_shadow_trees_with_the_detail_that_is_described() {
    on_page(async |page| {
        let seen = eval(
            page,
            "const events = {};
             const { dispatchEvent } = element;
             const told = (event) => {
               const { type, bubbles, composed, detail } = event;
               const entry = (events[type] ??= { leave: true, always: Object.keys(detail), ever: new Set() });
               entry.leave &&= bubbles && composed && event instanceof CustomEvent;
               entry.always = entry.always.filter((key) => key in detail);
               for (const key of Object.keys(detail)) entry.ever.add(key);
               entry.last = detail;
               return dispatchEvent.call(element, event);
             };
             element.dispatchEvent = told;
             const result = await element.compare({ n: 3e9, threads: 2, repeats: 2 }); // long enough for something to be known
             await element.compare({ threads: 0 }).catch(() => {});
             delete element.dispatchEvent;
             const entries = Object.entries(events).map(([type, { leave, always, ever }]) => [type, { leave, always: always.sort(), ever: [...ever].sort() }]);
             return { isResult: events['parallel-sum-result'].last === result, events: Object.fromEntries(entries) };",
        )
        .await;
        assert_eq!(seen["isResult"], true);
        let mut told: Vec<_> = seen["events"].as_object().unwrap().keys().map(String::as_str).collect();
        told.sort_unstable();
        assert_eq!(told, names("events"));
        for event in DESCRIPTION["events"].as_array().unwrap() {
            let told = &seen["events"][event["name"].as_str().unwrap()];
            assert_eq!(told["leave"], true, "{event}");
            let Some(detail) = event["detail"].as_array() else { continue };
            let keys = |is_wanted: fn(&&Value) -> bool| {
                let mut keys: Vec<_> = detail.iter().filter(is_wanted).map(|it| &it["name"]).collect();
                keys.sort_unstable_by_key(|it| it.as_str());
                json!(keys)
            };
            assert_eq!(told["ever"], keys(|_| true), "{event}");
            assert_eq!(told["always"], keys(|it| it["isOptional"] != true), "{event}");
        }
    });
}

#[test]
fn every_part_that_is_described_is_there_after_a_run_of_each_kind_and_no_other_is() {
    on_page_with_gpu(async |page, _| {
        let parts = eval(
            page,
            "const parts = new Set();
             const look = () => root.querySelectorAll('[part]').forEach((it) => it.part.forEach((name) => parts.add(name)));
             element.lang = 'en';
             await element.ready;
             look();
             await element.compare({ n: 1e8, threads: 2 });
             await openTables();
             look();
             await element.sweep({ n: 1e7, counts: [1, 2] });
             look();
             await element.race({ n: 1e6 });
             look();
             await element.run({ mode: 'gpu', n: 1e6 });
             look();
             return [...parts].sort();",
        )
        .await;
        assert_eq!(parts, json!(names("parts")));
    });
}

/// In the source: browsers keep of a shorthand with such a property in it little that scripts can read.
#[test]
fn the_style_sheet_has_the_custom_properties_that_are_described_with_their_defaults_and_no_other() {
    let sheet = include_str!("../../www/view/style.js");
    let is_of_name = |it: char| it.is_ascii_alphanumeric() || it == '-';
    let rest_of_name = |rest: &'static str| &rest[..rest.find(|it| !is_of_name(it)).unwrap()];
    let there: BTreeSet<_> = sheet.split("var(--parallel-sum-").skip(1).map(rest_of_name).collect();
    let described = names("cssProperties").into_iter().map(|it| it.strip_prefix("--parallel-sum-").unwrap());
    assert_eq!(there, described.collect());
    for property in DESCRIPTION["cssProperties"].as_array().unwrap() {
        let (name, default) = (property["name"].as_str().unwrap(), property["default"].as_str().unwrap());
        assert!(sheet.contains(&format!("var({name}, {default})")), "{name} has another default than {default}");
    }
}
