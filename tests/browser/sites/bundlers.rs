//! Bundlers, which take the element from the npm package.

use super::Site;
use super::tour::Tour;
use crate::driver::in_browser;
use crate::host::Host;

#[test]
#[ignore = "takes a network"]
fn vite_takes_the_package_in_its_server_and_in_its_build() {
    let site = Site::of("vite");
    in_browser(async |page| {
        let (_server, address) = site.serve(&["vite", "--host=127.0.0.1", "--port=0", "--base=/docs/"]);
        let tour = Tour::of(format!("{address}/"));
        // Its own connection to the page.
        Tour { noise: &["failed: Page entered Back-Forward Cache"], ..tour }.take(page).await;
        let said = site.run(&["vite", "build", "--base=/docs/"]);
        assert!(!said.contains("warn"), "{said}");
        let host = Host::of_folder(&site.folder.join("dist"), "/docs").await;
        Tour::of(format!("{}/", host.address)).take(page).await;
    });
}

#[test]
#[ignore = "takes a network"]
fn webpack_splits_the_package_off_without_a_warning() {
    let site = Site::of("webpack");
    let said = site.run(&["webpack"]);
    assert!(!said.to_lowercase().contains("warning"), "{said}");
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("public"), "/docs").await;
        Tour::of(format!("{}/", host.address)).take(page).await;
    });
}

/// Into a classic script, where no module could tell its own address.
#[test]
#[ignore = "takes a network"]
fn esbuild_puts_the_class_into_a_script_of_its_own() {
    let site = Site::of("esbuild");
    let said = site.run(&["esbuild", "main.js", "--bundle", "--minify", "--outfile=public/main.js"]);
    assert!(!said.contains("WARNING"), "{said}");
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("public"), "/docs").await;
        Tour::of(format!("{}/", host.address)).take(page).await;
        assert_eq!(page.eval("return document.title").await, "An element of its class");
    });
}
