//! What several test programs need.

pub mod http;
pub mod program;
