//! The page in a real browser, driven through WebDriver.

mod access;
mod authors;
mod axe;
mod clocks;
mod driver;
mod element;
mod embed;
mod endurance;
mod faults;
mod fonts;
mod heights;
mod host;
mod input;
mod isolate;
mod lanes;
mod language;
mod lesson;
mod links;
mod lives;
mod measure;
mod messages;
mod missing;
mod network;
mod old_browsers;
mod one_file;
mod package;
mod places;
mod policies;
mod runs;
mod sites;
#[path = "../support/mod.rs"]
mod support;
mod third_language;
mod transfer;
mod wait;
mod words;
