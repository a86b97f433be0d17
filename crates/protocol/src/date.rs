//! Dates of the Gregorian calendar, in UTC.
//!
//! *Read next: [`near`](crate::near), and, last, what is said to who mistypes.*

use crate::record::Millis;

/// How many milliseconds a day has.
pub const DAY_MS: Millis = 86_400_000;

/// Year, month and day, both from 1, of a day counted from the first of January
/// 1970. Years begin in March here, so that the odd day of a leap year is its
/// last one (the method is Howard Hinnant's).
pub fn of_day(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, date)
}

/// The number of a day, counted from the first of January 1970.
pub fn day(year: i64, month: i64, date: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * month + 2) / 5 + date - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_a_date_and_each_date_a_day() {
        for number in -800_000..800_000 {
            let (year, month, date) = of_day(number);
            assert_eq!(day(year, month, date), number);
        }
        assert_eq!(of_day(0), (1970, 1, 1));
        assert_eq!(of_day(11_016), (2000, 2, 29));
        assert_eq!(of_day(-719_528), (0, 1, 1));
    }
}
