//! What the element says and shows of runs whose total or integers are in memory.

use serde_json::{Value, json};

use crate::driver::{Page, on_page, on_page_in_each_browser};

/// What of a comparison on two threads is not as it really came.
fn compared(total: &str, speedup: f64, over: f64, cause: &str) -> Value {
    let near = [0.98 * speedup, 1.02 * speedup];
    json!({ "total": total, "source": "counter", "result": {
        "parallel": { "correct": true, "missing": "0" }, "speedup": speedup, "speedupCi95": near, "speedupOverBaseline": over,
        "cause": if cause == "none" { Value::Null } else { json!(cause) }, "slowerCause": "all",
    } })
}

fn with(mut case: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        case["result"][name] = value.clone();
    }
    case
}

fn from_array(speedup: f64, cause: &str) -> Value {
    let mut case = compared("private", speedup, 1.0, cause);
    case["source"] = json!("array");
    with(case, json!({ "parallel": { "correct": true, "bytesPerSecond": 23.44e9 } }))
}

#[test]
fn a_comparison_says_what_a_total_or_an_array_in_memory_costs_and_claims_no_more_than_was_measured() {
    let slower = |total: &str| compared(total, 0.25, 0.01, "slowerThreads");
    let unguarded = |parallel: Value| with(slower("unguarded"), json!({ "parallel": parallel }));
    let baseline_en = "One thread that adds in a register is 100 times as fast as all of them.";
    let baseline_ko = "레지스터에 더하는 스레드 하나가 이 모두를 합친 것보다 100배 빠릅니다.";
    let both = |english: &str, korean: &str| (format!("{english} {baseline_en}"), format!("{korean} {baseline_ko}"));
    let alone = |english: &str, korean: &str| (english.to_owned(), korean.to_owned());
    let line = both(
        "Your 2 threads took 4.00 times as long as one: the cores passed the cache line with the total to and fro.",
        "스레드 2개로는 하나일 때보다 4.00배 오래 걸렸습니다. 합계가 있는 캐시 라인을 코어끼리 주고받느라 더 걸린 시간입니다.",
    );
    let wrong = alone(
        "A sum is wrong, so its time means nothing. Please report this.",
        "틀린 합이 있으므로 시간도 의미가 없습니다. 이 문제를 알려 주세요.",
    );
    let faster = |speedup: &str| {
        alone(
            &format!("With this total your 2 threads were {speedup} times as fast as one."),
            &format!("이 합계에 스레드 2개로 더하니 하나일 때보다 {speedup}배 빨랐습니다."),
        )
    };
    let cases = [
        (slower("atomic"), line),
        (
            slower("mutex"),
            both(
                "Your 2 threads took 4.00 times as long as one: all of them queued for one lock.",
                "스레드 2개로는 하나일 때보다 4.00배 오래 걸렸습니다. 모든 스레드가 잠금 하나를 기다리느라 더 걸린 시간입니다.",
            ),
        ),
        (
            slower("adjacent"),
            both(
                "Your 2 threads took 4.00 times as long as one: the cores passed the cache line with their totals to and fro.",
                "스레드 2개로는 하나일 때보다 4.00배 오래 걸렸습니다. 합계들이 있는 캐시 라인을 코어끼리 주고받느라 더 걸린 시간입니다.",
            ),
        ),
        // Whatever they were slower by, a line that they pass to and fro would make them much slower than one.
        (compared("adjacent", 1.5, 0.01, "slowerThreads"), {
            let (english, korean) = faster("1.50");
            both(&english, &korean)
        }),
        (
            compared("adjacent", 0.8, 0.01, "slowerThreads"),
            both(
                "With this total your 2 threads took 1.25 times as long as one.",
                "이 합계에 스레드 2개로 더하니 하나일 때보다 1.25배 오래 걸렸습니다.",
            ),
        ),
        (
            compared("padded", 0.5, 0.01, "slowerThreads"),
            both(
                "With this total your 2 threads took 2.00 times as long as one.",
                "이 합계에 스레드 2개로 더하니 하나일 때보다 2.00배 오래 걸렸습니다.",
            ),
        ),
        (
            compared("atomic", 0.25, 0.01, "start"),
            both(
                "With this total your 2 threads took 4.00 times as long as one.",
                "이 합계에 스레드 2개로 더하니 하나일 때보다 4.00배 오래 걸렸습니다.",
            ),
        ),
        (
            compared("padded", 1.0, 0.01, "none"),
            both(
                "With this total your 2 threads were no faster than one, as far as can be told.",
                "이 합계에는 스레드 2개로 더해도 하나일 때보다 빨라졌다고 할 수 없습니다.",
            ),
        ),
        (compared("padded", 1.9, 1.25, "none"), {
            let (english, korean) = faster("1.90");
            alone(
                &format!("{english} Together they were 1.25 times as fast as one thread that adds in a register."),
                &format!("{korean} 모두 합치니 레지스터에 더하는 스레드 하나보다 1.25배 빨랐습니다."),
            )
        }),
        (with(compared("padded", 1.9, 1.25, "none"), json!({ "speedupOverBaseline": null })), {
            let (english, korean) = faster("1.90");
            alone(&english, &korean)
        }),
        (
            unguarded(json!({ "correct": false, "sum": "680", "missing": "320" })),
            both(
                "32% of the sum is missing, as these threads read, add and write without asking each other.",
                "합의 32%가 사라졌습니다. 스레드들이 서로 묻지 않고 읽고, 더하고, 쓰기 때문입니다.",
            ),
        ),
        (
            unguarded(json!({ "correct": false, "missing": "0" })),
            both(
                "In some runs a part of the sum was missing, as these threads read, add and write without asking each other.",
                "일부 실행에서 합의 일부가 사라졌습니다. 스레드들이 서로 묻지 않고 읽고, 더하고, 쓰기 때문입니다.",
            ),
        ),
        (
            unguarded(json!({ "correct": true, "missing": "0" })),
            both(
                "The sum came out right this time. That proves nothing: next time additions may be lost.",
                "이번에는 합이 맞았지만, 그것으로 증명되는 것은 없습니다. 다음번에는 덧셈이 사라질 수 있습니다.",
            ),
        ),
        (unguarded(json!({ "correct": false, "missing": "-1" })), wrong.clone()),
        (with(slower("unguarded"), json!({ "serial": { "correct": false, "missing": "1" } })), wrong.clone()),
        (with(slower("atomic"), json!({ "parallel": { "correct": false, "missing": "1" } })), wrong),
        (
            from_array(1.5, "slowerThreads"),
            alone(
                "Your 2 threads were 1.50 times as fast as one. They read 23.4 GB/s. The largest loss is slower threads: the same additions took longer, perhaps for want of data.",
                "스레드 2개로 실행하니 하나일 때보다 1.50배 빨랐습니다. 모두 합쳐 23.4GB/s로 읽었습니다. 가장 큰 손실은 ‘느려진 스레드’, 아마도 데이터를 기다리느라 같은 덧셈에 더 걸린 시간입니다.",
            ),
        ),
        (
            from_array(2.3, "none"),
            alone(
                "Your 2 threads were 2.30 times as fast as one, more than there are threads. Each thread's part of the array probably fits into its core's cache, as the whole does not.",
                "스레드 2개로 실행하니 하나일 때보다 2.30배 빨랐습니다. 스레드 수보다 큰 값입니다. 배열 전체는 어느 캐시에도 안 들어가지만, 스레드마다 맡은 부분은 그 코어의 캐시에 들어가기 때문일 것입니다.",
            ),
        ),
    ];
    on_page(async |page| {
        let given: Vec<_> = cases.iter().map(|(case, _)| case).collect();
        let said = page
            .eval(&format!(
                "Object.defineProperty(navigator, 'hardwareConcurrency', {{ value: 8 }});
                 const [{{ memoryWords }}, {{ textsIn, complete }}, {{ english }}] =
                   await Promise.all(['view/memory-words.js', 'lang/texts.js', 'more.js'].map((it) => import(`/www/${{it}}`)));
                 const languages = await Promise.all(['en', 'ko'].map(textsIn));
                 for (const texts of languages) await complete(texts, english);
                 const real = {{}};
                 const isObject = (it) => typeof it === 'object' && it !== null && !Array.isArray(it);
                 const madeOf = (real, changes) => {{
                   const made = {{ ...real }};
                   for (const [name, value] of Object.entries(changes)) {{
                     if (!(name in real)) throw new Error(`no real result has ${{name}}`);
                     made[name] = isObject(value) ? madeOf(real[name], value) : value;
                   }}
                   return made;
                 }};
                 const said = [];
                 for (const {{ total, source, result }} of {}) {{
                   real[total + source] ??= await element.compare({{ total, source, threads: 2, n: 300000 }});
                   const made = madeOf({{ ...real[total + source], serial: {{ ...real[total + source].serial, correct: true }} }}, result);
                   said.push(languages.map((texts) => memoryWords(made, texts).map((it) => [it].flat().map((it) => it.textContent ?? it).join('')).join(' ')));
                 }}
                 return said;",
                json!(given)
            ))
            .await;
        for (said, (case, (english, korean))) in said.as_array().unwrap().iter().zip(&cases) {
            assert_eq!(*said, json!([english, korean]), "{case}");
        }
        assert_eq!(said.as_array().unwrap().len(), cases.len());
    });
}

/// Compares without a guard until additions are lost in the run that is shown.
async fn lose(page: &Page) -> Value {
    page.eval(
        "element.lang = 'en';
         for (;;) {
           const result = await element.compare({ total: 'unguarded', threads: 2 });
           if (result.parallel.missing !== '0') return result;
         }",
    )
    .await
}

#[test]
fn additions_that_get_lost_are_shown_as_what_they_are_and_reported_by_nobody() {
    on_page_in_each_browser(async |page| {
        let result = lose(page).await;
        let seen = page
            .eval(
                "while (!root.querySelector('[part=words]').textContent) await new Promise(requestAnimationFrame);
                 const text = (it) => root.querySelector(it).textContent;
                 const outcome = root.querySelector('[part=outcome]');
                 await openTables();
                 const rows = Object.fromEntries([...root.querySelectorAll('.tables tr')].map((it) => [...it.children].slice(0, 2).map((cell) => cell.textContent)));
                 return { words: text('[part=words]'), verdict: text('[part=verdict]'), sum: text('[part=sum]'), status: text('.status'), all: root.textContent,
                   speedup: text('[part=speedup]'), isWrong: outcome.matches('.wrong-sum, .empty'), rows };",
            )
            .await;
        let digits = |it: &Value| it.as_str().unwrap().replace(',', "");
        let missing = result["parallel"]["missing"].as_str().unwrap();
        assert!(seen["words"].as_str().unwrap().contains("of the sum is missing, as these threads"), "{seen}");
        assert_eq!(digits(&seen["verdict"]), format!("Missing from it: {missing}"));
        assert_eq!(digits(&seen["sum"]), result["parallel"]["sum"].as_str().unwrap());
        assert_eq!(
            (&seen["status"], &seen["isWrong"]),
            (&json!("Done: additions were lost."), &json!(false)),
            "{seen}"
        );
        assert!(seen["speedup"].as_str().unwrap().ends_with('×'), "{seen}");
        assert!(!seen["all"].as_str().unwrap().contains("report"), "{seen}");
        let rows = &seen["rows"];
        assert_eq!((&rows["Total"], &rows["Source"]), (&json!("unguarded"), &json!("counter")), "{rows}");
        assert!(digits(&rows["Missing from the sum"]).starts_with(missing), "{rows}");
        assert!(rows["One thread, all in registers"].as_str().unwrap().contains("integers per second"), "{rows}");
        assert!(rows["Speedup over that"].as_str().unwrap().parse::<f64>().unwrap() > 0.0, "{rows}");
    });
}

#[test]
fn an_array_tells_how_fast_it_was_read_and_one_that_may_fit_a_cache_offers_the_largest() {
    on_page_in_each_browser(async |page| {
        let seen = page
            .eval(
                "element.lang = 'en';
                 await element.compare({ source: 'array', n: 4e6, threads: 2 });
                 while (!root.querySelector('[part=words]').textContent) await new Promise(requestAnimationFrame);
                 const words = root.querySelector('[part=words]').textContent;
                 const warned = [...root.querySelectorAll('.warnings li')].map((it) => it.textContent);
                 await openTables();
                 const rows = [...root.querySelectorAll('.tables tr')].map((it) => [...it.children].slice(0, 2).map((cell) => cell.textContent));
                 const offer = [...root.querySelectorAll('.warnings button')].at(-1);
                 offer.click();
                 const { n } = element;
                 await element.compare({ source: 'array', n, threads: 2, repeats: 1 });
                 return { words, warned, rows, n, then: [...root.querySelectorAll('.warnings li')].map((it) => it.textContent) };",
            )
            .await;
        let rate = |name: &str| {
            let rows = seen["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("{seen}"));
            row[1].as_str().unwrap().to_owned()
        };
        assert!(rate("Read by one thread").ends_with("GB/s"), "{seen}");
        let words = seen["words"].as_str().unwrap();
        let all = rate("Read by all");
        assert!(words.contains(&format!("read {all}")) || words.contains("part of the array probably fits"), "{seen}");
        let is_of_caches = |it: &Value| it.to_string().contains("may fit into a cache");
        assert!(is_of_caches(&seen["warned"]) && !is_of_caches(&seen["then"]), "{seen}");
        assert_eq!(seen["n"], "16777216");
    });
}

#[test]
fn pictures_and_lists_of_samples_say_where_the_total_was_and_where_the_integers_came_from() {
    on_page(async |page| {
        let seen = page
            .eval(
                "element.lang = 'en';
                 const pictured = async (options) => {
                   const result = await element.compare(options);
                   const described = new DOMParser().parseFromString(await (await element.picture()).text(), 'image/svg+xml').querySelector('desc').textContent;
                   return { result, described };
                 };
                 const usual = await pictured({ n: 1e7, threads: 2 });
                 const { result, described } = await pictured({ total: 'adjacent', threads: 2, n: 300000 });
                 const downloaded = new Promise((resolve) => (URL.createObjectURL = (blob) => (resolve(blob.text()), 'blob:none')));
                 [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Download CSV').click();
                 const samples = ['serial', 'parallel', 'baseline'].map((it) => result[it].seconds.samples.length);
                 return { usual: usual.described, described, csv: (await downloaded).split('\\r\\n'), samples };",
            )
            .await;
        assert!(!seen["usual"].as_str().unwrap().contains("Total: "), "{seen}");
        let described = seen["described"].as_str().unwrap();
        assert!(described.contains("Total: adjacent · Source: counter"), "{described}");
        assert!(
            described.contains("With this total your 2 threads") || described.contains("with their totals to and fro"),
            "{described}"
        );
        let lines: Vec<_> = seen["csv"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert_eq!(lines[0], "mode,threads,n,sample,seconds,total,source,kernel");
        let count =
            |start: &str, end: &str| lines.iter().filter(|it| it.starts_with(start) && it.ends_with(end)).count();
        let counted = [
            count("serial,1,300000,", ",adjacent,counter,scalar"),
            count("parallel,2,300000,", ",adjacent,counter,scalar"),
            count("serial,1,300000,", ",private,counter,scalar"),
        ];
        assert_eq!(json!(counted), seen["samples"]);
    });
}

#[test]
fn whatever_is_said_of_memory_has_room_where_the_answer_stands() {
    on_page(async |page| {
        for width in [320, 600] {
            page.set_width(width).await;
            for language in ["en", "ko"] {
                let seen = page
                    .eval(&format!(
                        "element.lang = '{language}';
                         await element.compare({{ n: 1e7, threads: 2 }});
                         const [{{ textsIn, complete }}, {{ english }}] = await Promise.all(['lang/texts.js', 'more.js'].map((it) => import(`/www/${{it}}`)));
                         const texts = await textsIn('{language}');
                         await complete(texts, english);
                         const {{ memory, memoryMeans }} = texts;
                         const filled = (text) => text.replaceAll('{{threads}}', texts.format.threads(256)).replaceAll(/{{(times|factor)}}/g, texts.format.ratio(1234))
                           .replaceAll('{{speedup}}', '1.23').replaceAll('{{part}}', '99%').replaceAll('{{rate}}', '123 GB/s');
                         const first = [memory.lost, memory.lostInSome, memory.kept, memory.slower, memory.same, ...['adjacent', 'atomic', 'mutex'].map((it) => memory.since.replace('{{means}}', memoryMeans[it]))];
                         const head = root.querySelector('.head');
                         const words = root.querySelector('[part=words]');
                         words.replaceChildren();
                         const least = head.offsetHeight;
                         return first.map((it) => {{
                           words.replaceChildren(`${{filled(it)}} ${{filled(memory.baseline)}}`);
                           return [words.textContent, head.offsetHeight - least];
                         }}).filter(([, more]) => more > 0);"
                    ))
                    .await;
                assert_eq!(seen, json!([]), "{width} pixels, {language}");
            }
        }
    });
}
