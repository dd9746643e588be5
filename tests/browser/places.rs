//! The element in any place: whatever a page does around it, it is as wide as there is room, can be read, looks as it should,
//! and makes no page wider.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::driver::{Browser, Page, alone, in_browser_with, in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Host};

/// An element with a result, in a page without a style of its own.
async fn compared(page: &Page, host: &Host) {
    page.open(&format!("{}/www/embed.html", host.address)).await;
    page.eval("await element.ready; await element.compare({ n: 3e6, threads: 3, chunks: 200, repeats: 1 })").await;
}

async fn seen(page: &Page, script: &str) -> serde_json::Value {
    page.eval(&format!("{} {script}", include_str!("places.js"))).await
}

/// All that a place can say of where the element is, and what becomes of the room that there is.
const ROOMS: &str = r#"
    ["a block", "<b></b>"],
    ["a row", "<div data-style='display: flex'><b></b></div>"],
    ["a row beside another", "<div data-style='display: flex'><i data-style='flex: none; width: 100px'></i><b></b></div>", 100],
    ["a column", "<div data-style='display: flex; flex-direction: column; align-items: center'><b></b></div>"],
    ["a grid", "<div data-style='display: grid; grid-template-columns: 1fr'><b></b></div>"],
    ["a grid at its start", "<div data-style='display: grid; justify-items: start'><b></b></div>"],
    ["a float", "<div data-style='overflow: hidden'><b data-style='float: left'></b></div>"],
    ["inline-block", "<div><b data-style='display: inline-block; vertical-align: top'></b></div>"],
    ["in inline-block", "<div data-style='display: inline-block'><b></b></div>"],
    ["a cell", "<table data-style='border-spacing: 0'><tr><td data-style='padding: 0'><b></b></table>"],
    ["positioned", "<div data-style='position: relative'><b data-style='position: absolute'></b></div>"],
"#;

#[test]
fn in_any_room_it_is_as_wide_as_that_and_fits_at_every_size_of_text() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        compared(page, &host).await;
        let widths: &[u32] = if page.browser == Browser::Chromium { &[280, 320, 800, 2560] } else { &[600, 1280] };
        for width in widths {
            page.set_width(*width).await;
            let wrong = seen(
                page,
                &format!(
                    "const wrong = [];
                     const {{ clientWidth, scrollWidth }} = document.documentElement;
                     for (const size of [50, 100, 200, 300])
                       for (const [name, html, taken = 0] of [{ROOMS}]) {{
                         await place(html, `html {{ font-size: ${{size}}% }}`);
                         const page = document.documentElement;
                         const lacks = page.clientWidth - 16 - taken - element.getBoundingClientRect().width;
                         const text = parseFloat(getComputedStyle(root.querySelector('.words')).fontSize);
                         const isSized = size === 50 ? text >= 14 : Math.round(text / size * 100 / 16.5) === 1;
                         const found = [page.scrollWidth - page.clientWidth, Math.round(lacks), ...protruding(), isSized || text];
                         if (found.join() !== '0,0,true') wrong.push([name, size, ...found]);
                       }}
                     return wrong;"
                ),
            )
            .await;
            assert_eq!(wrong, json!([]), "{width} px");
        }
        page.set_width(if page.browser == Browser::Chromium { 320 } else { 600 }).await;
        let narrow = seen(
            page,
            "await place('<div data-style=\"width: 140px\"><b></b></div>', '');
             return [element.offsetWidth, ...protruding()];",
        )
        .await;
        assert_eq!(narrow, json!([140]));
    });
}

#[test]
fn nothing_of_the_style_around_it_gets_in_and_all_of_its_text_can_be_read() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        compared(page, &host).await;
        let wrong = seen(
            page,
            "await place('<b></b>', '');
             const usual = textStyle();
             const text = 'white-space: nowrap; text-align: center; letter-spacing: 3px; text-indent: 3em; text-transform: uppercase; font-style: italic; font-weight: 800; line-height: 3; word-spacing: 2em; font-variant: small-caps; text-shadow: 0 0 3px red; direction: rtl';
             const pages = [
               ['inherited', `body { ${text} }`],
               ['set for all', `* { ${text} }`],
               ['set with weight', `* { ${text.replaceAll(';', ' !important;')} !important }`],
               ['Tailwind', '*, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid }'],
               ['unset', '* { all: unset }'],
               ['dark, unset', '* { all: unset } html { background: #111; color: #ccc }'],
               ['unset with weight', '* { all: unset !important }'],
               ['pale', '* { color: #eee }'],
               ['pale with weight', '* { color: #eee !important; background: #fff !important; transition: none !important; animation: none !important }'],
               ['dark', 'html { background: #131416; color: #cfd0d0 }'],
               ['dark in other colours', 'html { background: #002b36; color: oklch(0.654 0.02 205) }'],
               ['quiet', 'body { color: #767676 }'],
               ['dark by its scheme', 'html { color-scheme: dark; background: none }'],
             ];
             const wrong = [];
             for (const [name, css] of pages) {
               await place('<b></b>', css);
               const { scrollWidth, clientWidth } = document.documentElement;
               const isDark = groundOf(root.querySelector('.words'))[0] < 0.5;
               const found = [textStyle() === usual, isDark === /dark|pale/.test(name), scrollWidth - clientWidth, ...protruding(), ...pale()];
               if (found.join() !== 'true,true,0') wrong.push([name, textStyle(), ...found]);
             }
             return wrong;",
        )
        .await;
        assert_eq!(wrong, json!([]));
    });
}

#[test]
fn it_is_light_or_dark_as_the_text_around_it_and_as_its_author_says_before_that() {
    let _alone = alone(); // colours glide here for a fifth of a second, which busy browsers may skip
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&format!("{}/www/embed.html", host.address)).await;
        page.eval("await element.ready").await;
        seen(
            page,
            "await place('<b></b>', `.night { background: #131416; color: #cfd0d0 } .slow { transition: color 0.2s }
               .night [data-is=day] { color-scheme: light } [data-is=night] { color-scheme: dark }`)",
        )
        .await;
        let becomes = async |change: &str, ground: &str| {
            page.eval(change).await;
            let is = "const words = document.querySelector('parallel-sum').shadowRoot.querySelector('.words');
                 return (getComputedStyle(words).color.match(/\\d+/)[0] > 127 ? 'dark' : 'light')";
            page.until(&format!("{is} === '{ground}'")).await;
        };
        for (change, ground) in [
            ("document.body.className = 'night'", "dark"),
            ("document.body.className = ''", "light"),
            ("document.body.className = 'night slow'", "dark"),
            ("document.body.className = 'slow'", "light"),
            ("element.dataset.is = 'night'", "dark"),
            ("document.body.className = 'night'; element.dataset.is = 'day'", "light"),
            ("element.dataset.is = ''", "dark"),
            ("element.style.colorScheme = 'light'", "light"),
            ("element.style.colorScheme = ''", "dark"),
            // Where nobody sees it, nothing happens to it.
            ("element.hidden = true", "dark"),
            ("document.body.className = ''", "dark"),
            ("element.hidden = false", "light"),
        ] {
            becomes(change, ground).await;
        }
        for scheme in ["dark", "light"] {
            page.open(&format!("{}/www/embed.html?scheme={scheme}", host.address)).await;
            page.eval("await element.ready").await;
            becomes("", scheme).await;
        }
    });
}

#[test]
fn in_another_document_it_looks_and_works_as_before() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&format!("{}/www/embed.html", host.address)).await;
        let moved = page
            .eval(
                "await element.ready;
                 const frame = document.createElement('iframe');
                 document.body.append(frame);
                 const look = () => {
                   const { borderTopWidth, color } = getComputedStyle(root.querySelector('.card'));
                   return [borderTopWidth, color, root.querySelector('.more').checkVisibility()];
                 };
                 const before = look();
                 frame.contentDocument.body.append(element);
                 const there = look();
                 const { correct } = await element.run({ mode: 'serial', n: 1000, repeats: 1 });
                 document.body.append(element);
                 return { there: before.join() === there.join(), back: before.join() === look().join(), correct };",
            )
            .await;
        assert_eq!(moved, json!({ "there": true, "back": true, "correct": true }));
    });
}

#[test]
fn where_the_reader_chooses_the_colours_all_can_be_read_and_parts_are_told_apart() {
    on_page(async |page| {
        for (run, parts) in [
            ("compare({ n: 1e7, threads: 3 })", ".account:not(.behind) .segment"),
            ("sweep({ n: 1e7, maxThreads: 3 })", "[part=curve] .swatch"),
        ] {
            let with_all_lines = "if (result.points) {
                   const { curveView } = await import('/www/view/curve.js');
                   const [{ inEnglish, complete }, { english }] = await Promise.all(['lang/texts.js', 'more.js'].map((it) => import(`/www/${it}`)));
                   await complete(inEnglish(), english);
                   const reference = { threads: 8, speedup: 3.56, label: 'Python' };
                   const curve = curveView(result, { to: 3, amdahl: [1, 1.8, 2.4], usl: [1, 1.7, 2] }, reference, inEnglish());
                   root.querySelector('[part=curve]').replaceWith(curve);
                 }";
            page.eval(&format!("const result = await element.{run}; await openTables(); {with_all_lines}")).await;
            for palette in ["light", "dark"] {
                let features = json!({ "features": [
                    { "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": palette } ] });
                page.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await.unwrap();
                let found = seen(
                    page,
                    &format!(
                        "const looks = [...root.querySelectorAll('{parts}')].map((it) => {{
                           const {{ backgroundColor, backgroundImage, borderTopStyle, borderRadius, rotate, transform }} = getComputedStyle(it);
                           return [backgroundColor, backgroundImage, borderTopStyle, borderRadius, rotate, transform].join();
                         }});
                         const strokes = [...root.querySelectorAll('.marker, .dot, .curve :is(polyline, .axis, .whisker)')].map((it) => {{
                           const {{ stroke }} = getComputedStyle(it);
                           return contrast(rgba(stroke).slice(0, 3), groundOf(root.querySelector('.words')));
                         }});
                         return {{ pale: pale(), same: looks.length - new Set(looks).size, faint: strokes.filter((it) => it < 3) }};"
                    ),
                )
                .await;
                assert_eq!(found, json!({ "pale": [], "same": 0, "faint": [] }), "{run}, {palette}");
            }
        }
    });
}

#[test]
fn a_click_on_the_timeline_shows_the_bar_under_the_pointer_and_keys_go_on_from_there() {
    on_page_in_each_browser(async |page| {
        page.eval(
            "await element.run({ mode: 'parallel', n: 1e8, threads: 2, chunks: 4, schedule: 'static' });
             root.querySelector('.timeline').scrollIntoView({ block: 'center' })",
        )
        .await;
        // What answers is fetched on the first click.
        let starts = async |with: &str| {
            let info =
                "document.querySelector('parallel-sum').shadowRoot.querySelector('[part=timeline] .info').textContent";
            page.until(&format!("return {info}.startsWith('{with}')")).await;
        };
        starts("Point at a bar").await;
        let bar = page
            .eval(
                "const bars = [...root.querySelectorAll('.timeline [class^=bar]')].map((it) => it.getBoundingClientRect());
                 const { left, top, width, height } = bars.at(-1);
                 const from = root.querySelector('.timeline').getBoundingClientRect();
                 return [left + width / 2, top + height / 2].map(Math.round);",
            )
            .await;
        let [x, y] = [0, 1].map(|i| bar[i].as_i64().unwrap());
        page.driver.action_chain().move_to(x, y).click().perform().await.unwrap();
        starts("Thread 2, chunk 4:").await;
        page.driver.action_chain().send_keys(Key::Left.value().to_string()).perform().await.unwrap();
        starts("Thread 2, chunk 3:").await;
    });
}

#[test]
fn a_timeline_shows_the_nearest_of_chunks_too_short_to_see_and_draws_a_run_of_no_time() {
    on_page_in_each_browser(async |page| {
        let shown = page
            .eval(
                "const [{ Timeline }, more] = await Promise.all(['view/timeline.js', 'more.js'].map((it) => import(`/www/${it}`)));
                 const { inEnglish, complete } = await import('/www/lang/texts.js');
                 await complete(inEnglish(), more.english);
                 const draw = (seconds, spans, chunks) => {
                   const cuts = Float64Array.from({ length: chunks + 1 }, (_, i) => 1 + i);
                   const lanes = [{ start: 0, gaps: 0, imbalance: 0, join: 0, busy: seconds, chunks, speed: seconds > 0 ? 1 : null }];
                   const view = new Timeline(inEnglish(), { onMoment() {}, onLight() {} });
                   view.furnish(more);
                   view.show({ seconds, spans: Float64Array.from(spans), lanes, cuts });
                   root.querySelector('.card').append(view.element);
                   return view.element;
                 };
                 const still = draw(0, [0, 0, 0, 0], 1);
                 const chunks = 10_000;
                 const many = draw(1, Array.from({ length: chunks }, (_, i) => [0, i, i / chunks, (i + 0.2) / chunks]).flat(), chunks);
                 const svg = many.querySelector('svg');
                 const { left, top, width, height } = svg.getBoundingClientRect();
                 svg.dispatchEvent(new PointerEvent('pointermove', { clientX: left + width / 2, clientY: top + height / 2 }));
                 const chunk = Number(many.querySelector('.info').textContent.match(/chunk ([\\d,]+)/)?.[1].replace(',', ''));
                 still.querySelector('svg').dispatchEvent(new PointerEvent('pointermove', { clientX: left + 1, clientY: still.querySelector('svg').getBoundingClientRect().top + 3 }));
                 return { isNear: Math.abs(chunk - chunks / 2) < 50, isNumber: !still.innerHTML.includes('NaN'), bars: [...svg.querySelectorAll('[class^=bar]')].flatMap((it) => it.getAttribute('d').match(/M/g)).length < 400 };",
            )
            .await;
        assert_eq!(shown, json!({ "isNear": true, "isNumber": true, "bars": true }));
    });
}

#[test]
fn on_paper_there_is_nothing_to_point_at_or_to_open_and_no_ground_but_the_pages() {
    on_page(async |page| {
        page.eval("await element.compare({ n: 1e7 })").await;
        page.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" })).await.unwrap();
        let seen = seen(
            page,
            "await place('<b></b>', 'html { background: #131416 } body { color: #cfd0d0 }');
             return { shown: ['.info', '.player', '.more', '.go', '.out', '.words'].map((it) => root.querySelector(it).checkVisibility()),
               ground: getComputedStyle(card).backgroundColor, pale: pale() };",
        )
        .await;
        assert_eq!(
            seen,
            json!({ "shown": [false, false, false, false, false, true], "ground": "rgba(0, 0, 0, 0)", "pale": [] })
        );
    });
}

#[test]
fn the_lesson_is_as_large_as_its_reader_reads_and_fits_all_the_same() {
    in_browser_with(&["--blink-settings=defaultFontSize=48"], async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&host.address).await;
        page.eval("await element.ready; await element.compare({ n: 3e6, threads: 2, repeats: 1 })").await;
        for width in [320, 1280] {
            page.set_width(width).await;
            let seen = page
                .eval(
                    "const { scrollWidth, clientWidth } = document.documentElement;
                     const size = (it) => parseFloat(getComputedStyle(it).fontSize);
                     return [scrollWidth - clientWidth, size(document.querySelector('#one p')), size(root.querySelector('.card'))];",
                )
                .await;
            assert_eq!(seen, json!([0, 51, 48]), "{width} px");
        }
    });
}
