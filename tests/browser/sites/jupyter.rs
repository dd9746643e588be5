//! Notebooks, which take the element as a widget of anywidget: their kernel sets its attributes and hears its results.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;
use tokio::time::timeout;

use super::Site;
use super::tour::{becomes_dark, begins_a_long_run, compares, ground, keys_stay, types};
use crate::driver::{Page, in_browser};

/// Its files where the site is, no question about news, and its address on standard output.
const LAB: &str = "HOME=\"$PWD/home\" exec jupyter-lab --allow-root --no-browser --ServerApp.ip=127.0.0.1 --ServerApp.port=0 \
     --LabApp.news_url= --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate 2>&1";

/// Runs the notebook's cell as a reader does.
async fn runs_cell(page: &Page, cell: usize) {
    let editor = format!(".jp-Notebook .jp-Cell[data-windowed-list-index='{cell}'] .cm-content");
    page.until("return document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'").await;
    page.until(&format!("return document.querySelector(\"{editor}\")?.getBoundingClientRect().height > 0")).await;
    // A notebook that comes up draws its cells more than once, and keys for one of before are lost.
    let is_editing = &format!("return !!document.querySelector(\"{editor}:focus\")");
    let has_run = "return !/\\[ \\]/.test(document.querySelectorAll('.jp-Notebook .jp-Cell .jp-InputPrompt')[arguments[0]]?.textContent ?? '[ ]')";
    let runs = async || loop {
        let editor = page.driver.find(By::Css(&*editor)).await.unwrap();
        let keys = page.driver.action_chain().key_down(Key::Shift).send_keys(Key::Enter).key_up(Key::Shift);
        if editor.click().await.is_ok() && page.eval(is_editing).await == true {
            keys.perform().await.unwrap();
        }
        if page.driver.execute(has_run, vec![json!(cell)]).await.unwrap().json() == &json!(true) {
            break;
        }
    };
    timeout(Duration::from_secs(60), runs()).await.expect("the cell runs");
}

/// Chooses what stands in menus, one below the other.
async fn chooses(page: &Page, bar: &str, labels: &[&str]) {
    let bar = format!("//*[contains(@class, 'lm-MenuBar-itemLabel')][text() = '{bar}']");
    page.driver.find(By::XPath(&*bar)).await.unwrap().click().await.unwrap();
    for label in labels {
        let item = format!("//*[contains(@class, 'lm-Menu-itemLabel')][text() = '{label}']");
        let is_there = format!("return !!document.evaluate(\"{item}\", document, null, 9, null).singleNodeValue");
        page.until(&is_there).await;
        page.driver.find(By::XPath(&*item)).await.unwrap().click().await.unwrap();
    }
}

#[test]
#[ignore = "takes a network"]
fn jupyterlab_shows_the_widget_of_a_notebook_keeps_its_keys_and_hears_its_results() {
    let site = Site::of("jupyter");
    site.bring("anywidget.js", "anywidget.js");
    std::fs::create_dir_all(site.folder.join("home")).unwrap();
    let (_server, address) = site.serve(&["sh", "-c", LAB]);
    in_browser(async |page| {
        page.set_width(1400).await;
        page.open(&address.replace("/lab?", "/lab/tree/sum.ipynb?reset&")).await;
        runs_cell(page, 0).await;
        compares(page, None).await;
        keys_stay(page).await;
        // Two zeros would restart the kernel, x cut the cell, and two d delete it.
        types(page, "100xdd00").await;
        let seen = page
            .eval("return [root.activeElement?.value, document.querySelectorAll('.jp-Cell').length, document.querySelector('.jp-Dialog')]")
            .await;
        assert_eq!(seen, json!(["100xdd00", 2, null]));

        runs_cell(page, 1).await;
        page.until("return [...document.querySelectorAll('.jp-OutputArea-output')].some((it) => it.textContent.includes('5000000050000000'))")
            .await;
        page.until("return document.querySelector('parallel-sum').n === '200000000'").await;

        begins_a_long_run(page).await;
        chooses(page, "Edit", &["Clear Outputs of All Cells"]).await;
        page.until("return !document.querySelector('parallel-sum') && outcome?.name === 'AbortError'").await;
        page.until_workers(0).await;
        runs_cell(page, 0).await;
        compares(page, Some("2e8")).await;

        assert_eq!(ground(page).await, "light");
        chooses(page, "Settings", &["Theme", "JupyterLab Dark"]).await;
        becomes_dark(page).await;
        let log = page.log().await.into_iter().filter(|it| it.contains("parallel-sum") || it.contains("anywidget"));
        assert_eq!(log.collect::<Vec<_>>(), [""; 0]);
    });
}
