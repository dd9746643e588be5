//! What the program says while it works.

use std::fmt::Display;

/// Says on one line what is about to be done and why. On standard error, which leaves standard output to results.
pub fn step(message: impl Display) {
    eprintln!("parallel-sum: {message}");
}
