//! A file that takes more than it may is refused; the portal goes on.

use crate::portal::Portal;
use crate::session::logged_in;
use crate::{Folder, sample};

#[test]
fn a_file_that_takes_too_much_ends_only_the_process_that_reads_it() {
    let folder = Folder::new("portal-bad-files", &[]);
    folder.call(&format!("demo {} --region 乌恰县 --data 门户", sample()));
    let zhang = logged_in(&folder, "乌恰县人民政府办公室");
    let good = std::fs::read(sample()).unwrap();
    let cases = [
        ("--file-mebibytes 64 --file-seconds 60", good.repeat(40), "这份文件无法读取"),
        (
            "--file-mebibytes 4096 --file-seconds 2",
            "收入 1,234.56 万元，支出 7.00 万元。".repeat(400_000).into_bytes(),
            "这份文件读取时间过长",
        ),
    ];
    for (at, (bounds, bad, told)) in cases.into_iter().enumerate() {
        let mut portal = Portal::start_with(&folder, &format!("门户 {bounds}"));
        let fields = [("reason", "更正")];
        let refused = zhang.hands_in(&portal, "/desk/offices/1/upload", &fields, &bad);
        assert!(refused.starts_with("HTTP/1.1 422") && refused.contains(told), "{refused}");
        assert!(portal.server.try_wait().unwrap().is_none(), "the portal has ended");
        let (path, fields) = match at {
            0 => ("/desk/offices/1/upload", [("reason", "更正")]),
            _ => ("/desk/revisions/2/upload", [("edition", "1")]),
        };
        let taken = zhang.hands_in(&portal, path, &fields, &good);
        assert!(taken.starts_with("HTTP/1.1 303"), "{taken}");
    }
}
