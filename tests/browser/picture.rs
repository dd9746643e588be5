//! What a run came to as a picture: a file that says by itself, in figures and in words, what was measured.

use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser, on_page, on_page_in_each_browser};
use crate::host::Host;

/// The width that the account has in a picture.
const WIDTH: f64 = 1088.0;

/// Runs JavaScript in which `read(blob)` resolves to the document of a picture, which must be well-formed, and `texts` are the
/// English ones.
async fn eval(page: &Page, script: &str) -> Value {
    page.eval(&format!(
        "const [{{ textsIn, complete }}, {{ english }}] =
           await Promise.all(['lang/texts.js', 'more.js'].map((it) => import(new URL(`www/${{it}}`, document.baseURI).href)));
         const texts = await textsIn('en');
         await complete(texts, english);
         const read = async (blob) => {{
           const picture = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
           if (picture.querySelector('parsererror')) throw new Error(picture.documentElement.textContent);
           return picture.documentElement;
         }};
         {script}"
    ))
    .await
}

#[test]
fn a_comparison_becomes_a_drawing_that_tells_its_numbers_in_figures_and_in_words() {
    on_page_in_each_browser(async |page| {
        let drawn = eval(
            page,
            "element.lang = 'en';
             element.reference = null;
             const { serial, parallel, speedup, account } = await element.compare({ n: 1e8, threads: 2 });
             const blob = await element.picture();
             const picture = await read(blob);
             const shown = [...picture.querySelectorAll('text')].map((it) => it.textContent).join('\\n');
             const told = picture.querySelector('desc').textContent;
             const { seconds, ratio, part } = texts.format;
             const numbers = [seconds(serial.seconds.median), seconds(parallel.seconds.median), `${ratio(speedup)}×`, part(account.speedup)];
             return {
               type: blob.type, role: picture.getAttribute('role'), title: picture.querySelector('title').textContent,
               missing: numbers.filter((it) => !shown.includes(it) || !told.includes(it)),
               isWhereItIs: told.includes(location.origin), system: /Linux/.test(navigator.userAgent) === told.includes('Linux'),
               styles: picture.querySelectorAll('[style], [class], style, [href]').length,
               widths: [...picture.querySelectorAll('[data-part]')].map((it) => Number(it.getAttribute('width'))),
             };",
        )
        .await;
        assert_eq!(drawn["type"], "image/svg+xml");
        assert_eq!((&drawn["role"], &drawn["title"]), (&json!("img"), &json!("1 to 100,000,000 on 2 threads")));
        assert_eq!(drawn["missing"], json!([]), "{drawn}");
        assert_eq!(
            (&drawn["isWhereItIs"], &drawn["system"], &drawn["styles"]),
            (&json!(true), &json!(true), &json!(0))
        );
        assert!((widths(&drawn["widths"]).iter().sum::<f64>() - WIDTH).abs() < 1e-6, "{drawn}");
    });
}

fn widths(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect()
}

/// The sum and its verdict of one run; a point for each number of threads of a sweep.
#[test]
fn a_run_and_a_sweep_become_drawings_too() {
    on_page(async |page| {
        let drawn = eval(
            page,
            "element.lang = 'en';
             await element.run({ mode: 'parallel', n: 1e8, threads: 2 });
             const run = (await read(await element.picture())).querySelector('desc').textContent;
             const { best, points } = await element.sweep({ n: 1e8, counts: [1, 2] });
             const sweep = await read(await element.picture({ type: 'svg' }));
             const told = sweep.querySelector('desc').textContent;
             const { threads, ratio } = texts.format;
             const numbers = [threads(best), ...points.map((it) => `${threads(it.threads)}: ${ratio(it.speedup)}×.`)];
             const { pictureFile } = await import('/www/view/picture-file.js');
             const reference = { label: 'The post', serial: 7.964, parallel: 2.237, threads: 8 };
             const last = { result: await element.sweep({ n: 1e8, counts: [1, 2] }), at: new Date() };
             const beside = [...(await read(await pictureFile('svg', last, texts, reference))).querySelectorAll('[data-part=reference]')].length;
             return { beside, run, points: [...sweep.querySelectorAll('[data-threads]')].map((it) => it.dataset.threads), missing: numbers.filter((it) => !told.includes(it)), told,
               labels: [...sweep.querySelectorAll('text')].map((it) => it.textContent) };",
        )
        .await;
        let run = drawn["run"].as_str().unwrap();
        assert!(run.starts_with("1 to 100,000,000 on 2 threads. "), "{run}");
        assert!(run.contains("5,000,000,050,000,000. Right: it equals n(n+1)/2. "), "{run}");
        assert_eq!((&drawn["points"], &drawn["beside"]), (&json!(["1", "2"]), &json!(1)));
        let labels = drawn["labels"].as_array().unwrap();
        assert!(
            ["Sum of 1 to 100,000,000", "speedup", "Threads"].iter().all(|it| labels.contains(&json!(it))),
            "{labels:?}"
        );
        assert!(!labels.contains(&json!("undefined")), "{labels:?}");
        assert_eq!(drawn["missing"], json!([]), "{drawn}");
    });
}

/// By its size and by the chunk that the specification of PNG has for a description.
#[test]
fn a_png_is_twice_as_large_and_has_the_words_of_the_drawing_inside() {
    on_page_in_each_browser(async |page| {
        let drawn = eval(
            page,
            "await element.compare({ n: 1e7, threads: 2 });
             const told = (await read(await element.picture())).querySelector('desc').textContent;
             const png = await element.picture({ type: 'png' });
             const { width, height } = await createImageBitmap(png);
             const bytes = [...new Uint8Array(await png.slice(0, 33 + 4 * told.length + 100).arrayBuffer())];
             return { type: png.type, size: [width, height], told, bytes };",
        )
        .await;
        assert_eq!((&drawn["type"], &drawn["size"]), (&json!("image/png"), &json!([2400, 1350])));
        let bytes: Vec<u8> = serde_json::from_value(drawn["bytes"].clone()).unwrap();
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        let after_header = 8 + 12 + number(8) as usize;
        let length = number(after_header) as usize;
        let chunk = &bytes[after_header + 4..after_header + 8 + length];
        let told = [&b"iTXtDescription\0\0\0\0\0"[..], drawn["told"].as_str().unwrap().as_bytes()].concat();
        assert_eq!(String::from_utf8_lossy(chunk), String::from_utf8_lossy(&told));
        let mut crc = flate2::Crc::new();
        crc.update(chunk);
        assert_eq!(number(after_header + 8 + length), crc.sum());
    });
}

/// Seeded accounts on any number of threads, some with a gain, which comes on top.
#[test]
fn the_cells_are_filled_by_what_the_account_says_and_are_as_many_as_there_are_threads() {
    let mut seed = 14_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / (1_u64 << 31) as f64
    };
    let accounts: Vec<_> = [2, 2, 3, 8, 8, 8, 12, 64, 64, 256]
        .into_iter()
        .map(|threads| {
            let threads = f64::from(threads);
            let [start, gaps, imbalance, join] = [(); 4].map(|()| random() * random() * threads / 5.0);
            let slower = (random() - 0.5) * threads / 4.0;
            let speedup = threads - start - gaps - imbalance - join - slower;
            json!({ "speedup": speedup, "start": start, "gaps": gaps, "imbalance": imbalance, "join": join, "slowerThreads": slower, "threads": threads })
        })
        .collect();
    assert!(accounts.iter().any(|it| it["slowerThreads"].as_f64().unwrap() < 0.0));
    on_page(async |page| {
        let drawn = eval(
            page,
            &format!(
                "const {{ pictureOf }} = await import('/www/view/picture.js');
                 const real = await element.compare({{ n: 1e7, threads: 2 }});
                 return {}.map(({{ threads, ...account }}) => {{
                   const made = {{ ...real, account, parallel: {{ ...real.parallel, threads }} }};
                   const picture = pictureOf(made, texts, {{ at: new Date(), address: null, reference: null }});
                   const parts = [...picture.querySelectorAll('[data-part]')].map((it) => [it.dataset.part, Number(it.getAttribute('width'))]);
                   const isPatterned = [...picture.querySelectorAll('[data-part^=s][data-part$=s]')].every((it) => picture.querySelector(it.getAttribute('fill').slice(4, -1)));
                   return {{ parts: Object.fromEntries(parts), cells: 1 + picture.querySelector('defs ~ path').getAttribute('d').split('M').length - 1, isPatterned }};
                 }});",
                Value::from(accounts.clone())
            ),
        )
        .await;
        for (account, drawn) in accounts.iter().zip(drawn.as_array().unwrap()) {
            let of = |name: &str| account[name].as_f64().unwrap();
            let threads = of("threads");
            // What is small is told of as one, unless it is a gain that shows, or the only one.
            let shows = |name: &str| of(name).abs() >= 0.005;
            let lost = ["start", "gaps", "imbalance", "join", "slowerThreads"];
            let is_small = |name: &str| of(name).abs() < threads / 100.0 && (of(name) >= 0.0 || !shows(name));
            let is_only = lost.into_iter().filter(|name| is_small(name)).count() == 1;
            let is_large = |name: &str| !is_small(name) || is_only && shows(name);
            let gain = if is_large("slowerThreads") { (-of("slowerThreads")).max(0.0) } else { 0.0 };
            let cell = WIDTH / (threads + gain);
            let width = |name: &str| drawn["parts"][name].as_f64().unwrap_or(0.0);
            for name in lost {
                let expected = if is_large(name) { of(name).max(0.0) } else { 0.0 };
                assert!((width(name) - expected * cell).abs() < 1e-6, "{name} of {account}: {drawn}");
            }
            assert!((width("gain") - gain * cell).abs() < 1e-6, "{account}: {drawn}");
            let all: f64 = drawn["parts"].as_object().unwrap().values().map(|it| it.as_f64().unwrap()).sum();
            assert!((all - WIDTH).abs() < 1e-6, "{account}: {drawn}");
            assert_eq!(drawn["cells"], (threads + gain - 1e-9).ceil() as u64, "{account}: {drawn}");
            assert_eq!(drawn["isPatterned"], true, "{account}: {drawn}");
        }
    });
}

#[test]
fn whatever_stands_beside_a_result_the_drawing_is_well_formed_and_runs_nothing() {
    on_page_in_each_browser(async |page| {
        let drawn = eval(
            page,
            "const label = '<script>alert(1)</script> & \" \\u0000\\u0007\\ud800 \\udfff ]]> \\u{1f600}';
             const { pictureFile } = await import('/www/view/picture-file.js');
             const result = await element.compare({ n: 1e7, threads: 2 });
             const reference = { label, serial: 7.964, parallel: 2.237, threads: 8 };
             const picture = await read(await pictureFile('svg', { result, at: new Date() }, texts, reference));
             return [picture.querySelectorAll('script').length, picture.querySelector('desc').textContent, picture.querySelectorAll('[data-part=reference]').length];",
        )
        .await;
        assert_eq!((&drawn[0], &drawn[2]), (&json!(0), &json!(1)), "{drawn}");
        let told = drawn[1].as_str().unwrap();
        assert!(
            told.contains("<script>alert(1)</script> & \" ") && told.contains(" ]]> \u{1f600}: 7.96 sec → 2.24 sec"),
            "{told}"
        );
    });
}

#[test]
fn another_type_and_a_picture_of_nothing_are_refused() {
    on_page_in_each_browser(async |page| {
        let refused = page.attempt("await element.picture({ type: 'gif' })").await.unwrap_err();
        assert_eq!(refused.name, "TypeError");
        for part in ["type", "\"svg\"", "\"png\"", "\"gif\""] {
            assert!(refused.message.contains(part), "{refused:?}");
        }
        let refused = page.attempt("await element.picture()").await.unwrap_err();
        assert_eq!(refused.name, "InvalidStateError");
        assert!(refused.message.contains("run, compare or sweep first"), "{refused:?}");
        page.eval("await element.run({ mode: 'serial', n: 1e6 })").await;
        let refused = page.attempt("await element.picture({ type: 'jpeg' })").await.unwrap_err();
        assert_eq!(refused.name, "TypeError");
    });
}

#[test]
fn a_policy_that_forbids_pictures_with_everything_inside_is_named_for_a_png_and_does_not_touch_a_drawing() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.put("t.html", "<!doctype html><html lang=en><script type=module src=www/parallel-sum.js></script><parallel-sum></parallel-sum>");
        host.send(
            "/t.html",
            "content-security-policy",
            "img-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
        );
        page.open(&format!("{}/t.html", host.address)).await;
        let size = page.eval("await element.compare({ n: 1e6 }); return (await element.picture()).size").await;
        assert!(size.as_u64().unwrap() > 1000, "{size}");
        let refused = page.attempt("await element.picture({ type: 'png' })").await.unwrap_err();
        assert_eq!(refused.name, "NotSupportedError");
        assert!(refused.message.contains("data: in its directive img-src"), "{refused:?}");
        let shown = page
            .eval(
                "const violations = [];
                 document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective));
                 const button = (text) => [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === text);
                 button('Picture').click();
                 let svg;
                 while (!(svg = root.querySelector('[part=share] svg'))) await new Promise(requestAnimationFrame);
                 const shown = [svg.checkVisibility(), svg.getBoundingClientRect().width > 100, [...violations]];
                 const said = root.querySelector('[part=share] .said');
                 button('Download PNG').click();
                 while (!said.textContent) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(said, { childList: true }));
                 return [...shown, said.textContent];",
            )
            .await;
        assert_eq!((&shown[0], &shown[1], &shown[2]), (&json!(true), &json!(true), &json!([])), "{shown}");
        assert!(shown[3].as_str().unwrap().contains("img-src"), "{shown}");
    });
}

#[test]
fn the_button_opens_the_picture_below_the_line_from_where_it_is_saved_and_described() {
    on_page_in_each_browser(async |page| {
        let button = async |text: &str| {
            page.eval(&format!(
                "[...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === '{text}').id = 'pressed'"
            ))
            .await;
            let found = page.find("#pressed").await;
            page.eval("root.querySelector('#pressed').removeAttribute('id')").await;
            found
        };
        page.eval(
            "element.lang = 'en';
             await element.compare({ n: 1e8, threads: 2 }); // its workers come from such addresses
             window.copied = []; window.saved = [];
             Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => copied.push(text) } });
             URL.createObjectURL = (blob) => (saved.push(blob), 'blob:none');
             HTMLAnchorElement.prototype.click = function () { saved.at(-1).title = this.download; };",
        )
        .await;
        let opener = button("Picture").await;
        opener.click().await.unwrap();
        page.until(
            "return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=share] svg') !== null",
        )
        .await;
        assert_eq!(opener.attr("aria-expanded").await.unwrap().as_deref(), Some("true"));
        for (text, kind) in [("Download PNG", "png"), ("Download SVG", "svg")] {
            button(text).await.click().await.unwrap();
            page.until(&format!("return saved.some(({{ title }}) => title === 'parallel-sum.{kind}')")).await;
        }
        button("Copy description").await.click().await.unwrap();
        page.until("return copied.length === 1").await;
        let seen = page
            .eval(
                "const svg = root.querySelector('[part=share] svg');
                 return { types: saved.map(({ type }) => type), isSame: svg.querySelector('desc').textContent === copied[0], said: root.querySelector('.said').textContent };",
            )
            .await;
        let expected = json!({ "types": ["image/png", "image/svg+xml"], "isSame": true, "said": "Copied." });
        assert_eq!(seen, expected);
        opener.click().await.unwrap();
        assert_eq!(page.eval("return root.querySelector('[part=share] svg') === null").await, true);
        assert_eq!(opener.attr("aria-expanded").await.unwrap().as_deref(), Some("false"));
    });
}

/// A download would come to nothing there without a word; the menu of the browser does it.
#[test]
fn in_a_sandboxed_frame_the_picture_is_there_to_be_saved_by_the_browsers_menu() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.send("/www/", "access-control-allow-origin", "*");
        host.put("post.html", "<!doctype html><iframe sandbox='allow-scripts' src='www/embed.html?n=1e6&threads=2&lang=en' style='width: 700px; height: 800px'></iframe>");
        page.open(&format!("{}/post.html", host.address)).await;
        page.driver.enter_frame(0).await.unwrap();
        page.until("return document.querySelector('parallel-sum')?.shadowRoot?.querySelector('form') && document.querySelector('parallel-sum').engine").await;
        page.find("[part~=compare]").await.click().await.unwrap();
        page.until("return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=share]')").await;
        page.eval("[...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Picture').id = 'picture'").await;
        // WebKit's driver misses what it has to scroll to in a frame.
        page.find("#picture").await.send_keys(thirtyfour::Key::Enter.value().to_string()).await.unwrap();
        page.until(
            "return document.querySelector('parallel-sum').shadowRoot.querySelector('[part=share] img')?.complete",
        )
        .await;
        let shown = page
            .eval(
                "const image = root.querySelector('[part=share] img');
                 const buttons = [...root.querySelectorAll('[part=share] button')].map((it) => it.textContent);
                 return { width: image.naturalWidth, alt: image.alt, start: image.src.slice(0, 22), buttons, said: image.nextSibling.textContent };",
            )
            .await;
        assert_eq!((&shown["width"], &shown["start"]), (&json!(2400), &json!("data:image/png;base64,")));
        assert!(shown["alt"].as_str().unwrap().starts_with("1 to 1,000,000 on 2 threads. "), "{shown}");
        assert!(shown["said"].as_str().unwrap().contains("may not download"), "{shown}");
        assert_eq!(shown["buttons"], json!(["Copy JSON", "Copy CSV", "Picture", "Copy description"]));
        page.driver.enter_default_frame().await.unwrap();
    });
}

#[test]
fn browser_and_system_are_told_as_far_as_the_browser_tells_and_no_further() {
    let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    let cases = json!([
        [format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} Chrome/156.0.0.0 Safari/537.36"), "Chrome 156, Linux"],
        [
            format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0"),
            "Edge 156, Windows"
        ],
        [
            format!(
                "Mozilla/5.0 (Linux; Android 16; K) {webkit} SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile Safari/537.36"
            ),
            "Samsung Internet 29, Android"
        ],
        [
            format!("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {webkit} Chrome/156.0.0.0 Safari/537.36"),
            "Chrome 156, ChromeOS"
        ],
        ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140, Linux"],
        [
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Safari 18.1, macOS"
        ],
        [format!("{iphone} Version/18.1 Mobile/15E148 Safari/604.1"), "Safari 18.1, iOS"],
        [format!("{iphone} CriOS/156.0.0.0 Mobile/15E148 Safari/604.1"), "Chrome 156, iOS"],
        ["Lynx/2.9", ""],
        ["", ""],
    ]);
    on_page(async |page| {
        let told = page
            .eval(&format!(
                "const {{ machineOf }} = await import('/www/view/machine.js');
                 return {cases}.map(([userAgent]) => machineOf(userAgent).join(', '));"
            ))
            .await;
        let expected: Vec<_> = cases.as_array().unwrap().iter().map(|case| case[1].clone()).collect();
        assert_eq!(told, Value::from(expected));
    });
}
