//! The program under test, as a process of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

/// `parallel-sum` with arguments. What it says on standard error (cargo's progress) goes to ours.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parallel-sum"));
    command.stdin(Stdio::null());
    command
}

/// A child process that ends with this value, also when a test fails, and with it all that it started, and they in turn.
pub struct Process(pub Child);

impl Process {
    /// Starts `command` and returns it with the first line of its standard output that `find` likes.
    pub fn start<T>(command: &mut Command, find: impl Fn(&str) -> Option<T>) -> (Self, T) {
        Self::try_start(command, find).expect("the program says that it is ready")
    }

    /// The same, or nothing where it ends without such a line.
    pub fn try_start<T>(command: &mut Command, find: impl Fn(&str) -> Option<T>) -> Option<(Self, T)> {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let process = Self(child);
        let found = lines.find_map(|line| find(&line));
        // A pipe that is full would stop the process, one that is closed might end it.
        thread::spawn(move || lines.for_each(drop));
        Some((process, found?))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A driver that no longer answers would leave its browser behind. Linux alone lists a process's children.
        for id in descendants(self.0.id()) {
            let _ = Command::new("kill").args(["-KILL", &id.to_string()]).stderr(Stdio::null()).status();
        }
        // Both fail only where the process has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The numbers of the processes that process `id` started and that still run, those first that would start others anew.
fn descendants(id: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    let children: Vec<u32> =
        lists.flat_map(|list| list.split(' ').filter_map(|it| it.parse().ok()).collect::<Vec<_>>()).collect();
    children.into_iter().flat_map(|child| [vec![child], descendants(child)].concat()).collect()
}

/// Builds what is missing and serves the page on a free port. Returns the server and its `http://127.0.0.1:PORT`.
pub fn serve() -> (Process, String) {
    Process::start(program().args(["serve", "--port", "0", "--no-open"]), |line| {
        Some(line.strip_prefix("Serving ")?.split_once("/ ")?.0.to_owned())
    })
}
