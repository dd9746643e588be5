//! Another language is one file and nothing else: also where its code has a region, where it is written from the right, has
//! plural forms that English lacks, digits of its own, or a dot that groups.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;

use crate::driver::{Page, in_browser, in_each_browser};
use crate::host::Host;
use crate::input::type_into;

#[path = "../../src/dev/files.rs"]
#[expect(dead_code, reason = "the program needs more of it")]
mod files;
#[path = "../../src/dev/languages.rs"]
mod languages;

/// What stands in the languages' files in the place of a text of the English one; the rest is English.
const EGYPTIAN: [(&str, &str); 6] = [
    ("name = \"English\"", "name = \"العربية\""),
    ("title = \"8 cores is not 8×\"", "title = \"ثماني أنوية لا تعني ثمانية أضعاف\""),
    ("compare = \"Compare\"", "compare = \"قارن\""),
    ("one = \"1 thread\"\nother = \"{count} threads\"", FORMS),
    ("one = \"1 chunk\"\nother = \"{count} chunks\"", FORMS),
    ("one = \"1 run\"\nother = \"{count} runs\"", FORMS),
];
const FORMS: &str = r#"
zero = "zero: {count}"
one = "one"
two = "two"
few = "few: {count}"
many = "many: {count}"
other = "other: {count}""#;
const BRAZILIAN: [(&str, &str); 2] =
    [("name = \"English\"", "name = \"Português\""), ("compare = \"Compare\"", "compare = \"Comparar\"")];

#[test]
fn a_language_from_the_right_lays_out_the_page_and_the_element_but_neither_drawings_nor_what_is_english() {
    in_each_browser(async |page| {
        let host = host_with_both().await;
        page.open(&format!("{}/?lang=ar", host.address)).await;
        page.until("return document.title.startsWith('ثماني')").await;
        let shown = "const root = element.shadowRoot;
             const direction = (selector) => getComputedStyle(root.querySelector(selector)).direction;
             const { documentElement: { lang, dir } } = document;
             return { page: [lang, dir], parts: [...root.querySelector('.card').children].map(({ lang, dir }) => [lang, dir]),
               controls: direction('.field'), drawings: ['.bar', '.drawn', 'progress'].map(direction) };";
        let lang = |code: &str| {
            format!("return document.querySelector('parallel-sum').shadowRoot.querySelector('form')?.lang === '{code}'")
        };
        page.until(&lang("ar-EG")).await;
        let arabic = ["ar-EG", "rtl"];
        let drawings = ["ltr", "ltr", "ltr"];
        let from_the_right =
            json!({ "page": arabic, "parts": [arabic, arabic], "controls": "rtl", "drawings": drawings });
        assert_eq!(page.eval(shown).await, from_the_right);

        page.eval("element.lang = 'en'").await;
        page.until(&lang("en")).await;
        let english = ["en", "ltr"];
        let island = json!({ "page": arabic, "parts": [english, english], "controls": "ltr", "drawings": drawings });
        assert_eq!(page.eval(shown).await, island);

        page.eval("document.querySelector('[hreflang=en]').click()").await;
        page.until("return document.documentElement.dir === 'ltr' && document.documentElement.lang === 'en'").await;
    });
}

#[test]
fn every_number_that_the_element_writes_into_a_field_it_reads_back_and_attributes_hold_plain_digits() {
    in_each_browser(async |page| {
        let host = host_with_both().await;
        for (language, spoken, digits) in [("ar_EG", "ar-EG", "٠١٢٣٤٥٦٧٨٩٬"), ("pt", "pt-BR", "0123456789.")]
        {
            page.open(&format!("{}/www/embed.html?lang={language}", host.address)).await;
            until_spoken(page, spoken).await;
            for (option, value) in
                [("n", "100000000"), ("n", "1000000000000"), ("threads", "12"), ("chunks", "65536"), ("repeats", "100")]
            {
                let shown = format!("element.{option} = {value}; return root.querySelector('#{option}').value");
                let shown = page.eval(&shown).await;
                reads_back(page, option, &shown, digits, value).await;
            }
            for (option, value) in [("chunks", "192"), ("repeats", "5")] {
                let shown = format!("element.{option} = null; return root.querySelector('#{option}').placeholder");
                let shown = page.eval(&shown).await;
                reads_back(page, option, &shown, digits, value).await;
            }

            let offered = page
                .eval(
                    "await element.compare({ n: 10, threads: 2, repeats: 1 });
                     const button = root.querySelector('.warnings button');
                     button.click();
                     return { n: element.n, shown: root.querySelector('#n').value, button: button.textContent };",
                )
                .await;
            let [n, shown, button] = ["n", "shown", "button"].map(|name| offered[name].as_str().unwrap());
            assert!(n.parse::<u64>().is_ok() && button.contains(shown), "{offered}");
            reads_back(page, "n", &offered["shown"], digits, n).await;
        }
    });
}

#[test]
fn what_a_language_and_programs_read_in_two_ways_is_refused_and_stays_as_it_was_typed() {
    in_each_browser(async |page| {
        let host = host_with_both().await;
        page.open(&format!("{}/www/embed.html?lang=pt-BR", host.address)).await;
        until_spoken(page, "pt-BR").await;
        for (typed, n) in
            [("100.000", "100000"), ("1,5e3", "1500"), ("100 000", "100000"), ("100,000,000", "100000000")]
        {
            type_and_leave(page, typed).await;
            assert_eq!(page.eval("return element.n").await, n, "{typed}");
        }
        for typed in ["100,000", "1,5", "1.00.000", "cem"] {
            type_and_leave(page, typed).await;
            let shown =
                page.eval("return [root.querySelector('#n').value, root.querySelector('#n-error').textContent]").await;
            let message = format!("n must be a whole number from 1 to 1.000.000.000.000; got \"{typed}\"");
            assert_eq!(shown, json!([typed, message]));
        }
    });
}

#[test]
fn codes_as_authors_write_them_choose_the_nearest_language() {
    in_each_browser(async |page| {
        let host = host_with_both().await;
        page.open(&host.address).await;
        let chosen = page
            .eval(
                "const chosenFor = async (lang) => {
                   const element = document.createElement('parallel-sum');
                   element.lang = lang;
                   document.body.append(element);
                   const root = element.shadowRoot;
                   while (!root.querySelector('form')) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));
                   element.remove();
                   return root.querySelector('form').lang;
                 };
                 const codes = ['ko_KR', 'KO-kr', 'ar', 'ar_SA', 'pt-PT', 'pt_br', 'en-GB', 'fr', 'constructor', 'toString', '__proto__', '?'];
                 return Promise.all(codes.map(chosenFor));",
            )
            .await;
        let nearest = ["ko", "ko", "ar-EG", "ar-EG", "pt-BR", "pt-BR", "en", "en", "en", "en", "en", "en"];
        assert_eq!(chosen, json!(nearest));

        for (asked, nearest) in [("ko_KR", "ko"), ("pt", "pt-BR"), ("AR-sa", "ar-EG"), ("toString", "en")] {
            page.open(&format!("{}/?lang={asked}&mode={asked}", host.address)).await;
            page.until(&format!(
                "return document.querySelector('parallel-sum').shadowRoot.querySelector('form')?.lang === '{nearest}'"
            ))
            .await;
            let shown = "return [document.documentElement.lang, document.querySelector('[aria-current]').hreflang, document.querySelector('[data-asked=wrong] q').textContent]";
            assert_eq!(page.eval(shown).await, json!([nearest, nearest, asked]));
        }
    });
}

#[test]
fn every_count_has_the_plural_form_that_its_language_gives_it() {
    in_browser(async |page| {
        let host = host_with_both().await;
        page.open(&format!("{}/www/embed.html?lang=ar-EG", host.address)).await;
        let said = page
            .eval(
                "await element.ready;
                 const { textsIn } = await import('./lang/texts.js');
                 const { threads, chunks, runs } = (await textsIn('ar-EG')).format;
                 return [threads, chunks, runs].map((said) => [0, 1, 2, 3, 11, 100].map(said));",
            )
            .await;
        let forms = ["zero: ٠", "one", "two", "few: ٣", "many: ١١", "other: ١٠٠"];
        assert_eq!(said, json!([forms, forms, forms]));

        for (count, form) in [(1, "one"), (2, "two"), (11, "many: ١١")] {
            let label = format!(
                "await element.run({{ mode: 'parallel', n: 1000, threads: 2, chunks: {count}, repeats: 3 }});
                 await openTables();
                 return [root.querySelector('.timeline').ariaLabel, root.querySelector('.tables p:last-of-type').textContent];"
            );
            let said = page.eval(&label).await;
            assert!(said[0].as_str().unwrap().starts_with(&format!("Timeline of {form} on two.")), "{said}");
            assert!(said[1].as_str().unwrap().contains("Medians of "), "{said}");
        }
    });
}

/// Types what an element has shown, and sees the plain number in the property and the same in the field.
async fn reads_back(page: &Page, option: &str, shown: &Value, digits: &str, plain: &str) {
    let shown = shown.as_str().unwrap();
    assert!(!shown.is_empty() && shown.chars().all(|it| digits.contains(it)), "{option}: {shown}");
    page.eval(&format!("element.{option} = null")).await;
    type_into(page, option, shown).await;
    leave(page).await;
    let read = page.eval(&format!("return [String(element.{option}), root.querySelector('#{option}').value]")).await;
    assert_eq!(read, json!([plain, shown]), "{option}");
}

/// Waits until the element speaks a language: English takes its place as long as it does not come.
async fn until_spoken(page: &Page, language: &str) {
    page.until(&format!(
        "return document.querySelector('parallel-sum').shadowRoot.querySelector('form')?.lang === '{language}'"
    ))
    .await;
}

async fn type_and_leave(page: &Page, typed: &str) {
    type_into(page, "n", typed).await;
    leave(page).await;
}

async fn leave(page: &Page) {
    page.driver.action_chain().send_keys(Key::Tab.value().to_string()).perform().await.unwrap();
}

/// A host of the page that speaks two more languages, of which it has what the program makes of their files.
async fn host_with_both() -> Host {
    let sources = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let put = |name: &str, text: String| {
        let path = sources.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let own = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let pages = ["index.html", "www/embed.html", "www/lesson/index.html", "www/lesson/sums.py"];
    for name in pages.into_iter().chain(["www/lang/en.toml", "www/lang/ko.toml"]) {
        put(name, own(name));
    }
    for (code, texts) in [("ar-EG", &EGYPTIAN[..]), ("pt-BR", &BRAZILIAN[..])] {
        let mut file = own("www/lang/en.toml");
        for (english, other) in texts {
            assert!(file.contains(english), "{english}");
            file = file.replace(english, other);
        }
        put(&format!("www/lang/{code}.toml"), file);
    }

    let made = TempDir::new().unwrap();
    languages::write(sources.path(), made.path()).unwrap();
    let host = Host::start(true).await;
    put_all(made.path(), Path::new(""), &host);
    host
}

fn put_all(from: &Path, to: &Path, host: &Host) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            put_all(&entry.path(), &to, host);
        } else {
            host.put(to.to_str().unwrap(), fs::read(entry.path()).unwrap());
        }
    }
}
