//! The program: builds the page and serves it on this machine, or writes it into a folder for any static host.

mod dev;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use dev::{bundle, package, server, toolchain::Toolchain};

/// Builds the page that sums 1..=n on one thread and on all of them, and serves it on this machine.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Build what is missing and serve the page (this is what happens without a command)
    Serve(Serve),
    /// Write the page into a folder that any static host can serve, also as one file that opens from disk, and that is an npm
    /// package
    Build {
        /// The folder: a new or empty one, or one that an earlier build wrote
        #[arg(long, default_value = "dist")]
        out: PathBuf,
        /// Where the folder will lie, such as https://sums.example/parallel-sum: then sites that know oEmbed, as WordPress does,
        /// show the element where somebody pastes the address of its page
        #[arg(long)]
        url: Option<String>,
    },
    /// Renew what README.md has from www/element.toml: its tables of attributes, custom properties and parts
    Readme {
        /// Only tell whether they are as they should be
        #[arg(long)]
        check: bool,
    },
    /// Run cargo on the wasm library as the build does, with the same toolchain and flags: `cargo run -- cargo clippy`
    Cargo {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        arguments: Vec<String>,
    },
}

#[derive(Args)]
struct Serve {
    /// Port on 127.0.0.1; 0 picks a free one [default: 8080, or the next that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
}

fn main() -> Result<()> {
    let Cli { command, serve } = Cli::parse();
    match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(Serve { port, no_open }) => {
            let listener = server::bind(port)?;
            let page = bundle::build()?;
            server::serve(listener, &page, !no_open)
        }
        Command::Build { out, url } => {
            bundle::build_into(&out, url.as_deref())?;
            println!("Wrote the page into {}", out.display());
            Ok(())
        }
        Command::Readme { check: true } => package::check_readme(),
        Command::Readme { check: false } => package::renew_readme(),
        Command::Cargo { arguments } => {
            let status = Toolchain::find_or_install()?.cargo(&arguments).status()?;
            std::process::exit(status.code().unwrap_or(1))
        }
    }
}
