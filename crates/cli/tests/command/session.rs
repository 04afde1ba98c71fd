//! Somebody who works with a portal through HTTP.

use crate::Folder;
use crate::portal::Portal;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

const PASSWORD: &str = "a long password 2024";

/// Somebody who has logged in.
pub(crate) struct Session {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// Logs in as the one who prepares for an office.
pub(crate) fn logged_in(folder: &Folder, office: &str) -> Session {
    let person = format!("person zhang --duty prepare --office {office} --password-stdin --data 门户");
    let mut person = folder.command(&person).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    person.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(person.wait().unwrap().success());
    let portal = Portal::start(folder);
    let form = format!("login=zhang&password={}", PASSWORD.replace(' ', "+"));
    let mut stream = asked(&portal, "POST", "/desk/login", "", &form).unwrap();
    let answer = answered(&mut stream);
    let (_, cookie) = answer.split_once("mingzhang_session=").unwrap();
    let cookie = format!("mingzhang_session={}", cookie.split(';').next().unwrap());
    let desk = answered(&mut asked(&portal, "GET", "/desk", &cookie, "").unwrap());
    let (_, csrf) = desk.split_once("name=\"csrf\" value=\"").unwrap();
    Session { cookie, csrf: csrf.split('"').next().unwrap().to_owned() }
}

impl Session {
    /// What is answered to a file that is handed in.
    pub(crate) fn hands_in(
        &self,
        portal: &Portal,
        path: &str,
        fields: &[(&str, &str)],
        bytes: &[u8],
    ) -> String {
        let fields = [("csrf", self.csrf.as_str())].into_iter().chain(fields.iter().copied());
        let part = |(name, value): (&str, &str)| {
            format!("--BOUNDARY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut body = fields.map(part).collect::<String>().into_bytes();
        let head =
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"预算公开.txt\"\r\n\r\n";
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--BOUNDARY--\r\n");
        let mut stream = TcpStream::connect(&portal.address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: portal\r\nConnection: close\r\nCookie: {}\r\nContent-Type: multipart/form-data; boundary=BOUNDARY\r\nContent-Length: {}\r\n\r\n",
            self.cookie,
            body.len()
        )
        .unwrap();
        stream.write_all(&body).unwrap();
        answered(&mut stream)
    }
}

/// Sends a form.
pub(crate) fn asked(
    portal: &Portal,
    method: &str,
    path: &str,
    cookie: &str,
    form: &str,
) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(&portal.address)?;
    let length = form.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: portal\r\nConnection: close\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    )?;
    Ok(stream)
}

/// What was answered, to its end or until the portal was killed.
pub(crate) fn answered(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
    String::from_utf8(answer).unwrap()
}
