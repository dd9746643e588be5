//! One clock that all threads agree on.

/// Seconds since a moment that is the same for all threads of a process or page.
#[cfg(not(target_family = "wasm"))]
pub fn now() -> f64 {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64()
}

/// Seconds since the Unix epoch, in the steps of the browser's `performance.now()`. Each worker counts that from its
/// own `timeOrigin`, so only the sum of both can be compared between workers. As a double of milliseconds its own
/// step is 0.24 us, well below any browser's. The origin is read once a thread: WebKit works it out anew from the wall
/// clock, which may be set back between two readings.
#[cfg(target_family = "wasm")]
pub fn now() -> f64 {
    use wasm_bindgen::prelude::*;
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(thread_local_v2, js_name = performance)]
        static PERFORMANCE: web_sys::Performance;
    }
    thread_local! {
        static ORIGIN: f64 = PERFORMANCE.with(|performance| performance.time_origin());
    }
    (ORIGIN.with(|origin| *origin) + PERFORMANCE.with(|performance| performance.now())) / 1000.0
}
