//! What cores cost each other: each total, and an array, on one thread and on several, in each browser and natively.

use parallel_sum::adding::Adding;
use parallel_sum::kernel::Kernel;
use parallel_sum::source::{Array, Integers};
use parallel_sum::total::Total;

use crate::browsers::Browser;
use crate::page::Page;
use crate::{Extent, Rounds, THREADS, native, seconds};

/// By their names in tables: the options of the element, and how the same is added natively.
fn ways() -> Vec<(String, String)> {
    let totals = Total::ALL.map(|total| (total.name().to_owned(), format!("total: '{}'", total.name())));
    let arrays = Kernel::ALL.map(|kernel| {
        let kernel = kernel.name();
        (format!("array, {kernel}"), format!("source: 'array', kernel: '{kernel}'"))
    });
    totals.into_iter().chain(arrays).collect()
}

fn adding(name: &str, n: u64) -> Adding {
    if let Some(total) = Total::ALL.into_iter().find(|total| total.name() == name) {
        return Adding { kernel: Kernel::Scalar, total, integers: Integers::Counted };
    }
    let array = Array::fill(n, 16 * THREADS, THREADS).expect("there is memory for it");
    let kernel = Kernel::ALL.into_iter().find(|kernel| name.ends_with(kernel.name())).expect("an array's kernel");
    Adding { kernel, total: Total::Private, integers: Integers::InMemory(array) }
}

/// One of everything, in one browser and natively.
pub async fn measure(page: &Page, browser: Browser, extent: &Extent, rounds: &mut Rounds) {
    page.open().await;
    for (name, options) in ways() {
        let n = if name.starts_with("array") { extent.array_n } else { extent.memory_n };
        // With its default, an n of the browser's own choice would be timed where its clock is coarse.
        let script = format!(
            "await customElements.whenDefined('parallel-sum');
             const {{ serial, parallel, baseline }} = await element.compare({{ n: {n}, threads: {THREADS}, repeats: {}, {options} }});
             const median = (it) => it.seconds.median / Number(it.n);
             return {{ serial: median(serial), parallel: median(parallel), baseline: median(baseline ?? serial),
               missing: Number(parallel.missing) / (Number(parallel.missing) + Number(parallel.sum)) }};",
            extent.repeats
        );
        let came = page.eval(&script).await;
        for what in ["serial", "parallel", "baseline", "missing"] {
            rounds.push(format!("{browser} {name} {what}"), seconds(&came[what]));
        }
    }
}

pub fn measure_natively(extent: &Extent, rounds: &mut Rounds) {
    for (name, _) in ways() {
        let n = if name.starts_with("array") { extent.array_n } else { extent.memory_n };
        let adding = adding(&name, n);
        let [[serial, parallel], [baseline, _]] =
            [adding.clone(), adding.kernel.into()].map(|adding| native::sums(n, THREADS, &adding, extent.repeats));
        for (what, seconds) in [("serial", serial), ("parallel", parallel), ("baseline", baseline)] {
            rounds.push(format!("native {name} {what}"), seconds);
        }
    }
}

/// The tables; of `places` the names under which things were measured.
pub fn report(rounds: &Rounds, places: &[String]) -> String {
    let heads = format!("| {} |\n|---|{}\n", places.join(" | "), "---|".repeat(places.len()));
    let table = |title: &str, cell: &dyn Fn(&str, &str) -> String| {
        let row = |(name, _): (String, String)| {
            let cells: Vec<_> = places.iter().map(|place| cell(place, &name)).collect();
            format!("| {name} | {} |\n", cells.join(" | "))
        };
        format!("\n| {title} {heads}{}", ways().into_iter().map(row).collect::<String>())
    };
    let of = |place: &str, name: &str, what: &str| format!("{place} {name} {what}");
    let speedups = table(&format!("speedup of {THREADS} threads"), &|place, name| {
        rounds.ratio(&of(place, name, "serial"), &of(place, name, "parallel"))
    });
    let costs = table(&format!("time of {THREADS} threads / one with its total in a register"), &|place, name| {
        rounds.ratio(&of(place, name, "parallel"), &of(place, name, "baseline"))
    });
    let lost = |place: &String| {
        let missing = of(place, "unguarded", "missing");
        rounds.has(&missing).then(|| format!("{:.0} % in {place}", 100.0 * rounds.median(&missing)))
    };
    let lost: Vec<_> = places.iter().filter_map(lost).collect();
    format!("{speedups}{costs}\nOf the sum an unguarded total lost {}.\n", lost.join(", "))
}
