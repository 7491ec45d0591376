//! Days as people write them.

use demarche_positions::Days;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()).saturating_sub(1) % 12]
}

/// `2025-08-20` as `20 August 2025`; what is no day as it is.
pub(crate) fn long(day: &str) -> String {
    match day.parse::<Date>() {
        Ok(date) => format!("{} {} {}", date.day(), month(date), date.year()),
        Err(_) => day.to_owned(),
    }
}

/// `2025-08-20` as `20 Aug 2025`.
pub(crate) fn short(day: &str) -> String {
    match day.parse::<Date>() {
        Ok(date) => format!("{} {} {}", date.day(), &month(date)[..3], date.year()),
        Err(_) => day.to_owned(),
    }
}

/// When something was said, as people write it.
#[must_use]
pub fn said(days: &Days) -> String {
    let parse = |day: &Option<String>| day.as_deref().and_then(|day| day.parse::<Date>().ok());
    let (from, to) = (parse(&days.from), parse(&days.to));
    let told = match (from, to) {
        (Some(from), Some(to)) => stretch(from, to),
        (None, Some(to)) => {
            let word = if days.earlier { "before" } else { "by" };
            return format!("{word} {}", long(&to.to_string()));
        }
        (Some(from), None) => format!("since {}", long(&from.to_string())),
        (None, None) => return "day unknown".into(),
    };
    // A day of its own is the day on which it was said, also where that is told
    // as earlier than the rest; only without one it is "before" what is told.
    if days.earlier {
        format!("{told}, told as earlier")
    } else if days.of_report {
        format!("by {told}")
    } else {
        told
    }
}

/// A month or a year, if from–to is a whole one.
fn whole(from: Date, to: Date) -> Option<String> {
    let whole_months = from.day() == 1 && to == to.last_of_month();
    if !whole_months || from.year() != to.year() {
        return None;
    }
    match (from.month(), to.month()) {
        (first, last) if first == last => Some(format!("{} {}", month(from), from.year())),
        (1, 12) => Some(from.year().to_string()),
        _ => None,
    }
}

/// A moment that lies between two days, where these are a month or a year: `in
/// 2022`.
pub(crate) fn within(from: Option<&String>, to: &str) -> Option<String> {
    let whole = whole(from?.parse().ok()?, to.parse().ok()?)?;
    Some(format!("in {whole}"))
}

/// The first day of [`Days`] that end on a day, where it is another.
pub(crate) fn first(days: &Days, day: Option<&String>) -> Option<String> {
    let told = reading(days) == "in" && days.to.as_ref() == day;
    days.from.clone().filter(|_| told)
}

/// A day, a month, a year, or from–to.
fn stretch(from: Date, to: Date) -> String {
    if from == to {
        return long(&from.to_string());
    }
    if let Some(whole) = whole(from, to) {
        return whole;
    }
    format!("{} to {}", long(&from.to_string()), long(&to.to_string()))
}

/// How the last day of [`Days`] is to be read.
pub(crate) fn reading(days: &Days) -> &'static str {
    let bounded = days.from.is_none() && days.to.is_some();
    if days.earlier && bounded {
        "before"
    } else if days.of_report || bounded {
        "by"
    } else if days.from != days.to {
        "in"
    } else {
        "on"
    }
}

#[cfg(test)]
mod tests {
    use super::{reading, said, short, within};
    use demarche_positions::Days;

    #[test]
    fn days_read_as_people_write_them() {
        let days = |from: &str, to: &str| Days {
            from: (!from.is_empty()).then(|| from.into()),
            to: (!to.is_empty()).then(|| to.into()),
            ..Days::default()
        };
        for (from, to, expected) in [
            ("2025-08-20", "2025-08-20", "20 August 2025"),
            ("2025-08-01", "2025-08-31", "August 2025"),
            ("2022-01-01", "2022-12-31", "2022"),
            (
                "2025-08-18",
                "2025-08-24",
                "18 August 2025 to 24 August 2025",
            ),
            ("", "2025-08-20", "by 20 August 2025"),
            ("", "", "day unknown"),
        ] {
            assert_eq!(said(&days(from, to)), expected);
        }
        let year = |from: &str| within(Some(&from.to_owned()), "2022-12-31");
        assert_eq!(year("2022-01-01").as_deref(), Some("in 2022"));
        assert_eq!(year("2022-12-01").as_deref(), Some("in December 2022"));
        assert_eq!(year("2022-12-30"), None);
        let earlier = Days {
            earlier: true,
            ..days("", "2025-08-20")
        };
        assert_eq!(said(&earlier), "before 20 August 2025");
        assert_eq!(reading(&earlier), "before");
        // "In February he had said …"
        let told = Days {
            earlier: true,
            ..days("2025-02-01", "2025-02-28")
        };
        assert_eq!(said(&told), "February 2025, told as earlier");
        assert_eq!(reading(&told), "in");
        let told = Days {
            earlier: true,
            ..days("2025-02-03", "2025-02-03")
        };
        assert_eq!(said(&told), "3 February 2025, told as earlier");
        assert_eq!(reading(&told), "on");
        assert_eq!(short("2025-08-20"), "20 Aug 2025");
    }
}
