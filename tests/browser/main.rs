//! The page in a real browser, driven through WebDriver.

mod driver;
mod element;
mod faults;
mod host;
mod input;
mod measure;
mod runs;
#[path = "../support/mod.rs"]
mod support;
