//! Values as typed, checked one by one: days, sizes, shares.

use demarche_reading::Date;

/// A day: `2025-08-22`.
pub fn day(typed: &str) -> Result<Date, String> {
    match parts(typed).as_deref() {
        Some([year, month, day]) => date(*year, *month, *day),
        _ => None,
    }
    .ok_or_else(|| "not a day; write it as 2025-08-22".into())
}

/// A day as it stands in the ledger: `2025-08-22`.
pub fn iso_day(typed: &str) -> Result<String, String> {
    day(typed).map(|day| day.to_string())
}

/// A day, a month or a year: `2025-08-22`, `2025-08`, `2025`.
pub fn day_month_or_year(typed: &str) -> Result<String, String> {
    let found = match parts(typed).as_deref() {
        Some([year]) => date(*year, 1, 1),
        Some([year, month]) => date(*year, *month, 1),
        Some([year, month, day]) => date(*year, *month, *day),
        _ => None,
    };
    match found {
        Some(_) => Ok(typed.to_owned()),
        None => Err("not a date; write 2025-08-22, 2025-08 or 2025".into()),
    }
}

/// The first day of a day, a month or a year: `2025-08-01` for `2025-08`.
pub fn first_day(typed: &str) -> Result<String, String> {
    let mut day = day_month_or_year(typed)?;
    while day.len() < "2025-08-22".len() {
        day.push_str("-01");
    }
    Ok(day)
}

/// The numbers of an ISO date, if each has its full number of digits.
fn parts(typed: &str) -> Option<Vec<i16>> {
    typed
        .split('-')
        .zip([4, 2, 2].into_iter().chain(std::iter::repeat(0)))
        .map(|(part, digits)| {
            let whole = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|_| whole)
        })
        .collect()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// How many, where none makes no sense.
pub fn at_least_one(typed: &str) -> Result<usize, String> {
    match typed.parse() {
        Ok(0) => Err("nothing would be left; write 1 or more".into()),
        Ok(number) => Ok(number),
        Err(_) => Err("not a whole number; write 1 or more".into()),
    }
}

/// A size in bytes, or with `k`, `M` or `G` for powers of 1,000.
pub fn size(typed: &str) -> Result<u64, String> {
    let (number, unit) = match typed.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&typed[..at], 1_000),
        Some((at, 'm' | 'M')) => (&typed[..at], 1_000_000),
        Some((at, 'g' | 'G')) => (&typed[..at], 1_000_000_000),
        _ => (typed, 1),
    };
    number
        .parse::<u64>()
        .ok()
        .and_then(|n| n.checked_mul(unit))
        .filter(|n| *n > 0)
        .ok_or_else(|| "not a size; write bytes, or 500k, 20M, 1G".into())
}

/// A share between 0 and 1.
pub fn share(typed: &str) -> Result<f32, String> {
    match typed.parse::<f32>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("not a share; write a number from 0 to 1, such as 0.8".into()),
    }
}

/// Words to look for: something with a letter or a digit in it.
pub fn words(typed: &str) -> Result<String, String> {
    if typed.contains(char::is_alphanumeric) {
        Ok(typed.to_owned())
    } else {
        Err("there is no word in it, so it would find everything; give at least one".into())
    }
}

/// A number of the history, or the first and the last of several: `12-15`.
pub fn numbers(typed: &str) -> Result<(i64, i64), String> {
    let number = |text: &str| text.trim().parse::<i64>().ok().filter(|n| *n > 0);
    let (first, last) = typed.split_once('-').unwrap_or((typed, typed));
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => Err("write a number of `--history`, as 12, or several, as 12-15".into()),
    }
}

/// Words that say something.
pub fn something(typed: &str) -> Result<String, String> {
    if typed.contains(char::is_alphanumeric) {
        Ok(typed.to_owned())
    } else {
        Err("there is no word in it; write what it is, or leave the option out".into())
    }
}

#[cfg(test)]
mod tests {
    use super::{at_least_one, day, day_month_or_year, first_day, numbers, share, size, words};

    #[test]
    fn one_number_or_several() {
        assert_eq!(numbers("12"), Ok((12, 12)));
        assert_eq!(numbers("12-15"), Ok((12, 15)));
        for other in ["", "-3", "0", "15-12", "a-b", "1-2-3"] {
            assert!(numbers(other).is_err(), "{other}");
        }
    }

    #[test]
    fn nothing_is_not_one() {
        assert_eq!(at_least_one("3"), Ok(3));
        assert!(
            at_least_one("0").is_err() && at_least_one("-1").is_err() && at_least_one("").is_err()
        );
        assert!(words("a b").is_ok());
        assert!(words("").is_err() && words(" \"\" ").is_err());
    }

    #[test]
    fn days_are_whole_iso_days() {
        assert!(day("2025-08-22").is_ok());
        for wrong in [
            "2025-02-30",
            "2025-8-22",
            "22.8.2025",
            "2025-08",
            "+025-08-22",
            "",
            "2025-08-22-01",
        ] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn filters_take_months_and_years_too() {
        for right in ["2025", "2025-08", "2025-08-22"] {
            assert_eq!(day_month_or_year(right).as_deref(), Ok(right));
        }
        for wrong in ["25", "2025-13", "2025-00", "August", "2025-08-22-01"] {
            assert!(day_month_or_year(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn months_and_years_begin_on_a_day() {
        for (typed, day) in [
            ("2025", "2025-01-01"),
            ("2025-08", "2025-08-01"),
            ("2025-08-22", "2025-08-22"),
        ] {
            assert_eq!(first_day(typed).as_deref(), Ok(day));
        }
        assert!(first_day("2025-13").is_err());
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("512"), Ok(512));
        assert_eq!(size("20M"), Ok(20_000_000));
        for wrong in ["", "0", "M", "-1", "1.5G", "99999999999G", "é"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn shares_lie_between_nothing_and_all() {
        assert_eq!(share("0.8"), Ok(0.8));
        for wrong in ["1.1", "-0.1", "NaN", "80%"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
