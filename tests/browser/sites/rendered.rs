//! Sites that are rendered on a server and go on in the browser, where a script follows the links.

use super::Site;
use super::tour::Tour;
use crate::driver::in_browser;
use crate::host::Host;

/// In development, React runs each effect twice and tells of each difference to what the server has rendered.
#[test]
#[ignore = "takes a network"]
fn next_renders_the_element_in_development_and_in_production() {
    let site = Site::of("next");
    in_browser(async |page| {
        // Imported with the page, on the server too, or by an effect.
        let take = async |command: &[&str]| {
            let (_server, address) = site.serve(command);
            for way in ["early", "late"] {
                Tour { stays: true, ..Tour::of(format!("{address}/docs/{way}")) }.take(page).await;
            }
        };
        take(&["next", "dev", "--hostname=127.0.0.1", "--port=0"]).await;
        let said = site.run(&["next", "build"]);
        assert!(!said.to_lowercase().contains("warn"), "{said}");
        take(&["next", "start", "--hostname=127.0.0.1", "--port=0"]).await;
    });
}

/// Routes that are left stay in the document then, and are not displayed.
#[test]
#[ignore = "takes a network"]
fn next_with_cached_components_ends_the_run_of_a_route_that_it_keeps() {
    let site = Site::of("next-kept");
    site.run(&["next", "build"]);
    in_browser(async |page| {
        let (_server, address) = site.serve(&["next", "start", "--hostname=127.0.0.1", "--port=0"]);
        Tour { stays: true, keeps: true, ..Tour::of(format!("{address}/docs")) }.take(page).await;
    });
}

#[test]
#[ignore = "takes a network"]
fn astro_swaps_pages_with_the_element_in_view_transitions() {
    let site = Site::of("astro");
    site.run(&["astro", "build"]);
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("dist"), "/docs").await;
        Tour { stays: true, ..Tour::of(format!("{}/", host.address)) }.take(page).await;
    });
}

#[test]
#[ignore = "takes a network"]
fn vitepress_renders_the_element_from_markdown() {
    let site = Site::of("vitepress");
    site.run(&["vitepress", "build"]);
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join(".vitepress/dist"), "/docs").await;
        let tour = Tour::of(format!("{}/", host.address));
        Tour { stays: true, dark: Some(".VPNavBarAppearance button"), ..tour }.take(page).await;
    });
}

#[test]
#[ignore = "takes a network"]
fn docusaurus_renders_the_element_from_markdown() {
    let site = Site::of("docusaurus");
    site.run(&["docusaurus", "build"]);
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder.join("build"), "/docs").await;
        let tour = Tour::of(format!("{}/", host.address));
        Tour { stays: true, dark: Some(".navbar [class*=colorModeToggle] button"), ..tour }.take(page).await;
    });
}
