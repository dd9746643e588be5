//! A link leads back to the page and its route with the settings in force; nothing is offered that leads nowhere or would
//! fail without a word.

use serde_json::{Value, json};

use crate::driver::{Page, in_each_browser};
use crate::host::{Constants, Host};

/// What the button that copies a link hands to the clipboard after a script, or null where there is no such button.
async fn copied_link(page: &Page, after: &str) -> Value {
    page.eval(&format!(
        "const copied = new Promise((resolve) => Object.defineProperty(navigator, 'clipboard', {{ value: {{ writeText: async (text) => resolve(text) }}, configurable: true }}));
         await element.run({{ mode: 'serial', n: 1000, repeats: 1 }});
         {after};
         const button = [...root.querySelectorAll('[part=share] button')].find((it) => it.textContent === 'Copy link');
         button?.click();
         return button ? copied : null;"
    ))
    .await
}

/// What is set, null where it is as by default.
const SETTINGS: &str = "const fresh = document.createElement('parallel-sum');
     const names = ['n', 'threads', 'chunks', 'schedule', 'kernel', 'repeats'];
     return Object.fromEntries(names.map((name) => [name, element[name] === fresh[name] ? null : element[name]]));";

#[test]
fn a_link_keeps_the_address_and_its_route_and_brings_every_setting_back() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        let post = |attributes: &str| {
            format!(
                "<!doctype html><html lang=en><script type=module src=www/parallel-sum.js></script>
                 <parallel-sum {attributes}></parallel-sum><parallel-sum n=7></parallel-sum>"
            )
        };
        host.put("t.html", post("n=1e9 threads=8"));
        page.open(&format!("{}/t.html?chapter=a%20b&x#/guide/threads", host.address)).await;
        let settings = "element.n = '12_345'; element.threads = null; element.kernel = 'simd'; element.chunks = 'many'";
        let link = copied_link(page, settings).await;
        let expected =
            format!("{}/t.html?chapter=a%20b&x&parallel-sum=n:12345,kernel:simd#/guide/threads", host.address);
        assert_eq!(link, expected.as_str());

        page.open("about:blank").await;
        page.open(&expected).await;
        // What the author has set and the link does not is as by default.
        let settings = json!({ "n": "12345", "threads": null, "chunks": null, "schedule": null, "kernel": "simd", "repeats": null });
        assert_eq!(page.eval(SETTINGS).await, settings);
        assert_eq!(page.eval("return document.querySelectorAll('parallel-sum')[1].n").await, "7");
        assert_eq!(
            copied_link(page, "element.n = 5").await,
            expected.replace("12345", "5").as_str(),
            "a link takes the place of one"
        );

        // That of the second is for the second, also where the page is open already, as with a router.
        let second = page
            .eval(
                "const { linkTo } = await import('./www/link.js');
                 const other = document.querySelectorAll('parallel-sum')[1];
                 history.pushState(null, '', linkTo(other, { n: '11', threads: '2' }));
                 history.pushState(null, '', '?');
                 const back = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
                 history.back();
                 await back;
                 return [other.n, other.threads, element.n];",
            )
            .await;
        assert_eq!(second, json!(["11", 2, "5"]));
    });
}

#[test]
fn links_as_they_once_were_are_read_and_what_is_none_is_refused_by_name() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&format!("{}/#parallel-sum?n=1e6&threads=3&onclick=alert(1)", host.address)).await;
        assert_eq!(
            page.eval("return [element.n, element.threads, element.getAttribute('onclick')]").await,
            json!(["1000000", 3, null])
        );
        page.open(&format!("{}/?parallel-sum=n:-1,threads:%3Cb%3E,__proto__:1,:,kernel", host.address)).await;
        let errors =
            page.eval("return ['n', 'threads'].map((name) => root.querySelector(`#${name}-error`).textContent)").await;
        assert!(errors[0].as_str().unwrap().contains("got \"-1\""), "{errors}");
        assert!(errors[1].as_str().unwrap().contains("got \"<b>\""), "{errors}");
    });
}

/// The page's own address takes the arguments of the post's script, too.
#[test]
fn a_link_wins_over_the_arguments_of_the_pages_address() {
    in_each_browser(async |page| {
        let host = Host::as_served(Constants::Quick).await;
        page.open(&format!("{}/?mode=single&cores=8&n=100000000&lang=en", host.address)).await;
        page.until("return document.querySelector('parallel-sum').threads === 8").await;
        let link = copied_link(page, "element.n = '2e6'; element.threads = 3").await;
        page.open("about:blank").await;
        page.open(link.as_str().unwrap()).await;
        page.until("return !document.querySelector('[data-asked=single]').hidden").await;
        assert_eq!(page.eval("return [element.n, element.threads]").await, json!(["2000000", 3]));
    });
}

/// By its buttons and by the Enter key; frames get no link, and nothing that a sandbox drops without a word.
#[test]
fn in_sandboxed_frames_all_that_is_offered_works() {
    in_each_browser(async |page| {
        let host = Host::start(false).await;
        host.send("/www/", "access-control-allow-origin", "*");
        for sandbox in ["sandbox='allow-scripts'", "sandbox='allow-scripts allow-same-origin allow-downloads'"] {
            host.put("post.html", format!("<!doctype html><iframe {sandbox} src='www/embed.html?n=1e6&threads=2&lang=en' style='width: 700px; height: 800px'></iframe>"));
            page.open(&format!("{}/post.html", host.address)).await;
            page.driver.enter_frame(0).await.unwrap();
            page.until("return document.querySelector('parallel-sum')?.shadowRoot?.querySelector('form') && document.querySelector('parallel-sum').engine").await;
            let hear = "window.results = []; addEventListener('parallel-sum-result', ({ detail }) => results.push(detail.parallel.sum))";
            page.eval(hear).await;
            page.find("[part~=compare]").await.click().await.unwrap();
            page.until("return results.length === 1").await;
            page.find("#threads").await.send_keys(thirtyfour::Key::Enter.value().to_string()).await.unwrap();
            page.until("return results.length === 2").await;
            let offered =
                page.eval("return [...root.querySelectorAll('[part=share] button')].map((it) => it.textContent)").await;
            assert_eq!(offered, json!(["Copy JSON", "Copy CSV", "Picture"]), "{sandbox}");
            // WebKit's driver misses what it has to scroll to in a frame.
            page.find("[part=share] button").await.send_keys(thirtyfour::Key::Enter.value().to_string()).await.unwrap();
            page.until("return /Copied|does not let/.test(document.querySelector('parallel-sum').shadowRoot.querySelector('.said').textContent)").await;
            page.driver.enter_default_frame().await.unwrap();
        }
    });
}
