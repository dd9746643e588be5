//! Sums the integers 1..=n on one thread and on several, and times both.
//!
//! The same code runs natively, where it is tested, and as WebAssembly in the browser, where the page
//! `www/parallel-sum.js` drives it. It is built up in layers, each knowing only those before it:
//!
//! - [`chunk`] cuts 1..=n into chunks, [`source`] has their integers, [`kernel`] adds them into registers, and [`total`]
//!   into memory instead, of which [`adding`] is the choice,
//! - [`tally`] lets an onlooker see how far a sum is, and stop it; [`clock`] times it,
//! - [`share`] is what one thread of a sum adds, and records who did what when,
//! - [`sum`] puts these together into a serial and a parallel sum,
//! - [`batch`] adds what is too short for a clock many times over,
//! - [`timing`] says what a clock can time, [`stats`] what samples of times say,
//! - [`account`] where the missing speedup went, [`scaling`] and [`laws`] how it goes on with more threads, of which
//!   [`counts`] chooses some, and [`gustafson`] how with more work as well,
//! - [`growth`] from which n on threads pay, and [`race`] from which a trip to the GPU does,
//! - `web` (wasm only) exports all this to JavaScript.
//!
//! ```
//! use parallel_sum::{clock, kernel::Kernel, sum, tally::Tally};
//!
//! let sample = sum::serial(1_000_000, &Kernel::Scalar.into(), &Tally::new(), clock::now).unwrap();
//! assert_eq!(sample.sum, 500_000_500_000);
//! ```

pub mod account;
pub mod adding;
pub mod batch;
pub mod chunk;
pub mod clock;
pub mod counts;
pub mod growth;
pub mod gustafson;
mod interval;
pub mod kernel;
mod lane;
pub mod laws;
mod odd;
mod order;
mod pool;
pub mod race;
pub mod scaling;
pub mod share;
pub mod source;
pub mod stats;
pub mod sum;
pub mod tally;
pub mod timing;
pub mod total;

#[cfg(target_family = "wasm")]
pub mod web;
