//! Under an author's policies there are as many threads as these allow, what they forbid is tried once at most, and the
//! element names the directive that forbids it.

use serde_json::{Value, json};

use crate::driver::{Browser, Page, in_each_browser};
use crate::host::Host;

/// A page with one element, whose script is allowed by a nonce, too.
const PAGE: &str = "<!doctype html><html lang=en>
     <script nonce=abc>
       window.violations = [];
       addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
     </script>
     <script type=module nonce=abc src=www/parallel-sum.js></script>
     <parallel-sum></parallel-sum>";

/// What the page comes to under a policy: how many threads add, or the name of the error; what the element says of it; and
/// how many violations the browser has told of.
async fn under(page: &Page, policy: &'static str) -> (Value, String, u64) {
    let host = Host::start(true).await;
    host.put("author.html", PAGE);
    host.send("/author.html", "content-security-policy", policy);
    page.open(&format!("{}/author.html", host.address)).await;
    let seen = page
        .eval(
            "const told = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // a violation comes in a task of its own
             const run = async (mode) => (await element.run({ mode, n: 1000, threads: 3, chunks: 3, schedule: 'static' })).spans.length;
             await element.ready.catch(() => {});
             await element.ready.catch(() => {});
             const threads = await run('parallel').catch(({ name }) => run('serial').catch(() => name));
             const said = ['notice', 'failure'].map((part) => root.querySelector(`[part=${part}]`).textContent).join(' ');
             // Nor is there an engine of threads for who asks for it.
             const asked = threads === 1 && (await element.run({ mode: 'parallel', n: 1000, engine: 'shared-memory' }).catch(({ name }) => name));
             await told();
             return { threads: ['NotSupportedError', false].includes(asked) ? threads : asked, said, violations };",
        )
        .await;
    let said = seen["said"].as_str().unwrap().to_owned();
    (seen["threads"].clone(), said, seen["violations"].as_array().unwrap().len() as u64)
}

#[test]
fn there_are_as_many_threads_as_a_policy_allows_and_what_it_forbids_is_tried_once() {
    in_each_browser(async |page| {
        for (policy, threads, named) in [
            (
                "default-src 'self'; script-src 'self' 'nonce-abc' 'wasm-unsafe-eval'; worker-src 'self' blob:",
                json!(3),
                "",
            ),
            ("script-src 'nonce-abc' 'self' 'wasm-unsafe-eval'; worker-src 'self'", json!(3), ""),
            ("default-src 'self' 'nonce-abc' 'wasm-unsafe-eval'", json!(3), ""),
            (
                "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'",
                json!(3),
                "",
            ),
            ("script-src 'nonce-abc' 'self' 'wasm-unsafe-eval'; worker-src 'none'", json!(1), "worker-src"),
            (
                "script-src 'nonce-abc' 'self' 'wasm-unsafe-eval'; child-src https://other.example",
                json!(1),
                "child-src",
            ),
            ("script-src 'nonce-abc' 'self'; worker-src blob:", json!("NotSupportedError"), "script-src"),
            (
                "script-src 'nonce-abc' 'self' 'wasm-unsafe-eval'; connect-src 'none'",
                json!("NotSupportedError"),
                "connect-src",
            ),
        ] {
            let (got, said, violations) = under(page, policy).await;
            assert_eq!(got, threads, "{policy}: {said}");
            assert!(
                said.contains(named) && (named.is_empty() || said.contains("Content-Security-Policy")),
                "{policy}: {said}"
            );
            assert!(violations <= 1, "{policy}: {violations} violations");
        }
    });
}

/// Where a browser does not know them it goes by none, and all threads run.
#[test]
fn trusted_types_are_served_by_a_policy_named_parallel_sum_and_named_where_they_forbid_that() {
    in_each_browser(async |page| {
        let knows = page.eval("return 'trustedTypes' in globalThis").await == true;
        assert!(knows || page.browser != Browser::Chromium);
        for (policy, threads) in [
            ("require-trusted-types-for 'script'", 3),
            ("require-trusted-types-for 'script'; trusted-types parallel-sum", 3),
            ("trusted-types other", 3),
            ("require-trusted-types-for 'script'; trusted-types other", if knows { 1 } else { 3 }),
        ] {
            let (got, said, violations) = under(page, policy).await;
            assert_eq!(got, threads, "{policy}: {said}");
            assert!(threads == 3 || said.contains("directive trusted-types"), "{policy}: {said}");
            assert!(violations <= 1, "{policy}: {violations} violations");
        }
    });
}

#[test]
fn where_a_permissions_policy_forbids_shared_memory_threads_exchange_messages() {
    in_each_browser(async |page| {
        let host = Host::start(true).await;
        host.put("author.html", PAGE);
        host.send("/author.html", "permissions-policy", "cross-origin-isolated=()");
        page.open(&format!("{}/author.html", host.address)).await;
        let seen = page
            .eval(
                "const { sum } = await element.run({ mode: 'parallel', n: 1e6, threads: 3 });
                 return [sum, crossOriginIsolated, root.querySelector('[part=notice]').textContent];",
            )
            .await;
        assert_eq!(seen[0], "500000500000");
        // Only Chromium heeds it, and tells.
        let isolated = page.browser != Browser::Chromium;
        assert_eq!(seen[1], isolated);
        assert_eq!(seen[2].as_str().unwrap().contains("Permissions-Policy"), !isolated, "{seen}");
    });
}
