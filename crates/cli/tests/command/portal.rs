//! The portal from outside: filled, started, read, verified, and ended without losing an answer.

use crate::{Folder, sample};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A portal that listens at a port of its own.
pub(crate) struct Portal {
    pub(crate) server: Child,
    pub(crate) address: String,
}

impl Portal {
    pub(crate) fn start(folder: &Folder) -> Self {
        Self::start_with(folder, "门户")
    }

    pub(crate) fn start_with(folder: &Folder, data: &str) -> Self {
        let mut command = folder.command(&format!("serve --listen 127.0.0.1:0 --data {data}"));
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let (_, address) = said.split_once("http://").unwrap();
        Self { server, address: address.split('（').next().unwrap().to_owned() }
    }

    /// What it answers, without the head.
    fn get(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&answer[..end]));
        answer.split_off(end + 4)
    }

    /// The status that it answers to somebody who logs in.
    fn log_in(&self, login: &str, password: &str) -> String {
        let form = format!("login={login}&password={password}");
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let kind = "application/x-www-form-urlencoded";
        write!(
            stream,
            "POST /desk/login HTTP/1.1\r\nHost: portal\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer["HTTP/1.1 ".len()..][..3].to_owned()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn what_is_published_is_read_downloaded_and_verified() {
    let folder = Folder::new("portal", &[]);
    let taken = folder.call(&format!("demo {} --region 乌恰县 --data 门户", sample()));
    assert_eq!((taken.status, taken.err.as_str()), (0, ""));
    assert!(taken.text().ends_with("：乌恰县人民政府办公室 2024 年\n"), "{}", taken.text());
    let mut portal = Portal::start(&folder);
    assert!(String::from_utf8(portal.get("/?name=wqx")).unwrap().contains("乌恰县人民政府办公室"));
    let file = portal.get("/revisions/1/files/wuqia-2024-unit-budget.txt");
    assert_eq!(file, std::fs::read(sample()).unwrap());
    folder.write("清单.json", &portal.get("/revisions/1/manifest.json"));
    folder.write("公钥.txt", &portal.get("/key.txt"));
    folder.write("下载.txt", &file);
    folder.write("改过.txt", &[&file[..], b" "].concat());
    let verified = folder.call("verify 下载.txt --manifest 清单.json --key 公钥.txt");
    assert_eq!((verified.status, verified.text()), (0, "核对无误。\n"));
    let altered = folder.call("verify 改过.txt --manifest 清单.json --key 公钥.txt");
    assert_eq!(altered.status, 1);
    assert_eq!(altered.err, "清单中没有这个文件：内容被改动过，或不是这一版\n");
    folder.write("公钥.txt", "00".repeat(32).as_bytes());
    let foreign = folder.call("verify 下载.txt --manifest 清单.json --key 公钥.txt");
    assert_eq!((foreign.status, foreign.err.as_str()), (1, "清单的签名与公钥不符\n"));
    let none = folder.call("verify 下载.txt --manifest 下载.txt --key 公钥.txt");
    assert!(none.status == 2 && none.err.contains("不是门户给出的清单"), "{}", none.err);

    // Asked to end, it ends well.
    let ended = Command::new("kill").arg("-TERM").arg(portal.server.id().to_string()).status().unwrap();
    assert!(ended.success() && portal.server.wait().unwrap().success());
    assert_eq!(folder.call("verify --data 门户").text(), "核对无误。\n");
}

#[test]
fn what_is_public_is_written_as_files() {
    let folder = Folder::new("portal-site", &[]);
    folder.call(&format!("demo {} --region 乌恰县 --data 门户", sample()));
    let written = folder.call("site 网站 --data 门户");
    assert_eq!((written.status, written.err.as_str()), (0, ""));
    assert!(written.text().starts_with("已写入 网站："), "{}", written.text());
    let sums = std::fs::read_to_string(folder.0.join("网站/SHA256SUMS")).unwrap();
    for file in
        ["index.html", "key.txt", "revisions/1/facts.csv", "revisions/1/files/wuqia-2024-unit-budget.txt"]
    {
        assert!(sums.contains(&format!("  {file}\n")), "{file}");
    }
    let none = folder.call("site 空 --data 没有");
    assert_eq!(none.err, "mingzhang: 没有 中没有门户（没有 seal.key）\n");
    let foreign = folder.call("site 门户 --data 门户");
    assert_eq!(
        (foreign.status, foreign.err.as_str()),
        (2, "mingzhang: 门户 里有别的文件，请换一个空文件夹\n")
    );
}

#[test]
fn people_are_put_on_record() {
    let folder = Folder::new("portal-people", &[]);
    folder.call(&format!("demo {} --region 乌恰县 --data 门户", sample()));
    let zhang =
        folder.call("person zhang --name 张会计 --duty prepare --office 乌恰县人民政府办公室 --data 门户");
    assert_eq!((zhang.status, zhang.err.as_str()), (0, ""));
    let (said, password) = zhang.text().split_once("\n密码：").unwrap();
    assert_eq!(said, "已登记 张会计（zhang）");
    let password = password.strip_suffix("（只显示这一次）\n").unwrap();
    assert!(password.len() == 20 && password.bytes().all(|c| c.is_ascii_alphanumeric()), "{password}");
    // The name changes, the password stays.
    let renamed = folder.call("person zhang --name 章会计 --data 门户");
    assert_eq!(renamed.text(), "已登记 章会计（zhang）\n");

    let portal = Portal::start(&folder);
    assert_eq!(portal.log_in("zhang", password), "303");
    assert_eq!(portal.log_in("zhang", "另一个密码"), "401");
    let mut changed = folder.command("person zhang --password-stdin --data 门户");
    let mut changed = changed.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    changed.stdin.take().unwrap().write_all("another password\n".as_bytes()).unwrap();
    assert!(changed.wait().unwrap().success());
    assert_eq!(portal.log_in("zhang", password), "401");
    assert_eq!(portal.log_in("zhang", "another+password"), "303");
    assert_eq!(folder.call("person zhang --dismiss --data 门户").text(), "zhang 不能再登录\n");
    assert_eq!(portal.log_in("zhang", "another+password"), "401");
    folder.call("person zhang --name 章会计 --data 门户");
    assert_eq!(portal.log_in("zhang", "another+password"), "303");
    assert_eq!(folder.call("person nobody --dismiss --data 门户").err, "mingzhang: 没有名为 nobody 的用户\n");
    drop(portal);

    let unknown = folder.call("person li --duty review --office 没有的局 --data 门户");
    assert_eq!((unknown.status, unknown.text()), (2, ""));
    assert!(unknown.err.contains("门户中没有名为“没有的局”的单位"), "{}", unknown.err);
}

#[test]
fn a_backup_of_a_running_portal_is_restored_and_verified() {
    let folder = Folder::new("portal-backup", &[("别的/seal.key", "07".repeat(32).as_bytes())]);
    folder.call(&format!("demo {} --region 乌恰县 --data 门户", sample()));
    let portal = Portal::start(&folder);
    let made = folder.call("backup 全部.backup --data 门户");
    assert_eq!((made.status, made.err.as_str()), (0, ""));
    assert!(made.text().starts_with("已备份到 全部.backup：") && made.text().contains("签名密钥"));
    assert_eq!(folder.call("backup 无钥.backup --without-key --data 门户").status, 0);
    let again = folder.call("backup 全部.backup --data 门户");
    assert_eq!(again.status, 2, "{}", again.err);
    let none = folder.call("backup 空.backup --data 没有");
    assert_eq!(none.err, "mingzhang: 没有 中没有门户（没有 seal.key）\n");
    drop(portal);

    let restored = folder.call("restore 全部.backup --data 恢复");
    assert_eq!((restored.status, restored.err.as_str()), (0, ""));
    assert!(restored.text().ends_with("条记录\n核对无误。\n"), "{}", restored.text());
    let key = |of: &str| std::fs::read(folder.0.join(of).join("seal.key")).unwrap();
    assert_eq!(key("恢复"), key("门户"));
    let portal = Portal::start_with(&folder, "恢复");
    let file = portal.get("/revisions/1/files/wuqia-2024-unit-budget.txt");
    assert_eq!(file, std::fs::read(sample()).unwrap());
    drop(portal);

    let told = [
        "全部.backup --data 恢复",
        "全部.backup --data 别的",
        "无钥.backup --data 新",
        "恢复/mingzhang.db --data 新",
    ]
    .map(|call| {
        let called = folder.call(&format!("restore {call}"));
        assert_eq!((called.status, called.text()), (2, ""), "{call}");
        called.err
    });
    insta::assert_snapshot!(told.join(""), @"
    mingzhang: 这里已经有数据。备份只能恢复到空的门户，请另换一个数据文件夹或数据库。
    mingzhang: 别的/seal.key 是另一个门户的密钥，没有恢复。请另换一个数据文件夹
    mingzhang: 备份中没有签名密钥。请先把保管的 seal.key 放到 新/seal.key，再恢复
    mingzhang: 这不是完整的备份，没有恢复任何内容：开头不是备份的开头。请换一份备份。
    ");
    folder.write("新/seal.key", &key("门户"));
    assert_eq!(folder.call("restore 无钥.backup --data 新").status, 0);
}

#[test]
fn what_cannot_be_served_is_told() {
    let folder = Folder::new("portal-refused", &[("坏/seal.key", b"not a key"), ("文件", b"")]);
    let told = [
        "serve --listen 127.0.0.1:0 --data 坏",
        "serve --listen nowhere:x --data 门户",
        "serve --data 文件",
        "serve --database mysql://x --data 门户",
        "serve --oidc-issuer https://sso.example.gov.cn --oidc-client 明账 --data 门户",
        "serve --oidc-issuer http://sso.example.gov.cn --oidc-client 明账 --address https://czj.example.gov.cn --data 门户",
        "serve --oidc-issuer http://127.0.0.1:9 --oidc-client 明账 --address czj.example.gov.cn --data 门户",
        "serve --oidc-issuer http://127.0.0.1:9 --oidc-client 明账 --address https://czj.example.gov.cn --oidc-secret-file 没有 --data 门户",
        "demo 没有.txt --data 门户",
        "verify 下载.txt --data 门户",
    ]
    .map(|call| {
        let called = folder.call(call);
        assert_eq!((called.status, called.text()), (2, ""), "{call}");
        called.err
    });
    insta::assert_snapshot!(told.join("---\n"));
}
