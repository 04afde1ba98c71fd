//! The site as files: whoever is given the folder finds everything in it, and nothing that needs a server.

use crate::{get, portal, sample};
use mingzhang_portal::{SiteError, write_site};
use mingzhang_store::{Seal, sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path, at: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder.join(at)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if at.is_empty() { name } else { format!("{at}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            files(folder, &path, found);
        } else {
            found.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
}

/// Where a link of a file leads, as a path from the folder.
fn followed(from: &str, link: &str) -> String {
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(path.pop().is_some(), "{from}: {link}"),
            part => path.push(part),
        }
    }
    path.join("/")
}

fn decoded(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn everything_public_is_in_the_folder_and_every_link_leads_to_a_file() {
    let (portal, store, [first, second, draft]) = portal("written").await;
    let out = folder("whole");
    let written = write_site(store, Seal::new(&[7; 32]), &out, Some("https://a.example/yjs/")).await.unwrap();
    let mut found = BTreeMap::new();
    files(&out, "", &mut found);
    let sums = String::from_utf8(found.remove("SHA256SUMS").unwrap()).unwrap();
    let told: Vec<String> = found.iter().map(|(file, bytes)| format!("{}  {file}", sha256(bytes))).collect();
    assert_eq!(sums.lines().collect::<Vec<_>>(), told);
    assert_eq!(written.files, found.len());
    assert_eq!(written.bytes, found.values().map(|bytes| bytes.len() as u64).sum::<u64>());

    let mut links = 0;
    for (file, bytes) in found.iter().filter(|(_, bytes)| bytes.starts_with(b"<!doctype html>")) {
        let page = std::str::from_utf8(bytes).unwrap();
        for words in ["/desk", "<form", "<!--", "-->", "机密"] {
            assert!(!page.contains(words), "{file}: {words}");
        }
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for attribute in [" href=\"", " src=\""] {
            for link in page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                links += 1;
                let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
                if path.is_empty() {
                    assert!(ids.contains(&fragment), "{file}: {link}");
                    continue;
                }
                let to = followed(file, &decoded(path));
                let Some(bytes) = found.get(&to) else { panic!("{file}: {link}") };
                let to = String::from_utf8_lossy(bytes);
                assert!(fragment.is_empty() || to.contains(&format!(" id=\"{fragment}\"")), "{file}: {link}");
            }
        }
    }
    assert!(links > 1000, "{links}");

    assert_eq!(found[&format!("revisions/{first}/files/预算公开.txt")], sample());
    let facts = get(&portal, &format!("/api/v1/revisions/{second}/facts.json")).await;
    assert_eq!(found[&format!("revisions/{second}/facts.json")], facts.bytes);
    assert_eq!(found["key.txt"], get(&portal, "/key.txt").await.bytes);
    assert!(!found.keys().any(|file| file.starts_with(&format!("revisions/{draft}/"))));
    let feed = std::str::from_utf8(&found["feed.atom"]).unwrap();
    assert!(
        feed.contains(&format!("<id>https://a.example/yjs/revisions/{second}/index.html</id>")),
        "{feed}"
    );
    for programs in ["feed.atom", "sitemap.xml", "sitemap/revisions-1.xml", "sitemap/offices-1.xml"] {
        for address in std::str::from_utf8(&found[programs]).unwrap().split("https://a.example/yjs/").skip(1)
        {
            let file = address.split(['"', '<']).next().unwrap();
            assert!(found.contains_key(file), "{programs}: {file}");
        }
    }
    assert!(std::str::from_utf8(&found["index.html"]).unwrap().contains("不能全文搜索"));
}

#[tokio::test]
async fn a_site_is_written_again_over_itself_and_over_nothing_else() {
    let (_, store, _) = portal("again").await;
    let out = folder("again");
    let seal = || Seal::new(&[7; 32]);
    write_site(store.clone(), seal(), &out, Some("https://a.example")).await.unwrap();
    assert!(out.join("feed.atom").exists());
    std::fs::write(out.join("自己的.txt"), "不动").unwrap();
    // Without an address there is no feed, and the one of before is gone.
    write_site(store.clone(), seal(), &out, None).await.unwrap();
    assert!(!out.join("feed.atom").exists() && out.join("自己的.txt").exists());
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(!page.contains("feed.atom"));

    let foreign = folder("foreign");
    std::fs::create_dir_all(&foreign).unwrap();
    std::fs::write(foreign.join("a.txt"), "a").unwrap();
    let refused = write_site(store.clone(), seal(), &foreign, None).await;
    assert!(matches!(refused, Err(SiteError::Foreign(_))), "{refused:?}");
    let nowhere = write_site(store, seal(), &folder("nowhere"), Some("a.example")).await;
    assert!(matches!(nowhere, Err(SiteError::Address(_))), "{nowhere:?}");
}
