//! Slides, whose keys turn them and whose decks keep those that are not shown.

use serde_json::json;
use thirtyfour::prelude::*;

use super::Site;
use super::tour::{begins_a_long_run, compares, keys_stay, types};
use crate::driver::in_browser;
use crate::host::{Host, copy_folder};

#[test]
#[ignore = "takes a network"]
fn reveal_turns_no_slide_by_the_keys_of_an_element_and_ends_the_run_of_a_slide_that_is_left() {
    let site = Site::of("reveal");
    site.bring("parallel-sum.js", "parallel-sum.js");
    copy_folder(&site.folder.join("node_modules/reveal.js/dist"), &site.folder.join("reveal.js"));
    in_browser(async |page| {
        let host = Host::of_folder(&site.folder, "/docs").await;
        let press = async |selector: &str| page.driver.find(By::Css(selector)).await.unwrap().click().await.unwrap();
        page.set_width(1400).await;
        page.log().await; // that of other pages
        page.open(&format!("{}/#/1", host.address)).await;
        page.until("return deck.isReady()").await;
        let has_room =
            "const { top, bottom } = element.getBoundingClientRect(); return [top >= 0, bottom <= innerHeight]";
        assert_eq!(page.eval(has_room).await, json!([true, true]));
        compares(page, None).await;
        assert_eq!(page.eval(has_room).await, json!([true, true]));
        keys_stay(page).await;
        types(page, "2e8nplhjk".to_owned() + Key::Down + Key::Left + " ").await;
        assert_eq!(page.eval("return [deck.getIndices().h, root.activeElement.value]").await, json!([1, "2e8nplhj k"]));

        begins_a_long_run(page).await;
        assert_eq!(page.eval("return deck.getIndices().h").await, 1);
        press(".navigate-right").await;
        page.until("return outcome?.name === 'AbortError' && deck.getIndices().h === 2").await;
        page.until_workers(0).await;
        press(".navigate-left").await;
        page.until("return deck.getIndices().h === 1 && document.getAnimations().length === 0").await;
        compares(page, Some("2e8")).await;
        assert_eq!(page.log().await, [""; 0]);
    });
}
