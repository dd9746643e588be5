//! A result that a link brings behind its "#": it stands beside the reader's own, whoever made it up can do nothing else, and no
//! server sees it.

use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser, on_page, on_page_in_each_browser};
use crate::host::{Constants, Host};

/// What a link brings, as today's links write it.
const START: &str = "#parallel-sum~1~";
const RESULT: &str = "n:1000000000,threads:8,chunks:128,schedule:dynamic,kernel:scalar,engine:shared-memory,serial:0.376,parallel:0.07081,ci:5.25~5.36,account:5.31~0.005~0.01~0.38~0.005~2.29,hardware:8,date:2026-11-25";

/// What the button that copies a link with the result hands to the clipboard, null where there is no such button.
async fn copied_link(page: &Page) -> Value {
    page.eval(
        "const copied = new Promise((resolve) => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => resolve(text) }, configurable: true }));
         const button = [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Link with my result');
         button?.click();
         return button ? copied : null;",
    )
    .await
}

/// Whether what an element draws of a run has the result of a link beside it.
const STANDS_BESIDE: &str = "const standsBeside = async (element) => (await (await element.picture()).text()).includes('A result you were sent, of ');";

#[test]
fn a_link_with_a_result_brings_it_to_where_it_is_opened_in_some_200_characters_and_no_server_sees_it() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&format!("{}/?lang=en&x=1#chapter", host.address)).await;
        let made = page
            .eval(
                "const { serial, parallel, speedup, speedupCi95, account } = await element.compare({ n: 12345678, threads: 2, kernel: 'simd', repeats: 8 });
                 return { serial: serial.seconds.median, parallel: parallel.seconds.median, speedup, speedupCi95, account, hardware: navigator.hardwareConcurrency };",
            )
            .await;
        let link = copied_link(page).await.as_str().unwrap().to_owned();
        let (address, result) = link.split_once('#').unwrap();
        assert!(address.starts_with(&format!("{}/?lang=en&x=1&parallel-sum=n:12345678,", host.address)), "{link}");
        assert!(result.len() < 260, "{link}");
        assert!(result.chars().all(|it| it.is_ascii_alphanumeric() || "-._~:,".contains(it)), "{link}");

        page.open("about:blank").await;
        page.open(&link).await;
        let received = page
            .eval(&format!(
                "{STANDS_BESIDE}
                 const {{ receivedIn }} = await import('/www/result-link.js');
                 const received = receivedIn(location.hash, 'parallel-sum');
                 const settings = [element.n, element.kernel];
                 await element.ready;
                 await element.compare({{ n: 1e7, threads: 2 }});
                 const requests = performance.getEntriesByType('resource').map(({{ name }}) => name);
                 return {{ received, settings, isFrozen: Object.isFrozen(received) && Object.isFrozen(received.account), stands: await standsBeside(element), isSent: requests.some((it) => it.includes('~1~')) }};"
            ))
            .await;
        let got = &received["received"];
        let is_near = |got: &Value, made: &Value| {
            (got.as_f64().unwrap() - made.as_f64().unwrap()).abs() <= 1e-3 * made.as_f64().unwrap().abs()
        };
        for name in ["serial", "parallel", "speedup"] {
            assert!(is_near(&got[name], &made[name]), "{name}: {got} {made}");
        }
        assert!((0..2).all(|i| is_near(&got["speedupCi95"][i], &made["speedupCi95"][i])), "{got} {made}");
        // A link has the parts, and not what slower threads open up to.
        for (part, size) in made["account"].as_object().unwrap().iter().filter(|(_, size)| size.is_number()) {
            assert!(is_near(&got["account"][part], size), "{part}: {got} {made}");
        }
        assert_eq!((&got["n"], &got["threads"], &got["kernel"]), (&json!("12345678"), &json!(2), &json!("simd")));
        assert_eq!(got["hardwareConcurrency"], made["hardware"]);
        assert_eq!(received["settings"], json!(["12345678", "simd"]), "its reader can make the same comparison");
        assert_eq!((&received["isFrozen"], &received["stands"]), (&json!(true), &json!(true)));
        assert_eq!(received["isSent"], false);
        assert!(!host.all_requests().keys().any(|path| path.contains('~')));
    });
}

#[test]
fn a_result_comes_and_goes_with_the_address_of_a_page_that_is_open() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(&format!(
                "{STANDS_BESIDE}
                 element.lang = 'en';
                 await element.run({{ mode: 'serial', n: 1e6 }});
                 const seen = [await standsBeside(element)];
                 // Some programs escape what need not be.
                 for (const hash of ['{START}{RESULT}', '#else', '{START}' + encodeURIComponent('{RESULT}'), '']) {{
                   const changed = new Promise((resolve) => addEventListener('hashchange', resolve, {{ once: true }}));
                   location.hash = hash;
                   await changed;
                   seen.push(await standsBeside(element));
                 }}
                 return seen;"
            ))
            .await;
        assert_eq!(seen, json!([false, true, false, true, false]));
    });
}

#[test]
fn a_result_is_for_the_element_of_its_place_and_reads_in_that_ones_language() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("t.html", "<!doctype html><html lang=en><script type=module src=www/parallel-sum.js></script><parallel-sum></parallel-sum><parallel-sum lang=ko></parallel-sum>");
        page.open(&format!("{}/t.html{}{RESULT}", host.address, START.replace("sum~", "sum-2~"))).await;
        let seen = page
            .eval(
                "const pictures = [];
                 for (const it of document.querySelectorAll('parallel-sum')) {
                   await it.run({ mode: 'serial', n: 1e6 });
                   const picture = await (await it.picture()).text();
                   pictures.push([picture.includes('A result you were sent'), picture.includes('받은 결과(2026년 11월 25일 측정)')]);
                 }
                 return pictures;",
            )
            .await;
        assert_eq!(seen, json!([[false, false], [false, true]]));
    });
}

/// A result takes the place of what is behind "#".
#[test]
fn a_link_with_a_result_is_offered_for_comparisons_where_it_leads_back() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&format!("{}/?lang=en#/a/route", host.address)).await;
        page.eval("await element.compare({ n: 1e8, threads: 2 })").await;
        assert_eq!(copied_link(page).await, Value::Null, "a route");
        page.eval("location.hash = ''; await element.run({ mode: 'serial', n: 1e8 })").await;
        assert_eq!(copied_link(page).await, Value::Null, "one run");
        page.eval("await element.compare({ n: 1e8, threads: 2 })").await;
        assert!(copied_link(page).await.is_string());
    });
}

#[test]
fn a_result_tells_where_its_total_was_and_its_integers_came_from_where_that_is_not_as_usual() {
    on_page(async |page| {
        page.eval("element.lang = 'en'").await;
        for (options, told) in [
            ("total: 'atomic', n: 300000", "total:atomic,n:300000"),
            ("source: 'array', n: 4000000", "source:array,n:4000000"),
            ("total: 'padded', source: 'array', n: 300000", "total:padded,source:array,n:300000"),
        ] {
            page.eval(&format!("await element.compare({{ {options}, threads: 2 }})")).await;
            let link = copied_link(page).await.as_str().unwrap().to_owned();
            let (address, result) = link.split_once('#').unwrap();
            assert!(address.contains(&format!("={told},")), "its reader can make the same comparison: {link}");
            assert!(format!("#{result}").starts_with(&format!("{START}{told},")), "{link}");
            let received = page
                .eval(&format!(
                    "const [{{ receivedIn }}, {{ receivedBy }}, {{ textsIn, complete }}, {{ english }}] =
                       await Promise.all(['result-link.js', 'view/received.js', 'lang/texts.js', 'more.js'].map((it) => import(`/www/${{it}}`)));
                     history.replaceState(null, '', '#{result}');
                     const texts = await textsIn('en');
                     await complete(texts, english);
                     const {{ total, source }} = receivedIn(location.hash, 'parallel-sum');
                     const {{ label }} = receivedBy('parallel-sum', texts);
                     history.replaceState(null, '', location.pathname);
                     return {{ options: `total: '${{total}}', source: '${{source}}'`, label: label.split(', ').slice(-2) }};"
                ))
                .await;
            let of = |name: &str| {
                let value = told.split(',').find_map(|it| it.strip_prefix(&format!("{name}:")));
                value.unwrap_or(if name == "total" { "private" } else { "counter" }).to_owned()
            };
            let [total, source] = ["total", "source"].map(of);
            assert_eq!(received["options"], format!("total: '{total}', source: '{source}'"));
            assert_eq!(received["label"], json!([format!("Total: {total}"), format!("Source: {source}")]));
        }
        // Of a sum that is wrong, as it may be there, no link is made.
        page.eval("for (;;) if (!(await element.compare({ total: 'unguarded', threads: 2 })).parallel.correct) break")
            .await;
        assert_eq!(copied_link(page).await, Value::Null);
    });
}

/// What is odd in one thing, by what it is changed to.
fn odd_results() -> Vec<String> {
    let changed = |from: &str, to: &str| {
        assert!(RESULT.contains(from), "{from}");
        format!("{START}{}", RESULT.replacen(from, to, 1))
    };
    let atomic = RESULT.replacen("n:", "total:atomic,n:", 1);
    let changes = [
        ("n:1000000000", "n:0"),
        ("n:1000000000", "n:1e9"),
        ("n:1000000000", "n:-5"),
        ("n:1000000000", "n:1000000000001"),
        ("n:1000000000", "n:99999999999999999999999999999999999999"),
        ("n:1000000000", "n:100"), // fewer than there are chunks
        ("n:1000000000", "n:<b>"),
        ("n:1000000000,", ""),
        ("threads:8", "threads:257"),
        ("threads:8", "threads:0"),
        ("threads:8", "threads:8.5"),
        ("threads:8", "threads:9"), // to which the account does not add up
        ("threads:8", "threads:NaN"),
        ("chunks:128", "chunks:65537"),
        ("dynamic", "guided"),
        ("dynamic", "__proto__"),
        ("scalar", "constructor"),
        ("shared-memory", "gpu"),
        ("n:1000000000", "total:private,n:1000000000"), // which goes without saying
        ("n:1000000000", "source:counter,n:1000000000"),
        ("n:1000000000", "total:atomic,total:atomic,n:1000000000"),
        ("n:1000000000", "source:array,total:atomic,n:1000000"),
        ("n:1000000000,", "n:1000000000,total:atomic,"),
        ("n:1000000000", "total:atomic,n:6074001000"), // whose sum fits no total in memory
        ("n:1000000000", "source:array,n:1000000000"),
        ("n:1000000000", "total:shared,n:1000000000"),
        ("n:1000000000", "total:toString,n:1000000000"),
        ("serial:0.376", "serial:0"),
        ("serial:0.376", "serial:-0.376"),
        ("serial:0.376", "serial:Infinity"),
        ("serial:0.376", "serial:1e5"),
        ("serial:0.376", "serial:99999999"),
        ("serial:0.376", "serial:0.5"), // to which the interval does not fit
        ("serial:0.376", "serial:"),
        ("serial:0.376", "serial"),
        ("parallel:0.07081", "parallel:0.07081:1"),
        ("parallel:0.07081", "parallel:0x1"),
        ("parallel:0.07081", "parallel:7.081"),
        ("ci:5.25~5.36", "ci:5.36~5.25"),
        ("ci:5.25~5.36", "ci:5.25"),
        ("ci:5.25~5.36,", ""),
        ("serial:0.376,parallel:0.07081", "parallel:0.07081,serial:0.376"),
        ("ci:5.25~5.36", "ci:-1~5.36"),
        ("ci:5.25~5.36", "ci:5.25~1e-999"),
        ("0.38", "-0.38"),
        ("0.38", "0.98"),
        ("~2.29", ""),
        ("~2.29", "~2.29~0"),
        ("account:5.31", "account:1.31"),
        ("hardware:8", "hardware:-8"),
        ("2026-11-25", "2026-13-25"),
        ("2026-11-25", "2026-02-30"),
        ("2026-11-25", "2399-11-25"),
        ("2026-11-25", "1999-11-25"),
        ("2026-11-25", "yesterday"),
        ("date:2026-11-25", "date:2026-11-25,date:2026-11-25"),
        ("date:2026-11-25", "date:2026-11-25,onclick:1"),
        ("date:2026-11-25", "date:2026-11-25,__proto__:1"),
        ("date:2026-11-25", "date:2026-11-25,"),
        ("date:2026-11-25", "date:2026-11-25%"),
        ("date:2026-11-25", "date:2026-11-25%00"),
        ("date:2026-11-25", "date:2026-11-25%E0%A4"),
    ];
    let whole = [
        "#".to_owned(),
        START.to_owned(),
        format!("#parallel-sum~2~{RESULT}"),
        format!("{START}{}", atomic.replace("scalar", "simd")),
        format!("{START}{}", atomic.replace("shared-memory", "messages")),
        format!("#parallel-sum?{RESULT}"),
        format!("#parallel-sum-2~1~{RESULT}"),
        format!("#x{}{RESULT}", &START[1..]),
        format!("{START}{RESULT},{}", "x:1,".repeat(100_000)),
        format!("{START}{}", ",".repeat(900)),
    ];
    changes.into_iter().map(|(from, to)| changed(from, to)).chain(whole).collect()
}

#[test]
fn nothing_comes_of_an_address_that_no_result_would_have_and_nothing_is_thrown() {
    let odd = odd_results();
    assert!(odd.len() > 50);
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(&format!(
                "{STANDS_BESIDE}
                 const {{ receivedIn }} = await import('/www/result-link.js');
                 element.lang = 'en';
                 const errors = [];
                 addEventListener('error', ({{ message }}) => errors.push(message));
                 addEventListener('unhandledrejection', ({{ reason }}) => errors.push(String(reason)));
                 await element.run({{ mode: 'serial', n: 1e6 }});
                 const wrong = [];
                 for (const hash of {}) {{
                   if (receivedIn(hash, 'parallel-sum') !== null) wrong.push(hash);
                   if (hash.length > 1 && hash.length < 1000) {{
                     const changed = new Promise((resolve) => addEventListener('hashchange', resolve, {{ once: true }}));
                     location.hash = hash;
                     await changed;
                     if (await standsBeside(element)) wrong.push(`beside: ${{hash}}`);
                   }}
                 }}
                 return {{ wrong, errors, isPlain: Object.keys(Object.prototype).length === 0, valid: ['', 'total:atomic,'].every((it) => receivedIn('{START}' + it + '{RESULT}', 'parallel-sum') !== null) }};",
                Value::from(odd.clone())
            ))
            .await;
        assert_eq!(seen, json!({ "wrong": [], "errors": [], "isPlain": true, "valid": true }));
    });
}

/// Characters changed, dropped and doubled at random, from a seed.
#[test]
fn whatever_is_changed_in_a_result_it_is_none_or_one_that_there_can_be() {
    let mut seed = 14_u64;
    let mut below = move |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let characters = b"0123456789-._~:,eEnNaAxX%#& <>\"'\\";
    let changed: Vec<_> = (0..2000)
        .map(|_| {
            let mut result = RESULT.as_bytes().to_vec();
            for _ in 0..=below(3) {
                let at = below(result.len());
                match below(4) {
                    0 => drop(result.remove(at)),
                    1 => result.insert(at, result[at]),
                    _ => result[at] = characters[below(characters.len())],
                }
            }
            format!("{START}{}", String::from_utf8(result).unwrap())
        })
        .collect();
    on_page(async |page| {
        let read = page
            .eval(&format!(
                "const {{ receivedIn }} = await import('/www/result-link.js');
                 return {}.map((hash) => receivedIn(hash, 'parallel-sum'));",
                Value::from(changed.clone())
            ))
            .await;
        let read = read.as_array().unwrap();
        let sound = read.iter().filter(|it| !it.is_null());
        assert!((20..1000).contains(&sound.clone().count()), "some digits may be changed: {}", sound.count());
        for (hash, it) in changed.iter().zip(read).filter(|(_, it)| !it.is_null()) {
            let of = |name: &str| it[name].as_f64().unwrap();
            let n: u64 = it["n"].as_str().unwrap().parse().unwrap();
            assert!((1..=1_000_000_000_000).contains(&n) && of("chunks") <= n as f64, "{hash}");
            assert!((1.0..=256.0).contains(&of("threads")) && (1.0..=65_536.0).contains(&of("chunks")), "{hash}");
            assert!(of("serial") > 0.0 && of("parallel") > 0.0, "{hash}");
            assert!((of("speedup") - of("serial") / of("parallel")).abs() < 1e-12, "{hash}");
            if let Some(parts) = it["account"].as_object() {
                let sum: f64 = parts.values().map(|it| it.as_f64().unwrap()).sum();
                assert!((sum - of("threads")).abs() < 0.01 * of("threads"), "{hash}");
            }
        }
    });
}
