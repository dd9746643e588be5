//! The script of Python that the lesson shows, run by the Python that is there.

use std::process::Command;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/lesson/sums.py");

#[test]
fn the_script_adds_right_in_each_of_its_ways_and_ends_with_an_address_that_the_page_reads() {
    for (n, sum) in [(1, "1"), (7, "28"), (100_000, "5000050000")] {
        let output = Command::new("python3")
            .args([SCRIPT, &n.to_string()])
            .output()
            .expect("python3 is there, as tests take it");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        let lines: Vec<_> = said.lines().collect();
        let [loop_, range, pool, address] = lines[..] else { panic!("{said}") };
        for (line, name) in [(loop_, "a loop: "), (range, "sum(range): "), (pool, " processes: ")] {
            let (_, rest) = line.split_once(name).unwrap_or_else(|| panic!("{said}"));
            assert!(rest.starts_with(&format!("{sum} in ")), "{said}");
        }
        let numbers = address.strip_prefix("http://127.0.0.1:8080/?python=").unwrap_or_else(|| panic!("{said}"));
        let [serial, parallel, processes] = numbers.split(',').collect::<Vec<_>>()[..] else { panic!("{said}") };
        assert!(
            [serial, parallel].iter().all(|it| it.parse::<f64>().is_ok_and(|it| it >= 0.0) && it.contains('.')),
            "{said}"
        );
        assert!((2..=61).contains(&processes.parse::<u32>().unwrap()), "{said}");
        assert!(pool.starts_with(&format!("{processes} processes")), "{said}");
    }
}

/// It is shown in the lesson, and nobody copies what is long.
#[test]
fn the_script_is_short_and_needs_no_package() {
    let script = std::fs::read_to_string(SCRIPT).unwrap();
    assert!(script.lines().filter(|it| !it.is_empty()).count() <= 32);
    let imports: Vec<_> = script.lines().filter(|it| it.contains("import ")).collect();
    assert_eq!(imports, ["import os, statistics, sys, time", "from multiprocessing import Pool"]);
}
