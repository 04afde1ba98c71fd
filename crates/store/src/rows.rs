//! Many rows at once. SQLite's driver hands on every value of every row through another thread for itself, which takes several
//! times as long as to look them up, and a page reads hundreds of them: there they come as one value.

use crate::error::StoreError;
use crate::open::Engine;
use serde::de::DeserializeOwned;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Any, Executor, FromRow};

/// The query for rows, as an engine is asked for them. `$columns` are those of the fields, in their order.
macro_rules! asking {
    (Sqlite, $columns:expr, $from:expr, $order:expr) => {
        concat!("SELECT json_group_array(json_array(", $columns, ") ORDER BY ", $order, ") FROM ", $from)
    };
    (Postgres, $columns:expr, $from:expr, $order:expr) => {
        concat!("SELECT ", $columns, " FROM ", $from, " ORDER BY ", $order)
    };
    ($engine:expr, $columns:expr, $from:expr, $order:expr) => {
        match $engine {
            $crate::open::Engine::Sqlite => $crate::rows::asking!(Sqlite, $columns, $from, $order),
            $crate::open::Engine::Postgres => $crate::rows::asking!(Postgres, $columns, $from, $order),
        }
    };
}
pub(crate) use asking;

/// The values of a query, in the order of their numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "there are queries without values")]
        let mut values = sqlx::any::AnyArguments::default();
        $(sqlx::Arguments::add(&mut values, $value).map_err(sqlx::Error::Encode)?;)*
        values
    }};
}
pub(crate) use values;

/// The rows that [`asking!`] asks for.
pub(crate) async fn rows<'c, T>(
    engine: Engine,
    connection: impl Executor<'c, Database = Any>,
    asking: &'static str,
    values: AnyArguments,
) -> Result<Vec<T>, StoreError>
where
    T: DeserializeOwned + for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    match engine {
        Engine::Sqlite => {
            let found: String = sqlx::query_scalar_with(asking, values).fetch_one(connection).await?;
            serde_json::from_str(&found).map_err(|error| StoreError::Damaged(error.to_string()))
        }
        Engine::Postgres => Ok(sqlx::query_as_with(asking, values).fetch_all(connection).await?),
    }
}
