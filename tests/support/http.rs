//! HTTP exactly as written: no client tidies a path up, follows anything, or hides a header.

use std::io::{Read, Write};
use std::net::TcpStream;

/// What a server answered, byte by byte.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Asks the server at `http://HOST:PORT`.
pub fn request(address: &str, method: &str, path: &str) -> Answer {
    request_with(address, method, path, "")
}

/// The same with more headers, each a line that ends.
pub fn request_with(address: &str, method: &str, path: &str, headers: &str) -> Answer {
    let host = address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("the answer has headers");
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    Answer { status, headers: lines.filter_map(header).collect(), body: answer[end + 4..].to_vec() }
}
