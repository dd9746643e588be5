//! Generators of sites, which take the element as one file that an author copies. What they make is served below `/docs/`, as the
//! pages of a project are.

use thirtyfour::prelude::*;

use super::Site;
use super::tour::{Tour, becomes_dark, ground};
use crate::driver::in_browser;
use crate::host::Host;

#[test]
#[ignore = "takes a network"]
fn mkdocs_material_takes_the_module_and_keeps_it_through_instant_navigation() {
    let site = Site::of("mkdocs");
    site.bring("parallel-sum.js", "docs/parallel-sum.js");
    in_browser(async |page| {
        // Instant navigation wants to know where the site is.
        let host = Host::of_folder(&site.folder.join("docs"), "/docs").await;
        let mut build = site.command(&["mkdocs", "build", "--quiet", "--strict"]);
        assert!(build.env("SITE_URL", format!("{}/", host.address)).status().unwrap().success());
        host.put_folder(&site.folder.join("site"));
        let address = format!("{}/guide/sum/", host.address);
        Tour { stays: true, workers: 1, dark: Some("label[title=Dark]"), ..Tour::of(address) }.take(page).await;
    });
}

#[test]
#[ignore = "takes a network"]
fn sphinx_takes_the_module_with_furo_and_its_keys() {
    let site = Site::of("sphinx");
    site.bring("parallel-sum.js", "docs/_static/parallel-sum.js");
    site.run(&["sphinx-build", "--fail-on-warning", "docs", "site"]);
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("site"), "/docs").await;
        let address = format!("{}/guide/sum.html", host.address);
        Tour { dark: Some(".theme-toggle-content button"), noise: &["favicon.ico"], ..Tour::of(address) }
            .take(page)
            .await;
    });
}

#[test]
#[ignore = "takes a network"]
fn mdbook_takes_the_classic_script() {
    let site = Site::of("mdbook");
    site.bring("parallel-sum.classic.js", "parallel-sum.classic.js");
    site.run(&["mdbook", "build"]);
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("book"), "/docs").await;
        let address = format!("{}/guide/sum.html", host.address);
        Tour::of(address).take(page).await;
        page.eval("window.isSame = true; root.querySelector('.timeline').focus()").await;
        page.driver.action_chain().send_keys(Key::Right + Key::Left).perform().await.unwrap();
        assert_eq!(page.eval("return window.isSame").await, true, "its arrows turn no page");

        assert_eq!(ground(page).await, "light");
        for switch in ["#mdbook-theme-toggle", "#mdbook-theme-navy"] {
            page.driver.find(By::Css(switch)).await.unwrap().click().await.unwrap();
        }
        becomes_dark(page).await;
    });
}

#[test]
#[ignore = "takes a network"]
fn hugo_takes_the_module_by_a_shortcode() {
    let site = Site::of("hugo");
    site.bring("parallel-sum.js", "static/parallel-sum.js");
    site.run(&["hugo"]);
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("public"), "/docs").await;
        let address = format!("{}/guide/sum/", host.address);
        Tour { dark: Some("#dark"), ..Tour::of(address) }.take(page).await;
    });
}
