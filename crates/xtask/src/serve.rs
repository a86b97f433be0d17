//! A server of static files on this machine, for looking at the page and for its tests.
//!
//! It answers one request per connection, each in a thread of its own, so that no
//! request ever waits for a connection that a browser only keeps open.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{bail, Context, Result};
use flate2::{write::GzEncoder, Compression};

use crate::project::Project;
use crate::site;
use crate::wasm_build::Optimisation;

const DEFAULT_PORT: u16 = 8000;

/// A folder that is served below a path.
pub(crate) struct Mount {
    /// The path, with a slash at both ends.
    pub path: &'static str,
    /// The folder.
    pub folder: PathBuf,
}

/// The most that the head of a request may have; a browser sends less than one of them.
const MOST_HEAD_BYTES: u64 = 64 * 1024;
/// How long a browser may keep a connection that it opened in case it needs one.
const PATIENCE: Duration = Duration::from_secs(30);

/// How files are handed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// As they are, and to be asked for again each time: what is built next
    /// must be what is seen next.
    Fresh,
    /// As a host of static sites does it: gzipped, and to be kept by browsers.
    Published,
}

/// What the threads of a server share.
struct Shared {
    mounts: Vec<Mount>,
    delivery: Delivery,
    /// Bodies that were gzipped already: that is the host's affair, and is not
    /// to count for who measures.
    gzipped: Mutex<BTreeMap<PathBuf, Arc<Vec<u8>>>>,
}

/// A server that is bound to a port of this machine.
pub(crate) struct Server {
    listener: TcpListener,
    shared: Arc<Shared>,
    port: u16,
}

impl Server {
    /// Binds to `port`; 0 stands for any free port. Of two mounts that fit, the first answers.
    pub(crate) fn bind(port: u16, mounts: Vec<Mount>) -> Result<Self> {
        Self::bind_to(port, mounts, Delivery::Fresh)
    }

    /// Binds to `port` as [`Server::bind`] does, and hands files over in a way.
    pub(crate) fn bind_to(port: u16, mounts: Vec<Mount>, delivery: Delivery) -> Result<Self> {
        // Only this machine may connect: the server is for looking at the page, not for publishing it.
        let listener = TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("cannot listen on port {port}"))?;
        let port = listener.local_addr()?.port();
        Ok(Self {
            listener,
            shared: Arc::new(Shared {
                mounts,
                delivery,
                gzipped: Mutex::default(),
            }),
            port,
        })
    }

    /// The address of the root.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers requests in threads of their own until the program ends.
    pub(crate) fn start(self) -> JoinHandle<()> {
        std::thread::spawn(move || {
            for connection in self.listener.incoming().flatten() {
                let shared = Arc::clone(&self.shared);
                std::thread::spawn(move || {
                    // A browser that went away before the end is no error of ours.
                    let _ = answer(&connection, &shared);
                });
            }
        })
    }
}

/// The mounts of the page while one works on it: a changed file of web/ is seen on reload.
pub(crate) fn working_mounts(project: &Project) -> Vec<Mount> {
    vec![
        Mount {
            path: "/pkg/",
            folder: project.package(),
        },
        Mount {
            path: "/",
            folder: project.web_source(),
        },
    ]
}

/// Builds the page and serves it until the program is stopped.
pub(crate) fn serve(project: &Project, port: Option<u16>) -> Result<()> {
    site::build_package(project, Optimisation::Fast)?;
    let server = match (
        Server::bind(port.unwrap_or(DEFAULT_PORT), working_mounts(project)),
        port,
    ) {
        (Ok(server), _) => server,
        (Err(error), Some(_)) => {
            return Err(error.context(
                "the port that was asked for cannot be used: leave --port away for a free one",
            ))
        }
        (Err(_), None) => {
            let server = Server::bind(0, working_mounts(project))?;
            println!("Port {DEFAULT_PORT} is taken; a free one is used instead.");
            server
        }
    };
    println!("The Kafka playground is at {}", server.url());
    println!("Changes in web/ show after a reload; after changes in crates/ start this again. Ctrl-C stops it.");
    if server.start().join().is_err() {
        bail!("the server has stopped unexpectedly");
    }
    Ok(())
}

/// Reads a request and writes the answer to it.
fn answer(connection: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(connection.take(MOST_HEAD_BYTES)).lines();
    let Some(request) = lines.next().transpose()? else {
        return Ok(());
    };
    // The rest of the head says nothing that a static file depends on, but it must be read.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let method = words.next().unwrap_or_default();
    let target = words.next().unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let (head, body) = match method {
        "GET" | "HEAD" => reply(path, shared),
        _ => refusal("405 Method Not Allowed", "only GET and HEAD are answered"),
    };
    let mut stream = connection;
    let keep = match shared.delivery {
        Delivery::Fresh => "no-store",
        Delivery::Published => "max-age=600",
    };
    write!(
        stream,
        "HTTP/1.1 {head}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The status with the headers that depend on the file, and the body.
fn reply(path: &str, shared: &Shared) -> (String, Vec<u8>) {
    match find(path, &shared.mounts) {
        Found::File(file) => match body(&file, shared) {
            Ok((encoding, body)) => {
                let kind = content_type(&file);
                (format!("200 OK\r\nContent-Type: {kind}{encoding}"), body)
            }
            Err(error) => refusal(
                "500 Internal Server Error",
                &format!("{path} cannot be read: {error}"),
            ),
        },
        Found::Folder => (
            format!("301 Moved Permanently\r\nLocation: {path}/"),
            Vec::new(),
        ),
        Found::Nothing => refusal("404 Not Found", &format!("{path} is not here")),
    }
}

/// What is sent of a file, with the header that says how it is encoded. Every
/// browser takes gzip, so that none is asked.
fn body(file: &Path, shared: &Shared) -> std::io::Result<(&'static str, Vec<u8>)> {
    if shared.delivery == Delivery::Fresh {
        return Ok(("", std::fs::read(file)?));
    }
    let mut gzipped = shared
        .gzipped
        .lock()
        .expect("no thread panics while it gzips");
    let known = match gzipped.get(file) {
        Some(known) => Arc::clone(known),
        None => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&std::fs::read(file)?)?;
            let body = Arc::new(encoder.finish()?);
            gzipped.insert(file.to_path_buf(), Arc::clone(&body));
            body
        }
    };
    Ok(("\r\nContent-Encoding: gzip", known.to_vec()))
}

fn refusal(status: &str, reason: &str) -> (String, Vec<u8>) {
    (
        format!("{status}\r\nContent-Type: text/plain; charset=utf-8"),
        reason.as_bytes().to_vec(),
    )
}

enum Found {
    File(PathBuf),
    Folder,
    Nothing,
}

/// The file that stands for a path. The files of the page have plain names, so
/// nothing is decoded, and a path that would climb out of its folder is not found.
fn find(path: &str, mounts: &[Mount]) -> Found {
    if path.split('/').any(|part| part == "..") || path.contains('\\') {
        return Found::Nothing;
    }
    for mount in mounts {
        let Some(rest) = path.strip_prefix(mount.path) else {
            continue;
        };
        let file = mount.folder.join(rest);
        if file.is_dir() {
            let index = file.join("index.html");
            if index.is_file() {
                let complete = rest.is_empty() || rest.ends_with('/');
                return if complete {
                    Found::File(index)
                } else {
                    Found::Folder
                };
            }
        } else if file.is_file() {
            return Found::File(file);
        }
    }
    Found::Nothing
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_climb_out_of_its_folder() {
        let mounts = [Mount {
            path: "/",
            folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"),
        }];
        assert!(matches!(find("/main.rs", &mounts), Found::File(_)));
        assert!(matches!(find("/../Cargo.toml", &mounts), Found::Nothing));
        assert!(matches!(find("/nowhere.js", &mounts), Found::Nothing));
    }

    fn ask(server: &str, request: &str) -> String {
        let address = server.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_request_does_not_wait_for_idle_connections() {
        let mounts = vec![Mount {
            path: "/",
            folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"),
        }];
        let server = Server::bind(0, mounts).unwrap();
        let url = server.url();
        server.start();
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        let idle: Vec<_> = (0..16).map(|_| TcpStream::connect(address)).collect();
        let page = ask(&url, "GET /html.rs?x HTTP/1.1\r\nHost: here\r\n\r\n");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
        assert!(page.contains("The tags of a page"), "{page}");
        let missing = ask(&url, "HEAD /no.js HTTP/1.1\r\n\r\n");
        assert!(
            missing.starts_with("HTTP/1.1 404 Not Found\r\n"),
            "{missing}"
        );
        assert!(missing.ends_with("\r\n\r\n"), "{missing}");
        drop(idle);
    }

    #[test]
    fn what_is_published_travels_gzipped_and_is_kept() {
        let mounts = vec![Mount {
            path: "/",
            folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"),
        }];
        let server = Server::bind_to(0, mounts, Delivery::Published).unwrap();
        let url = server.url();
        server.start();
        for _ in 0..2 {
            let head = ask(&url, "HEAD /main.rs HTTP/1.1\r\n\r\n");
            assert!(head.contains("\r\nContent-Encoding: gzip\r\n"), "{head}");
            assert!(head.contains("\r\nCache-Control: max-age="), "{head}");
        }
    }
}
