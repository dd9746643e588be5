//! What lets other sites show the element where somebody pastes its page's address (oEmbed 1.0, <https://oembed.com>): a
//! description at an address, and links to it in the pages. Both have to name where the folder will lie.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::files::{cannot_read, write_changed};

const NAME: &str = "oembed.json";

/// The pages whose address may be pasted.
const PAGES: [&str; 2] = ["index.html", "www/embed.html"];

/// The room that the compact element takes, in CSS pixels.
const SIZE: (u32, u32) = (600, 430);

/// Adds the description to `files`, which tells where each goes and where it is, and links to it to the pages among them;
/// what is made goes below the folder `made`. `address` is that of the folder.
///
/// # Errors
/// When the address is none that a browser could open, or a file cannot be read or written.
pub fn describe(files: &mut BTreeMap<PathBuf, PathBuf>, made: &Path, address: &str) -> Result<()> {
    let is_web =
        ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme) && address.len() > scheme.len());
    ensure!(
        is_web && !address.contains(['"', '<', '>', '&', '?', '#', ' ']),
        "{address} is no address of a folder; name one such as https://sums.example/parallel-sum with --url"
    );
    let address = address.trim_end_matches('/');
    let (width, height) = SIZE;
    let frame = format!(
        "<iframe src=\"{address}/www/embed.html?view=compact\" title=\"Sum on all threads\" width=\"{width}\" height=\"{height}\" \
         allow=\"cross-origin-isolated; clipboard-write\" style=\"border: 0\"></iframe>"
    );
    let description = json!({
        "version": "1.0",
        "type": "rich",
        "title": "parallel-sum",
        "provider_name": "parallel-sum",
        "provider_url": format!("{address}/"),
        "width": width,
        "height": height,
        "html": frame,
    });
    let mut texts = vec![(NAME, format!("{description:#}\n"))];
    let link = format!(
        "  <link rel=\"alternate\" type=\"application/json+oembed\" title=\"parallel-sum\" href=\"{address}/{NAME}\">\n</head>"
    );
    for page in PAGES {
        let path = &files[Path::new(page)];
        let html = fs::read_to_string(path).with_context(|| cannot_read(path))?;
        texts.push((page, html.replacen("</head>", &link, 1)));
    }
    for (name, text) in texts {
        write_changed(&made.join(name), text.as_bytes())?;
        files.insert(name.into(), made.join(name));
    }
    Ok(())
}
