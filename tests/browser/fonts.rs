//! Fonts for all that is said. Without a Korean one every syllable is the same empty box, in pictures and to who looks on.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use serde_json::json;

use crate::driver::browsers::debian;
use crate::driver::on_page;

const HELP: &str = "Install a font with Hangul (on Debian: apt-get install fonts-noto-cjk).";

/// Whether there is a font with Hangul, installed if it is missing; before a browser starts, since browsers look for fonts
/// then. Where there is none, one line has said what to install.
pub fn have_hangul() -> bool {
    static HAVE: OnceLock<bool> = OnceLock::new();
    *HAVE.get_or_init(|| {
        let have =
            knows_hangul() || debian::install(&["fontconfig", "fonts-noto-cjk"], "a font for Korean") && knows_hangul();
        if !have {
            // Not by `eprintln!`, whose output tests keep to themselves.
            let _ = writeln!(io::stderr(), "parallel-sum: Korean will be boxes in the tests. {HELP}");
        }
        have
    })
}

/// Systems that bring fonts for all languages have no fontconfig.
fn knows_hangul() -> bool {
    match Command::new("fc-list").arg(":lang=ko").output() {
        Ok(output) => !output.stdout.is_empty(),
        Err(_) => !cfg!(target_os = "linux"),
    }
}

/// All that is not ASCII in the files of a folder.
fn characters(folder: &str) -> BTreeSet<char> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.flat_map(|text| text.chars().filter(|it| !it.is_ascii() && !it.is_whitespace()).collect::<Vec<_>>()).collect()
}

/// In Chromium, whose box is the same for whatever lacks in the fonts: Firefox writes the number of the character into it.
#[test]
fn every_character_of_every_language_is_drawn_and_none_is_a_box() {
    if !have_hangul() {
        assert!(env::var_os("CI").is_none(), "{HELP}");
        return;
    }
    let all: String = ["www/lang", "www/view"].iter().flat_map(|it| characters(it)).collect();
    assert!(all.contains('가') && all.contains('×'), "{all}");
    on_page(async |page| {
        let drawn = page
            .eval(&format!(
                "const drawing = document.createElement('canvas').getContext('2d', {{ willReadFrequently: true }});
                 drawing.canvas.width = drawing.canvas.height = 64;
                 drawing.font = `32px ${{getComputedStyle(root.querySelector('.card')).fontFamily}}`;
                 const picture = (text) => {{
                   drawing.clearRect(0, 0, 64, 64);
                   drawing.fillText(text, 8, 44);
                   return drawing.getImageData(0, 0, 64, 64).data.join();
                 }};
                 const nothing = picture(' ');
                 const box = picture('\\u0378'); // means nothing, so that no font has it
                 return {{ isBoxSeen: box !== nothing, boxes: [...{}].filter((it) => picture(it) === box), isTold: picture('가') !== picture('각') }};",
                json!(all)
            ))
            .await;
        assert_eq!(drawn, json!({ "isBoxSeen": true, "boxes": [], "isTold": true }));
    });
}
