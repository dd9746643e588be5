//! The puzzle before the race: additions get lost in the orders in which they should, by pointer and by keyboard.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::{Page, on_page, on_page_in_each_browser};

/// Every order of three steps of each of two threads.
fn orders() -> Vec<String> {
    (0..1 << 6)
        .map(|bits: u32| (0..6).map(|i| if bits >> i & 1 == 0 { 'A' } else { 'B' }).collect::<String>())
        .filter(|order| order.matches('A').count() == 3)
        .collect()
}

/// Whoever writes last has overwritten the other, unless the other had written before it read.
fn lost(order: &str) -> &'static str {
    match order {
        "AAABBB" | "BBBAAA" => "none",
        _ if order.ends_with('A') => "B",
        _ => "A",
    }
}

#[test]
fn of_all_20_orders_two_lose_nothing_and_each_of_the_others_the_addition_that_is_written_first() {
    let orders = orders();
    assert_eq!(orders.len(), 20);
    on_page(async |page| {
        let played = page
            .eval(&format!(
                "const {{ play }} = await import('/www/lesson/puzzle.js');
                 return {}.map((order) => [play(order).verdict, play(order).history.at(-1).total, play(order.slice(0, -1)).verdict]);",
                json!(orders)
            ))
            .await;
        for (order, played) in orders.iter().zip(played.as_array().unwrap()) {
            let left = match lost(order) {
                "A" => 4,
                "B" => 3,
                _ => 7,
            };
            assert_eq!(played, &json!([lost(order), left, "open"]), "{order}");
        }
        let kept = played.as_array().unwrap().iter().filter(|it| it[0] == "none").count();
        assert_eq!(kept, 2);
    });
}

/// What a reader sees of it: the steps of A, the total and the steps of B in each row, what stands on the buttons, the verdict, and the
/// row that is struck through.
async fn seen(page: &Page) -> Value {
    page.eval(
        "const text = (it) => it.innerText.replaceAll(/\\s+/g, ' ').trim();
         const rows = [...puzzle.querySelectorAll('tbody tr')];
         return {
           rows: rows.map((it) => [...it.cells].map(text).join('|')).filter((it) => it !== '||'),
           buttons: [...puzzle.querySelectorAll('button')].map((it) => [text(it), it.ariaDisabled]),
           verdict: [...puzzle.querySelectorAll('[data-verdict]')].filter((it) => it.checkVisibility()).map((it) => it.dataset.verdict),
           struck: rows.findIndex((it) => getComputedStyle(it.cells[1]).textDecorationLine === 'line-through'),
         };",
    )
    .await
}

#[test]
fn who_presses_its_buttons_loses_an_addition_sees_which_takes_steps_back_and_starts_again_in_either_language() {
    on_page_in_each_browser(async |page| {
        for (language, words) in [("en", ["read", "write", "done"]), ("ko", ["읽기", "쓰기", "끝"])] {
            page.eval(&format!(
                "document.querySelector('[hreflang={language}]').click();
                 while (document.documentElement.lang !== '{language}') await new Promise(requestAnimationFrame);
                 puzzle.scrollIntoView({{ block: 'center', behavior: 'instant' }});"
            ))
            .await;
            let press = async |button: &str| {
                page.driver.find(By::Css(format!("#puzzle [data-{button}]"))).await.unwrap().click().await.unwrap();
            };
            let [read, write, done] = words;
            let fresh = seen(page).await;
            assert_eq!(fresh["rows"], json!(["|0|"]), "{fresh}");
            assert_eq!(fresh["buttons"][0], json!([format!("A: {read}"), "false"]));
            assert_eq!((&fresh["buttons"][2][1], &fresh["verdict"]), (&json!("true"), &json!(["open"])));
            for thread in ["A", "B", "B", "A", "A", "B"] {
                press(&format!("thread={thread}")).await;
            }
            let over = seen(page).await;
            let rows = [
                "|0|".to_owned(),
                format!("{read}: 0|0|"),
                format!("|0|{read}: 0"),
                "|0|0 + 4 = 4".to_owned(),
                "0 + 3 = 3|0|".to_owned(),
                format!("{write}: 3|3|"),
                format!("|4|{write}: 4"),
            ];
            assert_eq!((&over["rows"], &over["verdict"], &over["struck"]), (&json!(rows), &json!(["A"]), &json!(5)));
            assert_eq!(over["buttons"][1], json!([format!("B: {done}"), "true"]));
            // Whose three steps are taken has no more.
            press("thread=B").await;
            assert_eq!(seen(page).await, over);
            press("move=undo").await;
            let back = seen(page).await;
            assert_eq!((&back["rows"], &back["verdict"]), (&json!(rows[..6]), &json!(["open"])));
            assert_eq!(back["buttons"][1], json!([format!("B: {write}"), "false"]));
            press("move=again").await;
            assert_eq!(seen(page).await, fresh);
            for thread in ["B", "B", "B", "A", "A", "A"] {
                press(&format!("thread={thread}")).await;
            }
            let kept = seen(page).await;
            assert_eq!((&kept["verdict"], &kept["struck"]), (&json!(["none"]), &json!(-1)));
            assert_eq!(kept["rows"][6], format!("{write}: 7|7|"));
            press("move=again").await;
        }
    });
}

#[test]
fn the_keyboard_alone_loses_an_addition_and_takes_it_back_while_the_focus_stays_and_each_step_is_told() {
    on_page_in_each_browser(async |page| {
        let key = async |keys: &str| page.driver.action_chain().send_keys(keys).perform().await.unwrap();
        let told = async || {
            page.eval("return [document.activeElement.dataset.thread ?? document.activeElement.dataset.move, puzzle.querySelector('[role=status]').firstElementChild.textContent]").await
        };
        let [tab, enter] = [Key::Tab, Key::Enter].map(|it| it.value().to_string());
        page.eval("puzzle.querySelector('[data-thread=A]').focus()").await;
        key(&enter).await;
        assert_eq!(told().await, json!(["A", "A: read: 0. Total: 0."]));
        key(&tab).await;
        for (keys, said) in [
            (enter.as_str(), "B: read: 0. Total: 0."),
            (" ", "B: 0 + 4 = 4. Total: 0."),
            (&enter, "B: write: 4. Total: 4."),
            // There is no step left.
            (&enter, "B: write: 4. Total: 4."),
        ] {
            key(keys).await;
            assert_eq!(told().await, json!(["B", said]));
        }
        page.eval("puzzle.querySelector('[data-thread=A]').focus()").await;
        key(&enter).await;
        key(&enter).await;
        assert_eq!(seen(page).await["verdict"], json!(["B"]));
        key(&tab).await;
        key(&tab).await;
        key(&enter).await;
        assert_eq!(told().await, json!(["undo", "A: 0 + 3 = 3. Total: 4."]));
        assert_eq!(seen(page).await["verdict"], json!(["open"]));
        key(&tab).await;
        key(&enter).await;
        assert_eq!(told().await, json!(["again", ""]));
    });
}
