//! What the element says of a run in words, in every case and language.

use serde_json::{Value, json};

use crate::driver::{on_page, on_page_in_each_browser};

/// What of a comparison on so many threads is not as it really came; "none" is no cause that the samples show.
fn compared(threads: u32, speedup: Value, interval: Value, cause: &str) -> Value {
    json!({ "result": {
        "serial": { "correct": true }, "parallel": { "correct": true, "threads": threads, "chunks": if cause == "imbalance" { 2 } else { 16 * threads } },
        "speedup": speedup, "speedupCi95": interval, "cause": if cause == "none" { Value::Null } else { json!(cause) }, "slowerCause": null,
    } })
}

fn swept(points: &[(u32, f64)], best: Value, enough: Value) -> Value {
    let points: Vec<_> =
        points.iter().map(|(threads, speedup)| json!({ "threads": threads, "speedup": speedup })).collect();
    json!({ "result": { "correct": true, "points": points, "best": best, "enough": enough } })
}

#[test]
fn one_or_two_sentences_say_what_every_kind_of_run_came_to() {
    let one_run = |mode: &str, threads: u32| json!({ "result": { "mode": mode, "threads": threads, "correct": true, "seconds": { "median": 0.39 } } });
    let wrong = json!({ "result": { "serial": { "correct": true }, "parallel": { "correct": false, "threads": 2 }, "speedup": 2 } });
    let mut swept_with_a_point_that_is_too_short = swept(&[(1, 1.0), (2, 1.9), (3, 0.0)], json!(2), json!(2));
    swept_with_a_point_that_is_too_short["result"]["points"][2]["speedup"] = Value::Null;
    let of_8 = |part| compared(8, json!(4.1), json!([4.0, 4.2]), part);
    let of_8_where = |part, which: &str| {
        let mut made = of_8(part);
        made["result"]["slowerCause"] = json!(which);
        made
    };
    let cases = json!([
        [{ "error": { "name": "AbortError" } },
            "The run was cancelled, so nothing was measured. The next one starts afresh.",
            "실행을 취소해서 잰 것이 없습니다. 다음 실행은 새로 시작합니다."],
        [{ "error": { "name": "Error" } }, "", ""],
        [one_run("serial", 1), "One thread took 390 ms. Compare tells what more would gain.",
            "스레드 하나로 걸린 시간은 390ms입니다. 더 쓰면 얼마나 빨라지는지는 비교로 알 수 있습니다."],
        [one_run("parallel", 8), "8 threads took 390 ms. Compare tells what that gains over one.",
            "스레드 8개로 걸린 시간은 390ms입니다. 하나보다 얼마나 빠른지는 비교로 알 수 있습니다."],
        [one_run("parallel", 1), "One thread took 390 ms. Compare tells what more would gain.",
            "스레드 하나로 걸린 시간은 390ms입니다. 더 쓰면 얼마나 빨라지는지는 비교로 알 수 있습니다."],
        [{ "result": { "mode": "serial", "threads": 1, "correct": true, "seconds": { "median": 0 } } },
            "One thread took less than the timer's step. Compare tells what more would gain.",
            "스레드 하나로 걸린 시간은 타이머 해상도 미만입니다. 더 쓰면 얼마나 빨라지는지는 비교로 알 수 있습니다."],
        [{ "result": { "mode": "serial", "threads": 1, "correct": false, "seconds": { "median": 0.39 } } },
            "A sum is wrong, so its time means nothing. Please report this.",
            "틀린 합이 있으므로 시간도 의미가 없습니다. 이 문제를 알려 주세요."],
        [wrong, "A sum is wrong, so its time means nothing. Please report this.",
            "틀린 합이 있으므로 시간도 의미가 없습니다. 이 문제를 알려 주세요."],
        [compared(2, Value::Null, Value::Null, "none"),
            "Not every run took long enough for this browser's timer to tell what was gained. Choose a larger n.",
            "이 브라우저의 타이머로 재기에 너무 짧은 실행이 있어서 얼마나 빨라졌는지 알 수 없습니다. n을 더 크게 하세요."],
        [compared(1, json!(1.0), json!([0.99, 1.01]), "none"),
            "That was one thread against one, so nothing could be gained. Choose more threads.",
            "스레드 하나를 하나와 비교했으니 빨라질 것이 없었습니다. 스레드 수를 늘리세요."],
        [of_8("imbalance"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is imbalance: waiting for the slowest thread, with no chunk left to add.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘부하 불균형’, 더할 청크가 없어 가장 느린 스레드를 기다린 시간입니다."],
        [of_8("gaps"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is gaps: between chunks, taking the next one.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘청크 간 공백’, 한 청크를 끝내고 다음 청크를 가져올 때까지의 시간입니다."],
        [of_8("start"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is start: until each thread had its first chunk.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘시작’, 스레드마다 첫 청크를 받을 때까지의 시간입니다."],
        [of_8("join"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is join: until the merged sum was there.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘결과 모으기’, 합친 결과가 나올 때까지의 시간입니다."],
        [of_8("slowerThreads"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is slower threads: the same additions took longer while all threads ran.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘느려진 스레드’, 모든 스레드를 실행하는 동안 같은 덧셈에 더 걸린 시간입니다."],
        [of_8_where("slowerThreads", "all"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is slower threads: all of them took longer for the same additions than one thread alone.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘느려진 스레드’, 모든 스레드가 혼자 실행될 때보다 같은 덧셈에 더 걸린 시간입니다."],
        [of_8_where("slowerThreads", "some"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is slower threads: some of them took longer for the same additions than others.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘느려진 스레드’, 일부 스레드가 다른 스레드보다 같은 덧셈에 더 걸린 시간입니다."],
        // Some were slower, and most of what is missing is something else.
        [of_8_where("gaps", "some"),
            "Your 8 threads were 4.10 times as fast as one. The largest loss is gaps: between chunks, taking the next one.",
            "스레드 8개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘청크 간 공백’, 한 청크를 끝내고 다음 청크를 가져올 때까지의 시간입니다."],
        [compared(16, json!(4.1), json!([4.0, 4.2]), "slowerThreads"),
            "Your 16 threads were 4.10 times as fast as one. More threads than the hardware runs at once take turns: probably most of what is missing.",
            "스레드 16개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 하드웨어가 동시에 실행하는 수보다 많은 스레드는 코어를 번갈아 씁니다. 손실은 대부분 그 때문일 것입니다."],
        // Not too many threads, but too few chunks.
        [compared(16, json!(4.1), json!([4.0, 4.2]), "imbalance"),
            "Your 16 threads were 4.10 times as fast as one. The largest loss is imbalance: waiting for the slowest thread, with no chunk left to add.",
            "스레드 16개로 실행하니 하나일 때보다 4.10배 빨랐습니다. 가장 큰 손실은 ‘부하 불균형’, 더할 청크가 없어 가장 느린 스레드를 기다린 시간입니다."],
        [compared(2, json!(2.0), json!([1.99, 2.01]), "none"),
            "Your 2 threads were 2.00 times as fast as one. Hardly anything is missing.",
            "스레드 2개로 실행하니 하나일 때보다 2.00배 빨랐습니다. 손실이 거의 없습니다."],
        [compared(2, json!(2.0), Value::Null, "none"),
            "Your 2 threads were 2.00 times as fast as one. Hardly anything is missing.",
            "스레드 2개로 실행하니 하나일 때보다 2.00배 빨랐습니다. 손실이 거의 없습니다."],
        // The interval reaches what is ideal: nothing need be missing.
        [compared(2, json!(1.8), json!([1.5, 2.1]), "none"),
            "Your 2 threads were 1.80 times as fast as one. Hardly anything is missing.",
            "스레드 2개로 실행하니 하나일 때보다 1.80배 빨랐습니다. 손실이 거의 없습니다."],
        [compared(2, json!(1.5), json!([1.4, 1.6]), "none"),
            "Your 2 threads were 1.50 times as fast as one. What is missing went here in one run and there in another, so no single cause stands out.",
            "스레드 2개로 실행하니 하나일 때보다 1.50배 빨랐습니다. 손실이 실행마다 다른 데서 나와서, 한 가지 원인을 꼽을 수 없습니다."],
        [compared(2, json!(2.3), json!([2.2, 2.4]), "none"),
            "Your 2 threads were 2.30 times as fast as one, more than there are threads. Something may have slowed the run on one thread; run it again to see.",
            "스레드 2개로 실행하니 하나일 때보다 2.30배 빨랐습니다. 스레드 수보다 큰 값입니다. 하나로 실행할 때 무언가 때문에 느려졌을 수 있으니 다시 실행해 보세요."],
        [compared(2, json!(1.02), json!([0.97, 1.06]), "slowerThreads"),
            "Your 2 threads were no faster than one, as far as can be told. The largest loss is slower threads: the same additions took longer while all threads ran.",
            "스레드 2개로 실행해도 하나일 때보다 빨라졌다고 할 수 없습니다. 가장 큰 손실은 ‘느려진 스레드’, 모든 스레드를 실행하는 동안 같은 덧셈에 더 걸린 시간입니다."],
        [compared(2, json!(0.5), json!([0.49, 0.51]), "gaps"),
            "Your 2 threads took 2.00 times as long as one. The largest loss is gaps: between chunks, taking the next one.",
            "스레드 2개로는 하나일 때보다 2.00배 오래 걸렸습니다. 가장 큰 손실은 ‘청크 간 공백’, 한 청크를 끝내고 다음 청크를 가져올 때까지의 시간입니다."],
        [swept(&[(1, 1.0), (2, 1.9), (3, 1.9)], json!(2), json!(2)),
            "2 threads did best, 1.90 times as fast as one. Going beyond 2 threads made no difference that can be told.",
            "스레드 2개일 때 가장 빨랐고, 하나일 때보다 1.90배 빨랐습니다. 스레드 2개보다 늘려도 더 빨라졌다고 할 수 없습니다."],
        [swept(&[(1, 1.0), (2, 1.9)], json!(2), json!(2)), "2 threads did best, 1.90 times as fast as one.",
            "스레드 2개일 때 가장 빨랐고, 하나일 때보다 1.90배 빨랐습니다."],
        [swept(&[(1, 0.9), (2, 0.95)], json!(2), json!(2)), "One thread did best: more did not help.",
            "스레드 하나일 때 가장 빨랐습니다. 늘려도 도움이 되지 않았습니다."],
        [swept_with_a_point_that_is_too_short, "Not every run took long enough for this browser's timer to tell what was gained. Choose a larger n.",
            "이 브라우저의 타이머로 재기에 너무 짧은 실행이 있어서 얼마나 빨라졌는지 알 수 없습니다. n을 더 크게 하세요."],
        [swept(&[(1, 1.0), (2, 0.9)], json!(1), json!(1)), "One thread did best: more did not help.",
            "스레드 하나일 때 가장 빨랐습니다. 늘려도 도움이 되지 않았습니다."],
        [swept(&[(1, 1.0)], json!(1), json!(1)),
            "That was one thread against one, so nothing could be gained. Choose more threads.",
            "스레드 하나를 하나와 비교했으니 빨라질 것이 없었습니다. 스레드 수를 늘리세요."],
        [swept(&[(1, 1.0)], Value::Null, Value::Null),
            "Not every run took long enough for this browser's timer to tell what was gained. Choose a larger n.",
            "이 브라우저의 타이머로 재기에 너무 짧은 실행이 있어서 얼마나 빨라졌는지 알 수 없습니다. n을 더 크게 하세요."],
    ]);
    on_page(async |page| {
        let script = format!(
            "Object.defineProperty(navigator, 'hardwareConcurrency', {{ value: 8 }});
             const [{{ wordsOf }}, {{ kindWords, english }}, {{ textsIn, complete }}] = await Promise.all(['view/words.js', 'more.js', 'lang/texts.js'].map((name) => import(`/www/${{name}}`)));
             const [en, ko] = await Promise.all(['en', 'ko'].map(textsIn));
             for (const texts of [en, ko]) await complete(texts, english);
             const run = await element.run({{ mode: 'serial', n: 1e7 }});
             const compared = await element.compare({{ n: 1e7, threads: 2 }});
             const swept = await element.sweep({{ n: 1e7, maxThreads: 2 }});
             const isObject = (it) => typeof it === 'object' && it !== null;
             const madeOf = (real, changes) => {{
               if (Array.isArray(changes)) return changes.map((it) => (isObject(it) ? madeOf(real[0], it) : it));
               const made = {{ ...real }};
               for (const [name, value] of Object.entries(changes)) {{
                 if (!(name in real)) throw new Error(`no real result has ${{name}}`);
                 made[name] = isObject(value) && isObject(real[name]) ? madeOf(real[name], value) : value;
               }}
               return made;
             }};
             const whole = ({{ result, ...last }}) =>
               result ? {{ result: madeOf(result.points ? swept : result.mode ? run : compared, result) }} : last;
             const said = (last, texts) => (last.result?.points ? kindWords(last.result, texts) : wordsOf({{ running: null, last }}, texts));
             return {cases}.map(([last]) => [en, ko].map((texts) => said(whole(last), texts).map((it) => [it].flat().map((it) => it.textContent ?? it).join('')).join(' ')));"
        );
        let said = page.eval(&script).await;
        for (said, case) in said.as_array().unwrap().iter().zip(cases.as_array().unwrap()) {
            assert_eq!((&said[0], &said[1]), (&case[1], &case[2]), "{}", case[0]);
        }
        assert_eq!(said.as_array().unwrap().len(), cases.as_array().unwrap().len());
    });
}

#[test]
fn the_words_stand_by_the_result_and_follow_the_language() {
    on_page_in_each_browser(async |page| {
        let said = page
            .eval(
                "const words = () => root.querySelector('[part=words]').textContent;
                 await element.run({ mode: 'serial', n: 1e8 });
                 const said = [words()];
                 const run = element.run({ mode: 'serial', n: 1e12 });
                 await new Promise((resolve) => element.addEventListener('parallel-sum-progress', resolve, { once: true }));
                 said.push(words());
                 element.cancel();
                 await run.catch(() => {});
                 said.push(words());
                 element.lang = 'ko';
                 while (!words().includes('취소')) await new Promise((resolve) => new MutationObserver((_, it) => resolve(it.disconnect())).observe(root, { childList: true, subtree: true }));
                 return said;",
            )
            .await;
        assert!(said[0].as_str().unwrap().starts_with("One thread took "), "{said}");
        assert_eq!(said[1], "");
        assert!(said[2].as_str().unwrap().starts_with("The run was cancelled"), "{said}");
    });
}
