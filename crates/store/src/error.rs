//! Why the store did not do what was asked.

use crate::state::State;
use mingzhang_model::{Text, text};

/// Why the store did not do what was asked; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed or could not be reached.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The address names no database that is supported.
    #[error("not the address of a database: {0}")]
    Address(String),
    /// Somebody else saved since it was read.
    #[error("somebody else saved it since it was read")]
    Conflict,
    /// What is asked for is not there.
    #[error("{what} {id} does not exist")]
    Missing {
        /// What was asked for.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// A revision in this state cannot be changed in this way.
    #[error("a revision that is {0} does not become {1}")]
    Transition(State, State),
    /// Errors that nobody waived stand in the way of submission.
    #[error("{0} errors are not waived")]
    Errors(i64),
    /// A published document is corrected with a reason only.
    #[error("a correction needs a reason")]
    Reason,
    /// Something else is called so.
    #[error("something else has the name {0}")]
    Taken(String),
    /// Nobody would be left who administers everything.
    #[error("nobody would be left who administers everything")]
    LastAdministrator,
    /// Whoever prepared a revision does not judge it.
    #[error("whoever prepared a revision does not judge it")]
    OwnWork,
    /// An office or a region does not belong there.
    #[error("it does not belong there")]
    Misplaced,
    /// A backup is restored into an empty store only.
    #[error("the store is not empty")]
    NotEmpty,
    /// A backup is none, or damaged.
    #[error("not a whole backup: {en}", en = .0.en)]
    NotWhole(Text),
    /// A backup cannot be written or read.
    #[error("the backup cannot be written or read: {0}")]
    Backup(#[from] std::io::Error),
    /// The ledger of the revision makes no document yet.
    #[error("the ledger is not finished")]
    Unfinished,
    /// What the database holds is not what this program writes.
    #[error("the database holds what this program does not write: {0}")]
    Damaged(String),
}

impl StoreError {
    /// What to tell whoever asked.
    pub fn message(&self) -> Text {
        match self {
            Self::Database(error) => text!("数据库出错：{0}", "the database failed: {0}", error.to_string()),
            Self::Migration(error) => {
                text!(
                    "数据库结构升级失败：{0}",
                    "the tables could not be brought up to date: {0}",
                    error.to_string()
                )
            }
            Self::Address(address) => text!(
                "“{0}”不是数据库地址，应写作 sqlite:文件 或 postgres://用户@主机/库名",
                "“{0}” is no address of a database; write sqlite:FILE or postgres://USER@HOST/NAME",
                address
            ),
            Self::Conflict => text!(
                "您打开之后，别人已经保存过。请重新打开，再作修改。",
                "Somebody else saved since you opened it. Please open it again."
            ),
            Self::Missing { .. } => text!("没有找到", "not found"),
            Self::Transition(from, to) => text!(
                "目前是“{0}”，不能改为“{1}”。",
                "It is {0} and cannot become {1}.",
                from.name(),
                to.name()
            ),
            Self::Errors(count) => text!(
                "还有 {0} 个错误没有改正，也没有经审核人同意，不能提交。",
                "{0} errors are neither corrected nor waived; it cannot be submitted.",
                *count
            ),
            Self::Reason => {
                text!(
                    "更正已公开的文本，请写明原因。",
                    "Please give the reason for correcting what is published."
                )
            }
            Self::Taken(name) => text!(
                "“{0}”已经有了，请换一个，或者修改原有的。",
                "“{0}” exists already; please choose another, or change that one.",
                name
            ),
            Self::LastAdministrator => text!(
                "这是最后一位管理全部单位的人，不能停用，也不能免去管理职责。请先让另一个人管理全部单位。",
                "This is the last person who administers everything. Please give that duty to somebody else first."
            ),
            Self::OwnWork => text!(
                "这一版您编制、保存或提交过，不能由您审核，也不能由您同意保留其中的问题。请由另一位审核人办理。",
                "You prepared, saved or submitted this revision, and can neither approve it nor waive its findings. Another reviewer has to."
            ),
            Self::Unfinished => text!(
                "账册还有需要补正的地方，编不成公开文本，不能提交。",
                "The ledger lacks something and makes no document yet; it cannot be submitted."
            ),
            Self::Misplaced => text!(
                "不能放在那里：单位只能归口到部门，部门不再归口，地区不能属于自己或者自己的下级。",
                "It does not belong there: units are under departments, departments under none, and no region is part of itself."
            ),
            Self::NotEmpty => text!(
                "这里已经有数据。备份只能恢复到空的门户，请另换一个数据文件夹或数据库。",
                "There are data already. A backup is restored into an empty portal only; please choose another folder or database."
            ),
            Self::NotWhole(why) => text!(
                "这不是完整的备份，没有恢复任何内容：{0}。请换一份备份。",
                "This is not a whole backup, and nothing was restored: {0}. Please take another.",
                why.clone()
            ),
            Self::Backup(error) => {
                text!(
                    "备份写不出或读不了：{0}",
                    "the backup cannot be written or read: {0}",
                    error.to_string()
                )
            }
            Self::Damaged(what) => text!("数据库内容有误：{0}", "the database is damaged: {0}", what),
        }
    }
}
