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

/// When something was said.
pub(crate) fn said(days: &Days) -> String {
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
    if days.earlier {
        format!("before {told}")
    } else if days.of_report {
        format!("by {told}")
    } else {
        told
    }
}

/// A day, a month, a year, or from–to.
fn stretch(from: Date, to: Date) -> String {
    if from == to {
        return long(&from.to_string());
    }
    let whole_months = from.day() == 1 && to == to.last_of_month();
    if whole_months && from.year() == to.year() {
        if from.month() == to.month() {
            return format!("{} {}", month(from), from.year());
        }
        if from.month() == 1 && to.month() == 12 {
            return from.year().to_string();
        }
    }
    format!("{} to {}", long(&from.to_string()), long(&to.to_string()))
}

/// How the last day of [`Days`] is to be read.
pub(crate) fn reading(days: &Days) -> &'static str {
    if days.earlier {
        "before"
    } else if days.of_report || (days.from.is_none() && days.to.is_some()) {
        "by"
    } else if days.from != days.to {
        "in"
    } else {
        "on"
    }
}

#[cfg(test)]
mod tests {
    use super::{said, short};
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
        let earlier = Days {
            earlier: true,
            ..days("", "2025-08-20")
        };
        assert_eq!(said(&earlier), "before 20 August 2025");
        assert_eq!(short("2025-08-20"), "20 Aug 2025");
    }
}
