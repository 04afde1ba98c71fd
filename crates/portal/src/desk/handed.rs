//! A form with a file. The token comes before the file, so that nobody else's file is read at all.

use super::deed::{Me, sender};
use super::refusal::Refusal;
use crate::App;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use tokio::sync::OwnedSemaphorePermit;

/// Characters of a file's name.
const LONGEST_NAME: usize = 100;

/// A file that a person hands in.
#[derive(Debug)]
pub(crate) struct Handed {
    pub me: Me,
    /// The edition that the person has seen.
    pub edition: i64,
    /// Why it corrects what is published.
    pub reason: String,
    /// Whether it may name another office than the one it is handed in for.
    pub any_name: bool,
    /// Name of the file.
    pub name: String,
    pub bytes: Vec<u8>,
    /// Held as long as the file is.
    _turn: OwnedSemaphorePermit,
}

impl FromRequest<App> for Handed {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let me = sender(request.headers(), app).await?;
        let turn = app.work.upload().await?;
        let form = Multipart::from_request(request, app).await;
        let mut form = form.map_err(|_| Refusal::told("表单不完整，请重新打开页面。"))?;
        let mut is_expected = false;
        let mut handed = Self {
            me,
            edition: 0,
            reason: String::new(),
            any_name: false,
            name: String::new(),
            bytes: Vec::new(),
            _turn: turn,
        };
        while let Some(field) = form.next_field().await.map_err(unread)? {
            let what = field.name().unwrap_or_default().to_owned();
            if what == "csrf" {
                handed.me.expects(&words(field).await?)?;
                is_expected = true;
                continue;
            }
            if !is_expected {
                return Err(Refusal::Forbidden);
            }
            match what.as_str() {
                "edition" => handed.edition = words(field).await?.parse().unwrap_or_default(),
                "reason" => handed.reason = words(field).await?,
                "any_name" => handed.any_name = true,
                "file" => {
                    handed.name = plain(field.file_name().unwrap_or_default());
                    handed.bytes = field.bytes().await.map_err(unread)?.to_vec();
                }
                _ => {}
            }
        }
        match (is_expected, handed.bytes.is_empty()) {
            (false, _) => Err(Refusal::Forbidden),
            (true, true) => Err(Refusal::told("请先选择文件；空文件不能收入。")),
            (true, false) => Ok(handed),
        }
    }
}

async fn words(field: Field<'_>) -> Result<String, Refusal> {
    field.text().await.map_err(unread)
}

#[allow(clippy::needless_pass_by_value, reason = "it is what errors are mapped by")]
fn unread(error: MultipartError) -> Refusal {
    let status = error.status();
    let words = if status == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        "文件超过 64 MiB，不能收入。可以压缩其中的图片，或者分开上传。"
    } else {
        "文件没有传完，请再试一次。"
    };
    Refusal::Told(status, words.to_owned())
}

/// The name of a file without folders and without characters that a name does not have.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let letters: Vec<char> = last.chars().filter(|c| !c.is_control()).collect();
    // The end is kept: it tells the format.
    let name: String = letters[letters.len().saturating_sub(LONGEST_NAME)..].iter().collect();
    match name.trim() {
        "" | "." | ".." => "公开文本".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_has_no_folders() {
        assert_eq!(plain("C:\\文件\\预算.pdf"), "预算.pdf");
        assert_eq!(plain("../../etc/预\u{0}算.txt"), "预算.txt");
        assert_eq!([plain(".."), plain("")], ["公开文本", "公开文本"]);
        assert_eq!(plain(&format!("{}.pdf", "长".repeat(300))).chars().count(), 100);
    }
}
