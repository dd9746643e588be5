//! axe-core, which finds much of what keeps people from using a page, and which a Python package brings.

use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::{env, fs};

use serde_json::Value;

use crate::driver::Page;
use crate::driver::browsers::install_by_pip;

const FOLDER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/axe");

/// What axe looks at.
#[derive(Clone, Copy)]
pub enum Rules {
    All,
    /// What a change of colours alone can change.
    Colours,
}

impl Page {
    /// Puts axe into the page that is open. By the driver, as the page's own policy would forbid it.
    ///
    /// Returns whether that was possible. Where it was not, one line has said what to install.
    ///
    /// # Panics
    /// When it was not and `CI` is set: there no test passes by being skipped.
    pub async fn has_axe(&self) -> bool {
        let Some(source) = source() else { return false };
        self.driver.execute(source, vec![]).await.expect("axe loads");
        true
    }

    /// What axe finds serious or critical in what the expression `place` is, open shadow roots included: the rule, where,
    /// and why.
    pub async fn barriers(&self, place: &str, rules: Rules) -> Vec<String> {
        let rules = match rules {
            Rules::All => "rules: { 'target-size': { enabled: true } }",
            Rules::Colours => "runOnly: ['color-contrast']",
        };
        let script = format!(
            "const {{ violations }} = await axe.run({place}, {{ resultTypes: ['violations'], {rules} }});
             return violations
               .filter(({{ impact }}) => impact === 'serious' || impact === 'critical')
               .flatMap(({{ id, nodes }}) => nodes.map((it) => `${{id}} at ${{it.target.flat().join(' ')}}: ${{it.html}}: ${{it.failureSummary}}`));"
        );
        match self.eval(&script).await {
            Value::Array(barriers) => barriers.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
            other => panic!("axe answers {other}"),
        }
    }
}

/// axe's script, installed if it is missing.
fn source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    const HELP: &str = "Install Python 3 with its pip, which fetches it (on Debian: apt-get install python3-pip).";
    let find_or_install = || {
        let file = Path::new(FOLDER).join("axe_playwright_python/axe.min.js");
        if !file.is_file() {
            install_by_pip("axe.txt", FOLDER);
        }
        let source = fs::read_to_string(file).ok();
        if source.is_none() {
            // Not by `eprintln!`, whose output tests keep to themselves.
            let _ = writeln!(io::stderr(), "parallel-sum: axe is missing from the tests. {HELP}");
        }
        source
    };
    let source = SOURCE.get_or_init(find_or_install).as_deref();
    assert!(source.is_some() || env::var_os("CI").is_none(), "{HELP}");
    source
}
