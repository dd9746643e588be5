//! The element speaks the language of its place, and every language says everything.

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
