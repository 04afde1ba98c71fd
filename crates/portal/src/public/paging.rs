//! Lists in pages: where the ones before and after are found.

/// Where the pages before and after are found; empty where there is none.
pub(crate) struct Paging {
    pub(crate) previous: String,
    pub(crate) next: String,
}

impl Paging {
    /// Cuts a list, which was asked for with one more than a page has, to a page, and tells what is around it. `base` is the address
    /// of the list with what it asks for, `number` the cursor of an item; `before` tells whether the list was asked for backwards,
    /// `after` where it was asked to begin.
    pub(crate) fn of<T>(
        list: &mut Vec<T>,
        most: i64,
        base: &str,
        (before, after): (Option<i64>, i64),
        number: impl Fn(&T) -> i64,
    ) -> Self {
        let most = usize::try_from(most).unwrap_or_default();
        let has_more = list.len() > most;
        if before.is_some() {
            list.drain(..list.len().saturating_sub(most));
        } else {
            list.truncate(most);
        }
        let join = if base.contains('?') { "&" } else { "?" };
        let to = |way: &str, item: Option<&T>| {
            item.map(|item| format!("{base}{join}{way}={}", number(item))).unwrap_or_default()
        };
        let (has_previous, has_next) =
            if before.is_some() { (has_more, true) } else { (after > 0, has_more) };
        Self {
            previous: to("before", list.first().filter(|_| has_previous)),
            next: to("after", list.last().filter(|_| has_next)),
        }
    }
}

/// Cuts a list, which was asked for with one more than a page has, to a page; whether there is more.
pub(crate) fn cut<T>(list: &mut Vec<T>, most: i64) -> bool {
    let most = usize::try_from(most).unwrap_or_default();
    let is_more = list.len() > most;
    list.truncate(most);
    is_more
}

#[cfg(test)]
mod tests {
    use super::Paging;

    fn page(mut list: Vec<i64>, base: &str, asked: (Option<i64>, i64)) -> (Vec<i64>, String, String) {
        let Paging { previous, next } = Paging::of(&mut list, 2, base, asked, |number| *number);
        (list, previous, next)
    }

    #[test]
    fn a_page_leads_to_the_ones_around_it() {
        let none = String::new;
        assert_eq!(page(vec![1, 2], "/a", (None, 0)), (vec![1, 2], none(), none()));
        assert_eq!(page(vec![1, 2, 3], "/a", (None, 0)), (vec![1, 2], none(), "/a?after=2".into()));
        assert_eq!(page(vec![3, 4], "/a?q=x", (None, 2)), (vec![3, 4], "/a?q=x&before=3".into(), none()));
        assert_eq!(
            page(vec![1, 2, 3], "/a", (Some(4), 0)),
            (vec![2, 3], "/a?before=2".into(), "/a?after=3".into())
        );
        assert_eq!(page(vec![1, 2], "/a", (Some(3), 0)), (vec![1, 2], none(), "/a?after=2".into()));
        assert_eq!(page(vec![], "/a", (None, 9)), (vec![], none(), none()));
    }
}
