//! The element speaks the language of its place, as that language has it.

use serde_json::json;

use crate::driver::{on_page, on_page_in_each_browser};

#[test]
fn every_language_has_just_the_plural_forms_that_it_needs() {
    on_page(async |page| {
        let forms = page
            .eval(
                "const { ELEMENT_TEXTS } = await import('/www/pkg/lang/languages.js');
                 return Promise.all(Object.entries(ELEMENT_TEXTS).map(async ([code, texts]) =>
                   [Object.keys((await texts()).threads).sort(), new Intl.PluralRules(code).resolvedOptions().pluralCategories.sort()]));",
            )
            .await;
        let languages = forms.as_array().unwrap();
        assert!(languages.len() > 1);
        for forms in languages {
            assert_eq!(forms[0], forms[1]);
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
