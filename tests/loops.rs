//! What compilers made of the loops that add, by the instructions in the built wasm: each integer is really added, where the
//! total is said to be. Timing could not tell whether two additions in memory were merged into one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use wasmparser::{Operator, Parser, Payload};

/// The built wasm, with vectors and without.
fn built() -> &'static [PathBuf; 2] {
    static BUILT: LazyLock<[PathBuf; 2]> = LazyLock::new(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dist");
        let mut program = Command::new(env!("CARGO_BIN_EXE_parallel-sum"));
        let built =
            program.args(["build", "--out"]).arg(&out).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let pkg = out.join("www/pkg");
        [pkg.join("parallel_sum_bg.wasm"), pkg.join("scalar/parallel_sum_bg.wasm")]
    });
    &BUILT
}

/// How often each instruction stands in a loop.
type Loop = BTreeMap<String, usize>;

/// The innermost loops of a module.
fn loops(wasm: &Path) -> Vec<Loop> {
    let binary = fs::read(wasm).unwrap();
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(&binary) {
        let Payload::CodeSectionEntry(function) = payload.unwrap() else { continue };
        // Of each block that is open, the loop that it is, if it is one.
        let mut open: Vec<Option<Loop>> = vec![None];
        for operator in function.get_operators_reader().unwrap() {
            match operator.unwrap() {
                Operator::Loop { .. } => {
                    open.iter_mut().for_each(|around| *around = None); // it is not the innermost
                    open.push(Some(Loop::new()));
                }
                Operator::Block { .. } | Operator::If { .. } => open.push(None),
                Operator::End => found.extend(open.pop().expect("a block is open")),
                operator => {
                    let text = format!("{operator:?}");
                    let name = text.split([' ', '(']).next().unwrap().to_owned();
                    if let Some(around) = open.iter_mut().rev().flatten().next() {
                        *around.entry(name).or_default() += 1;
                    }
                }
            }
        }
    }
    found
}

fn count(it: &Loop, instruction: &str) -> usize {
    it.get(instruction).copied().unwrap_or(0)
}

/// The loops of each module that call nothing and have this instruction once, apart from those that are not of a sum: these add
/// no 64-bit integers.
fn adding_by(instruction: &str) -> [Vec<Loop>; 2] {
    let adds = |it: &Loop| !it.keys().any(|name| name.starts_with("Call")) && count(it, "I64Add") > 0;
    built().each_ref().map(|wasm| {
        loops(wasm)
            .into_iter()
            .filter(|it| count(it, instruction) == 1 && (adds(it) || instruction.contains("Rmw")))
            .collect()
    })
}

/// One loop counts, the other reads an array; neither does so by a formula.
fn assert_one_for_each_source(adding: &[Loop]) {
    assert_eq!(adding.len(), 2, "{adding:?}");
    assert_eq!(adding.iter().filter(|it| count(it, "I64Load") == 1).count(), 1, "{adding:?}");
    assert!(!adding.iter().any(|it| count(it, "I64Mul") > 0), "{adding:?}");
}

#[test]
fn padded_adjacent_and_atomic_totals_are_added_to_by_the_same_loop_by_one_instruction_an_integer() {
    let all = built().each_ref().map(|wasm| loops(wasm).iter().map(|it| count(it, "I64AtomicRmwAdd")).sum::<usize>());
    assert_eq!(all, [2, 2], "there are no others");
    for adding in adding_by("I64AtomicRmwAdd") {
        assert_one_for_each_source(&adding);
    }
}

#[test]
fn an_unguarded_total_is_read_and_written_for_each_integer() {
    for adding in adding_by("I64AtomicStore") {
        let adding: Vec<_> = adding.into_iter().filter(|it| count(it, "I64AtomicLoad") == 1).collect();
        assert_one_for_each_source(&adding);
    }
}

#[test]
fn the_scalar_kernel_adds_one_integer_of_a_counter_or_of_an_array_at_a_time_into_a_register() {
    let is_plain = |it: &&Loop| {
        !it.keys().any(|name| ["Atomic", "Store", "V128", "I64Mul"].iter().any(|part| name.contains(part)))
    };
    for wasm in built() {
        let loops = loops(wasm);
        let counting = |it: &&Loop| count(it, "I64Add") == 2 && !it.keys().any(|name| name.contains("Load"));
        assert_eq!(loops.iter().filter(is_plain).filter(counting).count(), 1, "{}", wasm.display());
        let reading = |it: &&Loop| count(it, "I64Add") == 1 && count(it, "I64Load") == 1;
        assert!(loops.iter().filter(is_plain).any(|it| reading(&it)), "{}", wasm.display());
    }
}

#[test]
fn the_vector_kernel_adds_each_vector_and_multiplies_none() {
    let loops = loops(&built()[0]);
    let adding: Vec<_> = loops.iter().filter(|it| count(it, "I64x2Add") > 0).collect();
    let turns: Vec<_> = adding.iter().map(|it| (count(it, "I64x2Add"), count(it, "V128Load"))).collect();
    // A turn may be unrolled, but never to less than an addition for each vector.
    let counts = |(adds, loads): &(usize, usize)| *loads == 0 && *adds >= 8 && adds % 8 == 0;
    let reads = |(adds, loads): &(usize, usize)| adds == loads && *adds >= 4;
    assert!(turns.iter().any(counts), "in counting the values are counted up, too: {adding:?}");
    assert!(turns.iter().any(reads), "{adding:?}");
    assert!(!adding.iter().any(|it| count(it, "I64x2Mul") > 0), "{adding:?}");
}
