//! Days, months and years.

use protocol::date::{self, DAY_MS};
use protocol::record::Millis;

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
        let days = at.div_euclid(DAY_MS);
        let rest = at.rem_euclid(DAY_MS);
        let (year, month, day) = date::of_day(days);
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
            year_day: days - date::day(year, 1, 1) + 1,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_numbers_and_names() {
        for day in -800_000..800_000 {
            let moment = Moment::of(day * DAY_MS);
            assert_eq!(date::day(moment.year, moment.month, moment.day), day);
        }
        let moment = Moment::of(1_795_733_103_007);
        assert_eq!((moment.year, moment.month, moment.day), (2026, 11, 26));
        assert_eq!(moment.weekday_name(), "Thursday");
        assert_eq!((moment.hour, moment.minute, moment.second), (22, 45, 3));
        assert_eq!((moment.millisecond, moment.year_day), (7, 330));
        assert_eq!(Moment::of(-1).year_day, 365);
    }
}
