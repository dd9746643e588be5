//! The element speaks the language of its place, as that language has it.

use serde_json::json;

use crate::driver::{in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Fault, Host};

#[test]
fn every_language_has_just_the_plural_forms_that_it_needs() {
    on_page(async |page| {
        let forms = page
            .eval(
                "const { ELEMENT_TEXTS } = await import('/www/pkg/lang/languages.js');
                 const formsIn = async ([code, texts]) => {
                   const counted = Object.values(await texts()).filter(({ other }) => other);
                   const needed = new Intl.PluralRules(code).resolvedOptions().pluralCategories.sort();
                   return counted.map((forms) => [Object.keys(forms).sort(), needed]);
                 };
                 return Promise.all(Object.entries(ELEMENT_TEXTS).map(formsIn));",
            )
            .await;
        let languages = forms.as_array().unwrap();
        assert!(languages.len() > 1);
        for forms in languages {
            let counted = forms.as_array().unwrap();
            assert_eq!(counted.len(), 3); // threads, chunks and runs
            counted.iter().for_each(|forms| assert_eq!(forms[0], forms[1]));
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
                   while (shown() !== text) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));
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
                 while (!child.querySelector('[part~=compare]')) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(child, { childList: true, subtree: true }));
                 return { before, sum, korean, child: child.querySelector('[part~=compare]').textContent };",
            )
            .await;
        assert_eq!(
            (&shown["before"], &shown["sum"], &shown["child"]),
            (&json!("Compare"), &json!("76,205,685"), &json!("비교"))
        );
        let korean = shown["korean"].as_array().unwrap();
        assert_eq!(korean[0..2], [json!("비교"), json!("76,205,685")]);
        assert!(korean[2].as_str().unwrap().contains("맞습니다"), "{korean:?}");
        // Programs get English, readers their language.
        assert_eq!(korean[3], "n must be a whole number from 1 to 1,000,000,000,000; got 0");
        assert!(korean[4].as_str().unwrap().contains("정수"), "{korean:?}");
    });
}

/// As when a router sets the language of a page after it has put the element in, or a reader changes a site's.
#[test]
fn the_language_follows_every_lang_around_whenever_that_changes() {
    on_page_in_each_browser(async |page| {
        let spoken = page
            .eval(
                "const html = document.documentElement;
                 const host = document.createElement('div');
                 const inner = document.createElement('parallel-sum');
                 host.attachShadow({ mode: 'open' }).append(inner);
                 document.body.append(host);
                 element.removeAttribute('lang');
                 const until = async (language) => {
                   for (const { shadowRoot } of [element, inner]) {
                     const spoken = () => shadowRoot.querySelector('form')?.lang;
                     while (spoken() !== language) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(shadowRoot, { childList: true, subtree: true }));
                   }
                   return language;
                 };
                 const heard = [await until('en')];
                 html.lang = 'ko';
                 heard.push(await until('ko'));
                 html.lang = 'en-GB';
                 html.lang = 'ko_KR';
                 html.lang = 'en_US';
                 heard.push(await until('en'));
                 html.lang = 'ko';
                 html.lang = 'en';
                 html.lang = 'ko';
                 heard.push(await until('ko'));
                 html.lang = 'constructor'; // of which there is none, so that it is the browser's
                 heard.push(await until('en'));
                 host.lang = 'ko';
                 element.parentElement.lang = 'ko';
                 heard.push(await until('ko'));
                 document.body.append(element); // where it is another
                 host.removeAttribute('lang');
                 heard.push(await until('en'));
                 return heard;",
            )
            .await;
        assert_eq!(spoken, json!(["en", "ko", "en", "ko", "en", "ko", "en"]));
    });
}

#[test]
fn until_a_slow_language_is_there_the_authors_own_text_shows_then_english_and_what_is_typed_stays() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.put("slow.html", "<!doctype html><html lang=en><script type=module src=www/parallel-sum.js></script>");
        host.spoil("lang/ko.js", Fault::Late);
        // Only then comes the element: some browsers hold a page to be loading until a language is there.
        page.open(&format!("{}/slow.html", host.address)).await;
        page.eval(
            "document.body.innerHTML = '<parallel-sum lang=ko><p id=own>8 cores are not 8 times as fast.</p></parallel-sum>'",
        )
        .await;
        let seen = "const seen = () => [document.getElementById('own').getClientRects().length > 0, root.querySelector('form')?.lang ?? null];
             const next = () => new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));";
        let english = page
            .eval(&format!(
                "{seen}
                 const all = [seen()];
                 while (!root.querySelector('form')) await next();
                 return [...all, seen()];"
            ))
            .await;
        let english = english.as_array().unwrap();
        assert!(english[0] == json!([true, null]) || english[0] == english[1], "{english:?}");
        assert_eq!(english[1], json!([false, "en"]));

        page.find("#threads").await.send_keys("3").await.unwrap();
        host.mend();
        let korean = page
            .eval(&format!(
                "{seen}
                 while (root.querySelector('form').lang === 'en') await next();
                 return [seen(), root.activeElement.id, root.activeElement.value];"
            ))
            .await;
        assert_eq!(korean, json!([[false, "ko"], "threads", "3"]));
    });
}

#[test]
fn a_language_that_does_not_load_leaves_the_element_in_english_and_the_page_as_it_came() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        let english = "const texts = async () => {
               await element.ready;
               while (!root.querySelector('.row')) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));
               return [document.documentElement.lang, document.title, root.querySelector('form').lang, root.querySelector('[part~=compare]').textContent];
             };
             return texts();";
        host.spoil("pkg/lang/ko.js", Fault::NotFound);
        page.open(&format!("{}/www/embed.html?lang=ko", host.address)).await;
        let shown = page.eval(english).await;
        assert_eq!((&shown[2], &shown[3]), (&json!("en"), &json!("Compare")));

        host.mend();
        host.spoil("ko.page.js", Fault::NotFound);
        page.open(&format!("{}/?lang=ko", host.address)).await;
        page.until("return document.documentElement.lang === 'en'").await;
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('form')?.lang === 'en'")
            .await;
        assert_eq!(page.eval(english).await, json!(["en", "8 cores is not 8×", "en", "Compare"]));

        // What a page comes with needs nothing from its host.
        host.mend();
        page.open(&format!("{}/?lang=ko", host.address)).await;
        page.until("return document.title.startsWith('코어')").await;
        host.spoil(".js", Fault::NotFound);
        page.eval("document.querySelector('[hreflang=en]').click()").await;
        page.until("return document.title === '8 cores is not 8×'").await;
    });
}
