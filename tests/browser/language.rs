//! The element speaks the language of its place, and every language says everything.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::driver::{on_page, on_page_in_each_browser};

#[test]
fn every_language_has_the_same_texts_which_take_the_same_facts() {
    on_page(async |page| {
        let languages = page
            .eval(
                "const { LANGUAGES } = await import('/www/lang/languages.js');
                 const shape = (value, path) => typeof value === 'object'
                   ? Object.entries(value).flatMap(([key, it]) => shape(it, `${path}.${key}`))
                   : [`${path}: ${typeof value} ${value.length * (typeof value === 'function')}`];
                 return Object.fromEntries(await Promise.all(Object.entries(LANGUAGES).map(async ([code, texts]) => [code, shape(await texts(), '')])));",
            )
            .await;
        let languages = languages.as_object().unwrap();
        assert!(languages.len() > 1 && languages["en"].as_array().unwrap().len() > 100);
        for (code, texts) in languages {
            assert_eq!(texts, &languages["en"], "{code}");
        }
    });
}

/// Texts are asked for by their names, but for those of one kind, of which the name is computed.
#[test]
fn no_text_is_left_over() {
    let texts = include_str!("../../www/lang/en.js");
    let name_of = |line: &str, indent: &str| {
        let name = line.strip_prefix(indent)?.split(':').next()?;
        let is_name = !name.is_empty() && name.chars().all(char::is_alphanumeric) && line.contains(':');
        is_name.then(|| name.to_owned())
    };
    let names: BTreeSet<_> =
        texts.lines().flat_map(|line| [name_of(line, "  "), name_of(line, "    ")]).flatten().collect();
    assert!(names.len() > 80, "{names:?}");
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    let code: String = ["", "view", "engine", "lesson"]
        .iter()
        .flat_map(|folder| fs::read_dir(www.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "js"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let words: HashSet<_> = code.split(|c: char| !c.is_alphanumeric()).collect();
    let left_over: Vec<_> = names.iter().filter(|name| !words.contains(name.as_str())).collect();
    assert!(left_over.is_empty(), "{left_over:?}");
}

#[test]
fn the_language_is_the_elements_else_an_ancestors_and_changes_without_losing_a_result() {
    on_page_in_each_browser(async |page| {
        let shown = page
            .eval(
                "const shown = () => root.querySelector('[part~=compare]').textContent;
                 const until = async (text) => {
                   while (shown() !== text) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true }));
                   return shown();
                 };
                 await element.run({ mode: 'serial', n: 12345, repeats: 1 });
                 const [before, sum] = [shown(), root.querySelector('[part=sum]').textContent];
                 element.lang = 'ko-KR';
                 const korean = [await until('비교'), root.querySelector('[part=sum]').textContent, root.querySelector('[part=verdict]').textContent];
                 await element.run({ mode: 'serial', n: 0 }).catch(({ message }) => korean.push(message));
                 element.setAttribute('n', 'x');
                 korean.push(root.querySelector('.n .error').textContent);
                 element.lang = 'fr';
                 const { language } = navigator;
                 element.removeAttribute('lang');
                 await until('Compare');
                 const wrapper = document.createElement('div');
                 wrapper.lang = 'ko';
                 wrapper.append(document.createElement('parallel-sum'));
                 document.body.append(wrapper);
                 const child = wrapper.firstChild.shadowRoot;
                 while (!child.querySelector('[part~=compare]')) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(child, { childList: true }));
                 return { before, sum, korean, child: child.querySelector('[part~=compare]').textContent };",
            )
            .await;
        assert_eq!(
            (&shown["before"], &shown["sum"], &shown["child"]),
            (&json!("Compare"), &json!("76,205,685"), &json!("비교"))
        );
        let korean = shown["korean"].as_array().unwrap();
        assert_eq!(korean[0..2], [json!("비교"), json!("76,205,685")]);
        assert!(korean[2].as_str().unwrap().contains("맞음"), "{korean:?}");
        // Programs get English, readers their language.
        assert_eq!(korean[3], "n must be a whole number from 1 to 1,000,000,000,000; got 0");
        assert!(korean[4].as_str().unwrap().contains("정수"), "{korean:?}");
    });
}
