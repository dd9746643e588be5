//! The two builds of the wasm as one text. They are alike but for where a loop has vectors, so that block by block in turn the second
//! is next to nothing for gzip, which looks back for 32 KiB; one after the other it would be as much again.

use std::io::Write;

use anyhow::Result;
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Bytes of one before it is the other's turn: so few that what is alike is near, also where it has moved by some.
pub const BLOCK: usize = 8192;

pub struct Interleaved {
    /// By gzip and in base64.
    pub text: String,
    /// Bytes of the first and of the second.
    pub sizes: [usize; 2],
}

impl Interleaved {
    pub fn of(files: [Vec<u8>; 2]) -> Result<Self> {
        let sizes = files.each_ref().map(Vec::len);
        let mut blocks = files.each_ref().map(|file| file.chunks(BLOCK));
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..sizes[0].max(sizes[1]).div_ceil(BLOCK) {
            for block in blocks.iter_mut().filter_map(Iterator::next) {
                gzip.write_all(block)?;
            }
        }
        Ok(Self { text: BASE64_STANDARD.encode(gzip.finish()?), sizes })
    }
}
