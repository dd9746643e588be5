//! The question that each section ends in is answered by runs, of any number of threads, and by nothing else.

use serde_json::{Value, json};

use crate::driver::{on_page, on_page_in_each_browser};

/// Facts of a comparison of 100,000,000 that answers nothing by itself, but for what `other` says.
fn compared(threads: u32, other: Value) -> Value {
    let mut comparison = json!({
        "n": 1e8, "kernel": "scalar", "engine": "shared-memory", "threads": threads, "chunks": 16 * threads, "seconds": 0.05,
        "speedup": f64::from(threads) * 0.8, "efficiency": 0.8, "most": 0.1,
    });
    comparison.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    json!({ "isIsolated": true, "comparison": comparison })
}

/// Facts of a run with a total or integers in memory.
fn elsewhere(threads: u32, other: Value) -> Value {
    let mut facts = json!({ "n": 1e6, "total": "private", "source": "counter", "kernel": "scalar", "threads": threads, "isRight": true });
    facts.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    json!({ "isIsolated": true, "elsewhere": facts })
}

fn serial(n: f64, kernel: &str, seconds: f64) -> Value {
    json!({ "isIsolated": true, "serial": { "n": n, "kernel": kernel, "seconds": seconds } })
}

/// Facts of a race on so many threads.
fn raced(threads: u32, n: f64, lanes: &str) -> Value {
    json!({ "isIsolated": true, "race": { "n": n, "threads": threads, "lanes": lanes } })
}

#[test]
fn every_question_is_answered_by_the_runs_it_asks_for_on_two_hardware_threads_as_on_many_and_by_nothing_short_of_them()
{
    on_page(async |page| {
        for threads in [2, 3, 8, 64, 256] {
            let like = |other| compared(threads, other);
            let engines = ["shared-memory", "messages"].map(|engine| like(json!({ "engine": engine, "n": 1e9 })));
            let python = json!({ "serial": 7.0, "parallel": 2.0, "threads": 8 });
            // What happened so far, the last run, and the question that it answers.
            let cases = [
                (vec![serial(1e8, "scalar", 0.04)], serial(1e9, "scalar", 0.4), Value::Null, "one"),
                (vec![], like(json!({ "chunks": 1, "speedup": 1.0, "efficiency": 0.1 })), Value::Null, "chunks"),
                (vec![like(json!({}))], compared(threads / 2, json!({})), Value::Null, "hardware"),
                (
                    vec![like(json!({ "most": 0.4 }))],
                    compared(2, json!({ "efficiency": 0.92, "n": 1e9 })),
                    Value::Null,
                    "lost",
                ),
                (
                    vec![elsewhere(threads, json!({ "total": "unguarded", "isRight": false }))],
                    elsewhere(2, json!({ "total": "unguarded", "n": 100 })),
                    Value::Null,
                    "total",
                ),
                (
                    vec![elsewhere(threads, json!({ "total": "adjacent" }))],
                    elsewhere(threads, json!({ "total": "atomic" })),
                    Value::Null,
                    "close",
                ),
                (
                    vec![elsewhere(threads, json!({ "source": "array" }))],
                    elsewhere(threads / 2, json!({ "source": "array" })),
                    Value::Null,
                    "memory",
                ),
                (vec![], serial(1e8, "scalar", 0.04), python, "python"),
                (
                    vec![like(json!({ "speedup": 1.9 })), json!({ "isSweep": true })],
                    compared(2 * threads, json!({ "speedup": 1.95 })),
                    Value::Null,
                    "sweep",
                ),
                (
                    vec![serial(1e8, "simd", 0.03)],
                    compared(2, json!({ "efficiency": 0.96, "seconds": 0.04 })),
                    Value::Null,
                    "better",
                ),
                (
                    vec![raced(threads, 1e9, "serial,parallel")],
                    raced(threads, 1e8, "serial,parallel"),
                    Value::Null,
                    "race",
                ),
                ([engines.to_vec(), vec![engines[0].clone()]].concat(), engines[1].clone(), Value::Null, "workers"),
            ];
            for (before, last, python, name) in cases {
                let answered = |facts: &[Value]| {
                    let facts = json!(facts);
                    format!(
                        "const {{ answered }} = await import('/www/lesson/questions.js'); return answered({facts}, {python});"
                    )
                };
                let all = [before.clone(), vec![last.clone()]].concat();
                let after = page.eval(&answered(&all)).await;
                assert!(after.as_array().unwrap().contains(&json!(name)), "{threads} threads: {all:#?} answer {after}");
                // Each run of it is needed.
                for left_out in 0..all.len() {
                    let rest: Vec<_> =
                        all.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, it)| it.clone()).collect();
                    let after = page.eval(&answered(&rest)).await;
                    assert!(
                        !after.as_array().unwrap().contains(&json!(name)),
                        "{threads} threads: {rest:#?} answer {after}"
                    );
                }
            }
        }
    });
}

#[test]
fn what_is_near_the_runs_that_a_question_asks_for_does_not_answer_it() {
    on_page(async |page| {
        for (facts, name) in [
            (json!([serial(1e8, "scalar", 0.04), serial(1e9, "simd", 0.1)]), "one"),
            (json!([serial(1e8, "scalar", 0.04), serial(5e8, "scalar", 0.2)]), "one"),
            (json!([compared(1, json!({ "chunks": 1, "speedup": 1.0 }))]), "chunks"),
            (json!([compared(8, json!({ "speedup": 1.0 }))]), "chunks"), // by no choice of chunks
            (json!([compared(8, json!({})), compared(4, json!({ "n": 1e9 }))]), "hardware"),
            (json!([compared(2, json!({ "most": 0.3 })), compared(1, json!({ "efficiency": 1.0 }))]), "lost"),
            // Right on one thread, which has nobody to lose an addition to.
            (
                json!([
                    elsewhere(2, json!({ "total": "unguarded", "isRight": false })),
                    elsewhere(1, json!({ "total": "unguarded" }))
                ]),
                "total",
            ),
            (
                json!([elsewhere(1, json!({ "total": "adjacent" })), elsewhere(1, json!({ "total": "atomic" }))]),
                "close",
            ),
            (
                json!([elsewhere(2, json!({ "total": "adjacent" })), elsewhere(2, json!({ "total": "padded" }))]),
                "close",
            ),
            (
                json!([
                    elsewhere(2, json!({ "total": "adjacent" })),
                    elsewhere(2, json!({ "total": "atomic", "n": 2e6 }))
                ]),
                "close",
            ),
            (json!([elsewhere(4, json!({ "source": "array" })), elsewhere(2, json!({ "total": "padded" }))]), "memory"),
            (
                json!([
                    elsewhere(4, json!({ "source": "array" })),
                    elsewhere(2, json!({ "source": "array", "n": 2e6 }))
                ]),
                "memory",
            ),
            (
                json!([{ "isSweep": true }, compared(2, json!({ "speedup": 1.5 })), compared(4, json!({ "speedup": 2.0 }))]),
                "sweep",
            ),
            (json!([serial(1e8, "simd", 0.03), compared(2, json!({ "efficiency": 0.96, "seconds": 0.02 }))]), "better"),
            (json!([serial(1e9, "simd", 0.03), compared(2, json!({ "efficiency": 0.96, "seconds": 0.04 }))]), "better"),
            (json!([raced(2, 1e9, "serial,parallel"), raced(2, 5e8, "serial,parallel")]), "race"),
            (json!([raced(2, 1e9, "serial,parallel"), raced(2, 1e8, "serial,gpu")]), "race"),
            (json!([raced(2, 1e9, "serial,parallel"), raced(4, 1e8, "serial,parallel")]), "race"),
            (json!([compared(2, json!({})), compared(2, json!({}))]), "workers"),
        ] {
            let answered = page
                .eval(&format!(
                    "const {{ answered }} = await import('/www/lesson/questions.js'); return answered({facts}, null);"
                ))
                .await;
            assert!(!answered.as_array().unwrap().contains(&json!(name)), "{facts} answer {answered}");
        }
    });
}

/// As it is drawn and as it is read aloud.
const TICKS: &str = "const ticks = () => [...document.querySelectorAll('[data-question]')]
    .filter((it) => it.querySelector('[role=status]').innerText.trim() !== '')
    .map((it) => [it.dataset.question, it.querySelector('[role=status]').innerText.trim(), getComputedStyle(it.querySelector('p'), '::before').content.includes('✓')]);";

#[test]
fn a_question_ticks_itself_in_words_too_once_runs_in_the_element_answer_it_and_stays_so_in_another_language() {
    on_page_in_each_browser(async |page| {
        let ticks = page
            .eval(&format!(
                "{TICKS}
                 await element.run({{ mode: 'serial', n: 1e7 }});
                 const seen = [ticks()];
                 await element.run({{ mode: 'serial', n: 1e8 }});
                 seen.push(ticks());
                 document.querySelector('[hreflang=ko]').click();
                 while (document.documentElement.lang !== 'ko') await new Promise(requestAnimationFrame);
                 seen.push(ticks());
                 return seen;"
            ))
            .await;
        assert_eq!(ticks, json!([[], [["one", "Answered", true]], [["one", "답을 찾았습니다", true]]]));
    });
}

/// Where there is one hardware thread beside none, one thread is half of two: its comparison has an account.
#[test]
fn real_comparisons_answer_what_they_are_asked_for_and_those_with_a_wrong_sum_nothing() {
    on_page(async |page| {
        let answers = page
            .eval(
                "const { answered, factsOf } = await import('/www/lesson/questions.js');
                 const two = await element.compare({ n: 1e8, threads: 2 });
                 const one = await element.compare({ n: 1e8, threads: 1 });
                 // Another program may have slowed the run on one thread: then a reader presses once more.
                 let single;
                 for (let i = 0; i < 10 && (i === 0 || answered([factsOf(single)], null).length === 0); i++) {
                   single = await element.compare({ n: 1e8, threads: 2, chunks: 1 });
                 }
                 const wrong = { ...single, parallel: { ...single.parallel, correct: false } };
                 return [[two, one], [single], [wrong], [two, { ...one, serial: { ...one.serial, correct: false } }]].map((results) => answered(results.map(factsOf), null));",
            )
            .await;
        let has = |i: usize, name: &str| answers[i].as_array().unwrap().contains(&json!(name));
        assert!(has(0, "hardware") && has(1, "chunks"), "{answers}");
        assert!(!has(2, "chunks") && !has(3, "hardware"), "{answers}");
    });
}

/// A sum on the GPU is on no thread, so that no question about threads is answered by it.
#[test]
fn races_answer_the_question_about_them_and_neither_they_nor_a_sum_on_the_gpu_any_other() {
    let lanes = |per_second: Value| {
        json!([
            { "name": "serial", "mode": "serial", "kernel": "scalar", "threads": 1, "perSecond": 2e9, "seconds": { "median": 0.5 }, "correct": true },
            { "name": "gpu", "mode": "gpu", "kernel": null, "threads": null, "perSecond": per_second, "seconds": { "median": 0.01 }, "correct": true },
        ])
    };
    let race = |n: &str, is_right: bool, per_second: Value| {
        json!({
            "n": n, "threads": 2, "total": "private", "source": "counter", "correct": is_right, "lanes": lanes(per_second),
            "absent": [], "breakEven": null, "environment": { "crossOriginIsolated": true },
        })
    };
    let on_gpu = |n: &str| {
        json!({
            "mode": "gpu", "n": n, "threads": null, "chunks": null, "schedule": null, "kernel": null, "total": "private", "source": "counter",
            "engine": "webgpu", "correct": true, "seconds": { "median": 0.01 }, "environment": { "crossOriginIsolated": true },
        })
    };
    let cases = [
        (vec![race("1000000000", true, json!(1e11)), race("100000000", true, json!(1e10))], json!(["race"])),
        // The clock cannot tell who won.
        (vec![race("1000000000", true, json!(1e11)), race("100000000", true, Value::Null)], json!([])),
        (vec![race("1000000000", false, json!(1e11)), race("100000000", true, json!(1e10))], json!([])),
        (vec![on_gpu("1000000000"), on_gpu("100000000"), race("1000000000", true, json!(1e11))], json!([])),
    ];
    on_page(async |page| {
        for (results, expected) in cases {
            let results = json!(results);
            let answers = page
                .eval(&format!(
                    "const {{ answered, factsOf }} = await import('/www/lesson/questions.js');
                     return answered({results}.map(factsOf), {{ serial: 7, parallel: 2, threads: 8 }});"
                ))
                .await;
            assert_eq!(answers, expected, "{results:#}");
        }
    });
}

#[test]
fn each_section_that_runs_something_ends_in_one_question_with_a_hint_that_opens() {
    on_page_in_each_browser(async |page| {
        let questions = page
            .eval(
                "return [...document.querySelectorAll('section:has([data-preset]), #python')].filter((it) => it.id !== 'lab').map((section) => {
                   const [question, ...others] = section.querySelectorAll('[data-question]');
                   const hint = question.querySelector('details');
                   const text = hint.querySelector('p');
                   const before = text.checkVisibility();
                   hint.querySelector('summary').click();
                   return [section.id, question.dataset.question, others.length, section.lastElementChild === question, before, text.checkVisibility()];
                 });",
            )
            .await;
        let questions = questions.as_array().unwrap();
        assert_eq!(questions.len(), 12);
        for question in questions {
            assert_eq!(question, &json!([question[0], question[0], 0, true, false, true]));
        }
    });
}
