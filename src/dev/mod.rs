//! What `cargo run` does on a developer's machine. Data goes one way: a toolchain builds a bundle, a server serves it.

pub mod bundle;
mod debian;
mod files;
mod languages;
mod oembed;
mod pack;
pub mod package;
pub mod server;
mod step;
pub mod toolchain;
mod version;
