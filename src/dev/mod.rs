//! What `cargo run` does on a developer's machine. Data goes one way: a toolchain builds a bundle, a server serves it.

pub mod bundle;
mod debian;
mod languages;
mod pack;
pub mod server;
pub mod toolchain;

/// Says on one line what is about to be done and why. On standard error, which leaves standard output to results.
fn step(message: impl std::fmt::Display) {
    eprintln!("parallel-sum: {message}");
}
