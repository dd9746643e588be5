//! What several test programs need.

pub mod program;
