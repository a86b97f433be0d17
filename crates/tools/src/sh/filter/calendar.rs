//! Days, months and years.

use protocol::record::Millis;

pub(super) const DAY: Millis = 86_400_000;

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

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// An instant as people write it, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub year: i64,
    /// From 1.
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub millisecond: i64,
    /// From Sunday, which is 0.
    weekday: usize,
    /// Of the year, from 1.
    pub year_day: i64,
}

impl Moment {
    /// What an instant is called.
    pub(super) fn of(at: Millis) -> Self {
        let days = at.div_euclid(DAY);
        let rest = at.rem_euclid(DAY);
        let (year, month, day) = date(days);
        Moment {
            year,
            month,
            day,
            hour: rest / 3_600_000,
            minute: rest / 60_000 % 60,
            second: rest / 1_000 % 60,
            millisecond: rest % 1_000,
            // The first of January 1970 was a Thursday.
            weekday: (days + 4).rem_euclid(7) as usize,
            year_day: days - number(year, 1, 1) + 1,
        }
    }

    pub(super) fn month_name(&self) -> &'static str {
        MONTHS[self.month as usize - 1]
    }

    pub(super) fn weekday_name(&self) -> &'static str {
        WEEKDAYS[self.weekday]
    }

    /// From Monday, which is 1.
    pub(super) fn weekday_number(&self) -> i64 {
        match self.weekday {
            0 => 7,
            day => day as i64,
        }
    }
}

/// Year, month and day of a day, counted from the first of January 1970. A
/// year begins in March here, so that the day of a leap year is its last one.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// The number of a day, counted from the first of January 1970.
pub(super) fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_numbers_and_names() {
        for day in -800_000..800_000 {
            let moment = Moment::of(day * DAY);
            assert_eq!(number(moment.year, moment.month, moment.day), day);
        }
        let moment = Moment::of(1_795_733_103_007);
        assert_eq!((moment.year, moment.month, moment.day), (2026, 11, 26));
        assert_eq!(moment.weekday_name(), "Thursday");
        assert_eq!((moment.hour, moment.minute, moment.second), (22, 45, 3));
        assert_eq!((moment.millisecond, moment.year_day), (7, 330));
        assert_eq!(Moment::of(-1).year_day, 365);
    }
}
