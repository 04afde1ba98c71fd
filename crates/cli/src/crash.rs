//! What a panic prints: nothing where a reader takes it for a damaged file, and a plain request where it is our bug.

use mingzhang_model::{Text, text};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Mutex;

/// What the last panic said, and where.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// From here on panics print nothing by themselves.
pub(crate) fn keep_quiet() {
    set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST.lock() {
            *last = Some(panic.to_string().replace('\n', " "));
        }
    }));
}

/// Runs the command; a panic that no reader caught is told to the user.
///
/// # Errors
/// What is to be printed of the panic.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Result<T, Text> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| {
        let last = LAST.lock().ok().and_then(|mut last| last.take()).unwrap_or_default();
        text!(
            "程序自身出了错，没有做完。这不是您的文件的问题，请把下面一行和所用的命令告诉开发者：\n{0}",
            "The program itself failed and did not finish. This is our mistake; please tell the developers this line and the command:\n{0}",
            last
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_in_plain_words_with_its_place() {
        keep_quiet();
        let told = caught(|| -> () { panic!("没有这一行") }).unwrap_err();
        assert!(told.zh.starts_with("程序自身出了错"), "{}", told.zh);
        assert!(told.zh.contains("crash.rs") && told.zh.ends_with("没有这一行"), "{}", told.zh);
        assert_eq!(caught(|| 1), Ok(1));
    }
}
