//! The reader's own Python: a script that the page shows and that leads back to it, and a form.

use serde_json::{Value, json};

use crate::driver::{Page, on_page, on_page_in_each_browser};

const SCRIPT: &str = include_str!("../../www/lesson/sums.py");

/// What the table has of the reader's Python, as far as it is to be seen, and what the element is given.
async fn shown(page: &Page) -> Value {
    page.eval(
        "const visible = [...document.querySelectorAll('[data-python]')].filter((it) => it.checkVisibility());
         return [visible.map((it) => it.textContent), element.getAttribute('reference'), element.getAttribute('reference-label')];",
    )
    .await
}

#[test]
fn the_page_shows_the_script_with_its_own_address_and_copies_just_that() {
    on_page_in_each_browser(async |page| {
        let address = page.driver.current_url().await.unwrap();
        let copied = page
            .eval(
                "const copied = new Promise((resolve) => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => resolve(text) }, configurable: true }));
                 document.querySelector('#sums button').click();
                 return [await copied, document.querySelector('#sums code').textContent];",
            )
            .await;
        let own = format!("\"{address}?python=\"");
        assert_eq!(copied[0].as_str().unwrap(), SCRIPT.trim_end().replace("\"http://127.0.0.1:8080/?python=\"", &own));
        assert_eq!(copied[0], copied[1]);
        page.until("return document.querySelector('#sums [role=status]').innerText.trim() === 'Copied.'").await;
        let refused = page
            .eval(
                "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new Error('denied'); } }, configurable: true });
                 document.querySelector('#sums button').click();
                 const said = () => document.querySelector('#sums [role=status]').innerText.trim();
                 while (said() === 'Copied.') await new Promise(requestAnimationFrame);
                 document.querySelector('[hreflang=ko]').click();
                 while (!location.search) await new Promise(requestAnimationFrame);
                 await new Promise(requestAnimationFrame);
                 return [said(), document.querySelector('#sums code').textContent.includes('?lang=ko&python=\"')];",
            )
            .await;
        assert_eq!(refused[1], true);
        assert!(refused[0].as_str().unwrap().contains("직접 선택"), "{refused}");
    });
}

#[test]
fn the_address_that_the_script_prints_brings_its_numbers_named_in_the_pages_language() {
    on_page_in_each_browser(async |page| {
        assert_eq!(shown(page).await, json!([[], "7.964,2.237,8", "The Python post"]));
        let address = page.driver.current_url().await.unwrap();
        page.open(&format!("{address}?lang=ko&python=5.012345,1.500000,4")).await;
        page.until("return document.documentElement.lang === 'ko' && document.title.startsWith('코어')").await;
        let of_python = json!(["내 Python", "5.01초", "4", "1.50초", "3.34", "83.5%", "6.6%"]);
        assert_eq!(shown(page).await, json!([of_python, "5.012345,1.5,4", "내 Python"]));
        let english = page
            .eval(
                "document.querySelector('[hreflang=en]').click();
                 while (document.documentElement.lang !== 'en') await new Promise(requestAnimationFrame);
                 await new Promise(requestAnimationFrame);
                 return element.getAttribute('reference-label');",
            )
            .await;
        assert_eq!(english, "Your Python");
    });
}

#[test]
fn an_address_with_anything_else_is_refused_and_shown_as_plain_text() {
    on_page(async |page| {
        let address = page.driver.current_url().await.unwrap();
        for bad in [
            "",
            "7.964,2.237",
            "7.964,2.237,8,9",
            "0,2.237,8",
            "7.964,0.000,8",
            "7.964,2.237,1",
            "7.964,2.237,257",
            "7.964,2.237,8.5",
            "-7.964,2.237,8",
            "1e3,2,8",
            "Infinity,2,8",
            "9999999,2,8",
            "7,964,2,237,8",
            "%3Cimg src=x onerror=alert(1)%3E",
        ] {
            page.open(&format!("{address}?python={bad}")).await;
            let line = page
                .eval("const it = document.querySelector('[data-asked=wrong-python]'); return [it.checkVisibility(), it.querySelector('q').textContent, it.querySelectorAll('img').length]")
                .await;
            let text = bad.replace("%3C", "<").replace("%3E", ">");
            assert_eq!(line, json!([true, text, 0]));
            assert_eq!(shown(page).await, json!([[], "7.964,2.237,8", "The Python post"]), "{bad}");
        }
    });
}

#[test]
fn numbers_may_be_typed_as_the_language_writes_them_and_answer_the_question_with_a_sum_of_the_same_n() {
    on_page_in_each_browser(async |page| {
        let typed = |numbers: [&str; 3]| {
            format!(
                "const fields = document.querySelectorAll('#typed input');
                 {numbers:?}.forEach((text, i) => (fields[i].value = text));
                 document.querySelector('#typed button').click();
                 return document.querySelector('#typed .wrong').checkVisibility();"
            )
        };
        for bad in [["x", "2", "8"], ["7", "0", "8"], ["7", "2", "1"], ["7,5", "2", "8"]] {
            assert_eq!(page.eval(&typed(bad)).await, true, "{bad:?}");
            assert_eq!(shown(page).await[1], "7.964,2.237,8", "{bad:?}");
        }
        assert_eq!(page.eval(&typed(["8.5", " 2.125 ", "4"])).await, false);
        let of_python = json!(["Your Python", "8.50 sec", "4", "2.13 sec", "4.00", "100%", "0%"]);
        assert_eq!(shown(page).await, json!([of_python, "8.5,2.125,4", "Your Python"]));
        let answered = "return document.querySelector('[data-question=python] .answered').checkVisibility()";
        assert_eq!(page.eval(answered).await, false);
        page.eval("await element.run({ mode: 'serial', n: 1e8, repeats: 1 })").await;
        assert_eq!(page.eval(answered).await, true);
    });
}
