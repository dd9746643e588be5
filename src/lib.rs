//! Sums the integers 1..=n on one thread and on several, and times both.
//!
//! The same code runs natively, where it is tested, and as WebAssembly in the browser, where the page
//! `www/parallel-sum.js` drives it. It is built up in layers, each knowing only those before it:
//!
//! - [`chunk`] cuts 1..=n into chunks, [`kernel`] adds the integers of one chunk,
//! - [`control`] lets an onlooker see how far a sum is, and stop it; [`clock`] times it,
//! - [`sum`] puts these together into a serial and a parallel sum, and records who did what when,
//! - [`stats`] and [`scaling`] say what the times mean,
//! - `web` (wasm only) exports all this to JavaScript.
//!
//! ```
//! use parallel_sum::{clock, control::Control, kernel::Kernel, sum};
//!
//! let sample = sum::serial(1_000_000, Kernel::Scalar, &Control::new(), clock::now).unwrap();
//! assert_eq!(sample.sum, 500_000_500_000);
//! ```

pub mod chunk;
pub mod clock;
pub mod control;
pub mod kernel;
pub mod scaling;
pub mod stats;
pub mod sum;

#[cfg(target_family = "wasm")]
pub mod web;
